import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { LiveScript } from '../../parts/recipient/live-script.tsx'
import { OwnLinks } from '../../parts/recipient/own-links.tsx'
import { StoryWords } from '../../parts/recipient/story.tsx'
import { Told } from '../../parts/recipient/told.tsx'
import { Where } from '../../parts/recipient/where.tsx'
import { ActionsCard } from '../../parts/shipment/actions-card.tsx'
import { HandOverCode } from '../../parts/shipment/hand-over-code.tsx'
import { ProofCard } from '../../parts/shipment/proof-card.tsx'
import { sendCommand } from '../../server/commands.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing } from '../../server/problems.server.ts'
import { ownParcel } from '../../server/recipient.server.ts'
import { daysOf, headOf, ownPartOf, ownStory } from '../../server/track-page.server.ts'
import { Card } from '../../ui/card.tsx'
import { Timeline } from '../../ui/timeline.tsx'

export function meta({ data }: { data?: { head: { number: string; headline: string } } }) {
  return [
    { title: data ? `${data.head.headline} · ${data.head.number}` : 'Track a parcel · Waybill' },
    { name: 'robots', content: 'noindex' },
  ]
}

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return load(async () => {
    const track = await context.services.track.look(params.number ?? '', context.client, context.viewer)
    const reading = readingOf(request)
    const own = await ownParcel(track, context)
    const story = ownStory(own, reading)
    return {
      head: headOf({ track, story, reading }),
      next: track.next,
      story,
      own: own && ownPartOf(own),
      days: daysOf(track, reading),
      isDemo: context.isDemo,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  if (!args.context.viewer) throw missing()
  return await sendCommand(args, args.context.viewer)
}

export default function Track() {
  const { head, next, story, own, days, isDemo } = useLoaderData<typeof loader>()
  const hasStory = story !== null && story.lines.length > 0
  return (
    <div className="mx-auto max-w-2xl pt-4">
      <div id="live" className="flex flex-col gap-5">
        <Told allowed={own?.allowed ?? []} tooLate="That is not possible any more. Here is where it stands now." />
        <Where {...head}>
          {!hasStory && <p className="mt-2 text-text-2">{next}</p>}
          {story && <StoryWords story={story} />}
          {own && <OwnLinks number={head.number} own={own} isAsked={story?.isAsked ?? false} />}
        </Where>
        {own && (
          <ActionsCard
            shipmentId={own.id}
            allowed={own.allowed}
            confirmedSteps={own.confirmedSteps}
            checkoutUrl={null}
            isDemo={isDemo}
            steps={own.steps}
          />
        )}
        {own?.pin && <HandOverCode pin={own.pin} />}
        {own?.proof && <ProofCard proof={own.proof} />}
        <Card title="Timeline">
          <Timeline days={days} />
        </Card>
      </div>
      <LiveScript shipmentId={own?.id ?? null} />
    </div>
  )
}
