import { Check, ChevronLeft } from 'lucide-react'
import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { CommandButton, CommandForm } from '../../parts/command-form.tsx'
import { DisputeCaseCard } from '../../parts/recipient/dispute-case.tsx'
import { DisputeForm } from '../../parts/recipient/dispute-form.tsx'
import { Unless } from '../../parts/recipient/story.tsx'
import { Told } from '../../parts/recipient/told.tsx'
import { sendCommand } from '../../server/commands.server.ts'
import { disputeOf } from '../../server/dispute.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing } from '../../server/problems.server.ts'
import { onlyOwnParcel } from '../../server/recipient.server.ts'
import { storyOf } from '../../server/story.server.ts'
import { Card } from '../../ui/card.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'

export function meta({ data }: { data?: { number: string } }) {
  return [{ title: `Did it arrive? · ${data?.number ?? 'Waybill'}` }, { name: 'robots', content: 'noindex' }]
}

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return load(async () => {
    const own = await onlyOwnParcel(params.number ?? '', context)
    const reading = readingOf(request)
    const { shipment, events } = own
    const allowed = shipment.allowedCommands
    return {
      id: shipment.id,
      number: shipment.trackingNumber,
      status: shipment.status,
      isDelivered: shipment.outcome === 'delivered',
      allowed,
      canConfirm: allowed.includes('verify_delivery'),
      canDispute: allowed.includes('dispute'),
      canRate: allowed.includes('rate'),
      unless: storyOf(own, reading).unless,
      dispute: disputeOf(shipment, events, reading),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  if (!args.context.viewer) throw missing()
  return await sendCommand(args, args.context.viewer)
}

export default function Confirm() {
  const { id, number, status, canConfirm, canDispute, dispute, ...page } = useLoaderData<typeof loader>()
  const isOpen = dispute?.isOpen ?? false
  const base = `/track/${encodeURIComponent(number)}`
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-5 pt-2">
      <Link to={base} reloadDocument className="flex min-h-11 w-fit items-center gap-1 font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-5" /> Tracking
      </Link>
      <Told allowed={page.allowed} tooLate="This was answered already. Here is where it stands now." />
      <section
        aria-label="Receipt"
        className="rounded-lg border border-line bg-surface-1 px-5 py-5 shadow-card sm:px-7"
      >
        <p className="flex flex-wrap items-center gap-3">
          <StatusChip status={status} isLarge />
          <bdi className="figures text-sm font-semibold tracking-wide">{number}</bdi>
        </p>
        <h1 className="mt-4 text-2xl font-semibold sm:text-3xl">{titleOf({ ...page, canConfirm, isOpen })}</h1>
        {!page.isDelivered && (
          <p className="mt-2 text-text-2">As soon as it is delivered you can say here whether all is well.</p>
        )}
        {canConfirm && !isOpen && page.unless && <Unless words={page.unless} />}
        {canConfirm && (
          <CommandForm shipmentId={id} type="verify_delivery" className="mt-4">
            <CommandButton size="large" tone={isOpen ? 'secondary' : 'primary'}>
              <Check aria-hidden="true" className="size-5" />
              {isOpen ? 'It is all right after all' : 'Yes, everything arrived'}
            </CommandButton>
          </CommandForm>
        )}
        {!canConfirm && page.canRate && (
          <p className="mt-3">
            <Link to={base} reloadDocument className="font-semibold text-accent underline underline-offset-4">
              How was it? Rate the delivery
            </Link>
          </p>
        )}
      </section>
      {dispute && <DisputeCaseCard dispute={dispute} />}
      {canDispute && !isOpen && (
        <Card title="No, something is wrong">
          <DisputeForm shipmentId={id} />
        </Card>
      )}
    </div>
  )
}

type Titled = { isDelivered: boolean; canConfirm: boolean; isOpen: boolean }

function titleOf({ isDelivered, canConfirm, isOpen }: Titled): string {
  if (!isDelivered) return 'It has not arrived yet'
  if (isOpen) return 'We look into it'
  return canConfirm ? 'Did everything arrive in good order?' : 'Thank you, this is settled'
}
