import { ChevronLeft } from 'lucide-react'
import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { ChangeOptions } from '../../parts/recipient/change-options.tsx'
import { LiveScript } from '../../parts/recipient/live-script.tsx'
import { StoryWords } from '../../parts/recipient/story.tsx'
import { Told } from '../../parts/recipient/told.tsx'
import { changeOf } from '../../server/change.server.ts'
import { sendCommand } from '../../server/commands.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing } from '../../server/problems.server.ts'
import { onlyOwnParcel } from '../../server/recipient.server.ts'
import { storyOf } from '../../server/story.server.ts'
import { StatusChip } from '../../ui/status-chip.tsx'

export function meta({ data }: { data?: { number: string } }) {
  return [{ title: `Change the delivery · ${data?.number ?? 'Waybill'}` }, { name: 'robots', content: 'noindex' }]
}

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return load(async () => {
    const own = await onlyOwnParcel(params.number ?? '', context)
    const reading = readingOf(request)
    const { shipment, viewer } = own
    return {
      number: shipment.trackingNumber,
      status: shipment.status,
      allowed: shipment.allowedCommands,
      story: storyOf(own, reading),
      change: await changeOf({ services: context.services, shipment, viewer, reading }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  if (!args.context.viewer) throw missing()
  return await sendCommand(args, args.context.viewer)
}

export default function ChangeDelivery() {
  const { number, status, story, change, allowed } = useLoaderData<typeof loader>()
  const none = nowhere[status] ?? 'There is nothing to change any more.'
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-5 pt-2">
      <Link
        to={`/track/${encodeURIComponent(number)}`}
        reloadDocument
        className="flex min-h-11 w-fit items-center gap-1 font-semibold text-accent"
      >
        <ChevronLeft aria-hidden="true" className="size-5" /> Tracking
      </Link>
      <Told allowed={allowed} tooLate={`It is too late for this change. ${none}`} />
      <section
        aria-label="What happens now"
        className="rounded-lg border border-line bg-surface-1 px-5 py-5 shadow-card sm:px-7"
      >
        <div id="live">
          <p className="flex flex-wrap items-center gap-3">
            <StatusChip status={status} isLarge />
            <bdi className="figures text-sm font-semibold tracking-wide">{number}</bdi>
          </p>
          <h1 className="mt-4 text-2xl font-semibold sm:text-3xl">
            {story.headline ?? (story.isAsked ? 'What shall we do?' : 'Change the delivery')}
          </h1>
          <StoryWords story={story} />
          {change.options.length === 0 && <p className="mt-2 text-text-2">{none}</p>}
        </div>
      </section>
      {change.options.length > 0 && (
        <>
          <h2 className="sr-only">What you can choose</h2>
          <ChangeOptions change={change} />
        </>
      )}
      <LiveScript shipmentId={change.shipmentId} />
    </div>
  )
}

/** Why nothing can be changed where it is now. */
const nowhere: Partial<Record<string, string>> = {
  out_for_delivery: 'The courier is on the way to the door already.',
  at_dropoff: 'The courier is at the door already: please open, or tell it to the courier.',
  delivered: 'It was delivered already.',
  returning: 'It is on its way back to the sender.',
  returned: 'The sender has it again.',
}
