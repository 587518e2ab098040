import { MapPin } from 'lucide-react'
import type { Viewer } from '#api/services/contract.ts'
import type { TrackView } from '#domain/views.ts'
import { dayHeading, type Reading, timeWords, when } from '../../format.ts'
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { useNonce } from '../../nonce.ts'
import { ActionsCard } from '../../parts/shipment/actions-card.tsx'
import { HandOverCode } from '../../parts/shipment/hand-over-code.tsx'
import { ProofCard } from '../../parts/shipment/proof-card.tsx'
import { sendCommand } from '../../server/commands.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { proofOf } from '../../server/present-customer.server.ts'
import { promiseOf } from '../../server/present-shipment.server.ts'
import { isAppError, load, missing } from '../../server/problems.server.ts'
import trackScript from '../../track-live.ts?worker&url'
import { Card } from '../../ui/card.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { Timeline, type TimelineDay } from '../../ui/timeline.tsx'
import { journey, journeyStep } from '../../words/statuses.ts'

export function meta({ data }: { data?: { track: { trackingNumber: string; headline: string } } }) {
  return [
    { title: data ? `${data.track.headline} · ${data.track.trackingNumber}` : 'Track a parcel · Waybill' },
    { name: 'robots', content: 'noindex' },
  ]
}

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return load(async () => {
    const track = await context.services.track.look(params.number ?? '', context.client)
    const reading = readingOf(request)
    return {
      track,
      own: context.viewer ? await ownPart(track.trackingNumber, context, context.viewer) : null,
      promise: promiseOf(track, reading),
      days: daysOf(track, reading),
      isDemo: context.isDemo,
    }
  })
}

/** What only sender or recipient may see and do: nothing for everybody else. */
async function ownPart(number: string, { services }: AppLoadContext, viewer: Viewer) {
  try {
    const { id, pin, pod, allowedCommands, confirmedSteps } = await services.shipments.get(number, viewer)
    if (viewer.kind === 'recipient_link' && viewer.linkedShipmentId !== id) return null
    return { id, pin: pin ?? null, proof: proofOf(pod), allowed: allowedCommands, confirmedSteps }
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}

function daysOf({ timeline }: TrackView, reading: Reading): TimelineDay[] {
  const days = new Map<string, TimelineDay['items'][number][]>()
  for (const [index, { at, words, place }] of [...timeline.entries()].sort(([, a], [, b]) =>
    b.at.localeCompare(a.at),
  )) {
    const exact = when(at, reading)
    const heading = dayHeading(exact.ms, reading)
    const item = {
      key: String(index),
      time: timeWords(exact.ms, reading),
      exact: exact.exact,
      iso: exact.iso,
      words,
      note: place,
      tone: 'plain' as const,
    }
    days.set(heading, [...(days.get(heading) ?? []), item])
  }
  return [...days].map(([day, items]) => ({ day, items }))
}

export async function action(args: ActionFunctionArgs) {
  if (!args.context.viewer) throw missing()
  return await sendCommand(args, args.context.viewer)
}

export default function Track() {
  const { track, own, promise, days, isDemo } = useLoaderData<typeof loader>()
  const nonce = useNonce()
  const current = journeyStep(track.status)
  const steps = journey.map((name, index) => ({
    name,
    state: index < current ? ('done' as const) : index === current ? ('current' as const) : ('todo' as const),
    note: null,
  }))
  return (
    <div className="mx-auto max-w-2xl pt-4">
      <div id="live" className="flex flex-col gap-5">
        <section aria-label="Where it is" className="rounded-lg border border-line bg-surface-1 shadow-card">
          <div className="px-5 pt-5 pb-6 sm:px-7">
            <p className="flex flex-wrap items-center gap-3">
              <StatusChip status={track.status} isLarge />
              <bdi className="figures text-sm font-semibold tracking-wide">{track.trackingNumber}</bdi>
            </p>
            <h1 className="mt-4 text-2xl font-semibold sm:text-3xl">
              {promise && !promise.isOver ? `Arriving ${promise.words}` : track.headline}
            </h1>
            {promise?.was && !promise.isOver && (
              <p className="mt-1 text-sm text-text-3">First promised: {promise.was}</p>
            )}
            <p className="mt-2 text-text-2">{track.next}</p>
            <p className="mt-3 flex items-center gap-1.5 text-sm text-text-2">
              <MapPin aria-hidden="true" className="size-4 text-text-3" />
              {track.town}
            </p>
          </div>
          <div className="tear" />
          <div className="px-5 py-5 sm:px-7">
            <h2 className="sr-only">The journey</h2>
            <Stepper steps={steps} />
          </div>
        </section>
        {own && (
          <ActionsCard
            shipmentId={own.id}
            allowed={own.allowed}
            confirmedSteps={own.confirmedSteps}
            checkoutUrl={null}
            isDemo={isDemo}
          />
        )}
        {own?.pin && <HandOverCode pin={own.pin} />}
        {own?.proof && <ProofCard proof={own.proof} />}
        <Card title="Timeline">
          <Timeline days={days} />
        </Card>
      </div>
      <script src={trackScript} nonce={nonce} defer data-room={own ? `shipment:${own.id}` : undefined} />
    </div>
  )
}
