import { ChevronLeft, History } from 'lucide-react'
import { money, when } from '../../format.ts'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { AssignCard } from '../../parts/dispatch/assign-card.tsx'
import { DeadlinesCard } from '../../parts/dispatch/deadlines-card.tsx'
import { HoldsCard } from '../../parts/dispatch/holds-card.tsx'
import { MoreActions } from '../../parts/dispatch/more-actions.tsx'
import { RaiseForm } from '../../parts/dispatch/raise-form.tsx'
import { AsOfForm } from '../../parts/shipment/as-of-form.tsx'
import { CancelForm } from '../../parts/shipment/cancel-form.tsx'
import { MoneyCard } from '../../parts/shipment/money-card.tsx'
import { NoteForm } from '../../parts/shipment/note-form.tsx'
import { PlacesCard } from '../../parts/shipment/places-card.tsx'
import { ProofCard } from '../../parts/shipment/proof-card.tsx'
import { RouteStrip } from '../../parts/shipment/route-strip.tsx'
import { TraceCard } from '../../parts/shipment/trace-card.tsx'
import { actContextOf, choicesFor } from '../../server/act-context.server.ts'
import { wallTimeOf } from '../../server/act-fields.server.ts'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { placesOf, proofOf, routeOf } from '../../server/present-customer.server.ts'
import { exceptionOf } from '../../server/present-exception.server.ts'
import { holdsOf } from '../../server/present-holds.server.ts'
import {
  custodyOf,
  deadlinesOf,
  moneyOf,
  promiseOf,
  stepsOf,
  timelineOf,
} from '../../server/present-shipment.server.ts'
import { asOfAsked, traceOf } from '../../server/present-trace.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { timerName, timerThen } from '../../words/timers.ts'

export function meta({ data }: { data?: { number: string } }) {
  return [{ title: `${data?.number ?? 'Shipment'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const { shipments } = context.services
    const reading = readingOf(request)
    const asOf = asOfAsked(request, reading)
    const shipment = await shipments.get(params.id ?? '', viewer, asOf ? { asOf } : {})
    const [{ items }, choices, trace] = await Promise.all([
      shipments.events(shipment.id, { limit: '200' }, viewer),
      choicesFor(context.services, viewer),
      shipments.trace(shipment.id, viewer),
    ])
    const events = items.filter(({ seq }) => seq <= shipment.seq)
    const fee = shipment.allowedCommands.includes('cancel') ? shipment.cancellationFee : undefined
    return {
      rooms: [`shipment:${shipment.id}`],
      id: shipment.id,
      number: shipment.trackingNumber,
      reference: shipment.reference,
      level: shipment.serviceLevel.replaceAll('_', ' '),
      status: shipment.status,
      seq: shipment.seq,
      attempts: shipment.attempts,
      promise: promiseOf(shipment, reading),
      custody: custodyOf(shipment),
      steps: stepsOf(shipment, events, reading),
      days: timelineOf(events, { reading, isStaff: true }),
      money: moneyOf(shipment),
      route: routeOf(shipment),
      places: placesOf(shipment, reading),
      proof: proofOf(shipment.pod),
      courier: shipment.courierName,
      offeredTo: shipment.offeredTo?.map(({ name }) => name) ?? [],
      couriers: choices.couriers,
      allowed: shipment.allowedCommands,
      holds: holdsOf(shipment, reading),
      context: actContextOf(reading, shipment, choices),
      exceptions: shipment.exceptions.map((exception) => exceptionOf(exception, reading)),
      deadlines: deadlinesOf(shipment, reading).map(({ timer, raises, due }) => ({
        key: timer,
        name: timerName(timer),
        orElse: timerThen(raises),
        due,
      })),
      fee: fee ? { words: money(fee), minor: fee.amount, currency: fee.currency } : null,
      trace: shipment.partnerId || trace.reports.length > 0 ? traceOf(trace, reading) : null,
      asOf: asOf === null ? null : when(asOf, reading),
      typedAsOf: new URL(request.url).searchParams.get('asOf') ?? wallTimeOf(reading.nowMs, reading.zone),
      canSeeWorkflow: viewer.permissions.includes('workflows.read'),
    }
  })
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Shipment() {
  const { id, seq, allowed, couriers, courier, offeredTo, holds, context, ...page } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <Link to="/dispatch" className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> Board
      </Link>
      <Head id={id} {...page} />
      <AsOfForm asOf={page.asOf} typed={page.typedAsOf} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex flex-col gap-5 max-lg:order-2">
          <MoreActions {...{ shipmentId: id, seq, allowed, context }} status={page.status} />
          <Card title="Events" aside={<span className="text-sm text-text-3">{page.custody}</span>}>
            <Timeline days={page.days} />
          </Card>
          {page.trace && <TraceCard trace={page.trace} importPath={null} />}
          {allowed.includes('add_note') && (
            <Card title="Add a note">
              <NoteForm shipmentId={id} isStaff />
            </Card>
          )}
        </div>
        <div className="flex flex-col gap-5">
          <DeadlinesCard deadlines={page.deadlines} exceptions={page.exceptions} />
          <HoldsCard {...{ shipmentId: id, seq, allowed, holds, context }} />
          <AssignCard {...{ shipmentId: id, seq, allowed, couriers, courier, offeredTo }} />
          {page.proof && <ProofCard proof={page.proof} />}
          {page.money && <MoneyCard money={page.money} />}
          <PlacesCard places={page.places} isWithPhones />
          {allowed.includes('raise') && (
            <Card title="Raise an exception">
              <RaiseForm shipmentId={id} />
            </Card>
          )}
          {page.fee && <CancelForm shipmentId={id} seq={seq} fee={page.fee} />}
        </div>
      </div>
    </div>
  )
}

type HeadProps = Pick<
  ReturnType<typeof useLoaderData<typeof loader>>,
  'id' | 'number' | 'reference' | 'level' | 'status' | 'promise' | 'steps' | 'canSeeWorkflow' | 'attempts' | 'route'
>

function Head({ id, number, reference, level, status, promise, steps, canSeeWorkflow, attempts, route }: HeadProps) {
  return (
    <section aria-label="Where it is" className="rounded-lg border border-line bg-surface-1 shadow-card">
      <div className="grid grid-cols-1 md:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="px-5 pt-5 pb-5 sm:px-7">
          <StatusChip status={status} isLarge />
          <h1 className="figures mt-3 text-2xl font-semibold">
            <bdi>{number}</bdi>
          </h1>
          <p className="mt-1 text-sm text-text-2">
            {[level, reference, promise && `promised ${promise.words}`, attempts > 0 && `${attempts} failed`]
              .filter(Boolean)
              .join(', ')}
          </p>
          {canSeeWorkflow && (
            <Link
              to={`/admin/shipments/${id}/workflow`}
              className="mt-2 flex min-h-9 w-fit items-center gap-2 text-sm font-semibold text-accent underline underline-offset-4"
            >
              <History aria-hidden="true" className="size-4" /> Workflow history
            </Link>
          )}
        </div>
        <div className="border-line px-5 pb-5 sm:px-7 md:border-s-2 md:border-dashed md:py-5">
          <RouteStrip from={route.from} to={route.to} />
        </div>
      </div>
      <div className="tear" />
      <div className="px-5 py-5 sm:px-7">
        <h2 className="sr-only">The journey</h2>
        <Stepper steps={steps} />
      </div>
    </section>
  )
}
