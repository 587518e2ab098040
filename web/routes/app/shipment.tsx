import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { DisputeDetails } from '../../parts/customer/dispute-details.tsx'
import { PlanCard } from '../../parts/customer/plan-card.tsx'
import { ProblemsCard } from '../../parts/customer/problems-card.tsx'
import { ReturnForm } from '../../parts/customer/return-form.tsx'
import { DisputeCaseCard } from '../../parts/recipient/dispute-case.tsx'
import { StoryWords } from '../../parts/recipient/story.tsx'
import { ActionsCard } from '../../parts/shipment/actions-card.tsx'
import { CancelForm } from '../../parts/shipment/cancel-form.tsx'
import { HandOverCode } from '../../parts/shipment/hand-over-code.tsx'
import { ShipmentHero } from '../../parts/shipment/hero.tsx'
import { MoneyCard } from '../../parts/shipment/money-card.tsx'
import { NoteForm } from '../../parts/shipment/note-form.tsx'
import { PlacesCard } from '../../parts/shipment/places-card.tsx'
import { ProofCard } from '../../parts/shipment/proof-card.tsx'
import { actContextOf } from '../../server/act-context.server.ts'
import { commandAction } from '../../server/commands.server.ts'
import { headOf, plansOf } from '../../server/customer-shipment.server.ts'
import { disputeOf } from '../../server/dispute.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { problemsOf } from '../../server/needs.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { placesOf, proofOf } from '../../server/present-customer.server.ts'
import { custodyOf, moneyOf, timelineOf } from '../../server/present-shipment.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { Timeline } from '../../ui/timeline.tsx'
import { journeyStep } from '../../words/statuses.ts'

export function meta({ data }: { data?: { hero: { number: string } } }) {
  return [{ title: `${data?.hero.number ?? 'Shipment'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const { services } = context
    const shipment = await services.shipments.get(params.id ?? '', viewer)
    const [{ items: events }, { silence = null }] = await Promise.all([
      services.shipments.events(shipment.id, { limit: '200' }, viewer),
      services.track.look(shipment.trackingNumber, context.client, viewer),
    ])
    const reading = readingOf(request)
    return {
      id: shipment.id,
      seq: shipment.seq,
      rooms: [`shipment:${shipment.id}`],
      isDemo: context.isDemo,
      isSender: shipment.money !== undefined,
      ...headOf({ shipment, events, silence }, reading),
      days: timelineOf(events, { reading, isStaff: false }),
      money: moneyOf(shipment),
      places: placesOf(shipment, reading),
      proof: proofOf(shipment.pod),
      custody: custodyOf(shipment),
      pin: journeyStep(shipment.status) > 4 ? null : (shipment.pin ?? null),
      allowed: shipment.allowedCommands,
      confirmedSteps: shipment.confirmedSteps,
      problems: problemsOf(shipment, reading),
      dispute: disputeOf(shipment, events, reading),
      acting: actContextOf(reading, shipment),
      ...(await plansOf({ services, shipment, viewer, reading })),
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
  const { id, seq, hero, steps, story, days, custody, allowed, ...page } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <ShipmentHero hero={hero} steps={steps}>
        <StoryWords story={story} />
      </ShipmentHero>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col gap-5 max-lg:contents">
          <div className={cn('empty:hidden', story.isAsked ? 'max-lg:order-first' : 'max-lg:order-2')}>
            <PlanCard
              shipmentId={id}
              change={page.change}
              pickups={page.pickups}
              context={page.acting}
              isSender={page.isSender}
              isAsked={story.isAsked}
            />
          </div>
          <div className="max-lg:order-3">
            <Card title="Timeline" aside={<span className="text-sm text-text-3">{custody}</span>}>
              <Timeline days={days} />
            </Card>
          </div>
          {allowed.includes('add_note') && (
            <div className="max-lg:order-5">
              <Card title="Add a note">
                <NoteForm shipmentId={id} />
              </Card>
            </div>
          )}
        </div>
        <Side />
      </div>
    </div>
  )
}

/** What is the customer's to do, the money, the places, and the ways to call it off. */
function Side() {
  const { id, seq, allowed, problems, dispute, acting, proof, pin, ...page } = useLoaderData<typeof loader>()
  const canDispute = allowed.includes('dispute') && !dispute?.isOpen
  return (
    <div className="flex flex-col gap-5 max-lg:contents">
      <div className="flex flex-col gap-5 max-lg:order-1 empty:hidden">
        <ProblemsCard shipmentId={id} problems={problems} context={acting} />
        <ActionsCard
          shipmentId={id}
          allowed={allowed}
          confirmedSteps={page.confirmedSteps}
          checkoutUrl={page.money?.checkoutUrl ?? null}
          isDemo={page.isDemo}
        />
        {dispute && <DisputeCaseCard dispute={dispute} />}
        {canDispute && <DisputeDetails shipmentId={id} />}
        {pin && <HandOverCode pin={pin} />}
        {proof && <ProofCard proof={proof} />}
      </div>
      <div className="flex flex-col gap-5 max-lg:order-4">
        {page.money && <MoneyCard money={page.money} />}
        <PlacesCard places={page.places} />
        {page.back && <ReturnForm shipmentId={id} seq={seq} back={page.back} />}
        {page.fee && <CancelForm shipmentId={id} seq={seq} fee={page.fee} />}
      </div>
    </div>
  )
}
