import { money } from '../../format.ts'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { ActionsCard } from '../../parts/shipment/actions-card.tsx'
import { CancelForm } from '../../parts/shipment/cancel-form.tsx'
import { HandOverCode } from '../../parts/shipment/hand-over-code.tsx'
import { ShipmentHero } from '../../parts/shipment/hero.tsx'
import { MoneyCard } from '../../parts/shipment/money-card.tsx'
import { NoteForm } from '../../parts/shipment/note-form.tsx'
import { PlacesCard } from '../../parts/shipment/places-card.tsx'
import { ProofCard } from '../../parts/shipment/proof-card.tsx'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { heroOf, placesOf, proofOf } from '../../server/present-customer.server.ts'
import { custodyOf, moneyOf, stepsOf, timelineOf } from '../../server/present-shipment.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { journeyStep } from '../../words/statuses.ts'

export function meta({ data }: { data?: { hero: { number: string } } }) {
  return [{ title: `${data?.hero.number ?? 'Shipment'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const { shipments } = context.services
    const shipment = await shipments.get(params.id ?? '', viewer)
    const { items: events } = await shipments.events(shipment.id, { limit: '200' }, viewer)
    const reading = readingOf(request)
    const fee = shipment.allowedCommands.includes('cancel') ? shipment.cancellationFee : undefined
    return {
      id: shipment.id,
      seq: shipment.seq,
      rooms: [`shipment:${shipment.id}`],
      isDemo: context.isDemo,
      hero: heroOf(shipment, reading),
      steps: stepsOf(shipment, events, reading),
      days: timelineOf(events, { reading, isStaff: false }),
      money: moneyOf(shipment),
      places: placesOf(shipment, reading),
      proof: proofOf(shipment.pod),
      custody: custodyOf(shipment),
      pin: journeyStep(shipment.status) > 4 ? null : (shipment.pin ?? null),
      allowed: shipment.allowedCommands,
      confirmedSteps: shipment.confirmedSteps,
      fee: fee ? { words: money(fee), minor: fee.amount, currency: fee.currency } : null,
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
  const {
    id,
    seq,
    hero,
    steps,
    days,
    money: sums,
    places,
    proof,
    custody,
    pin,
    allowed,
    fee,
    ...rest
  } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <ShipmentHero hero={hero} steps={steps} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col gap-5 max-lg:contents">
          <div className="max-lg:order-2">
            <Card title="Timeline" aside={<span className="text-sm text-text-3">{custody}</span>}>
              <Timeline days={days} />
            </Card>
          </div>
          {allowed.includes('add_note') && (
            <div className="max-lg:order-4">
              <Card title="Add a note">
                <NoteForm shipmentId={id} />
              </Card>
            </div>
          )}
        </div>
        <div className="flex flex-col gap-5 max-lg:contents">
          <div className="flex flex-col gap-5 max-lg:order-1 empty:hidden">
            <ActionsCard
              shipmentId={id}
              allowed={allowed}
              confirmedSteps={rest.confirmedSteps}
              checkoutUrl={sums?.checkoutUrl ?? null}
              isDemo={rest.isDemo}
            />
            {pin && <HandOverCode pin={pin} />}
            {proof && <ProofCard proof={proof} />}
          </div>
          <div className="flex flex-col gap-5 max-lg:order-3">
            {sums && <MoneyCard money={sums} />}
            <PlacesCard places={places} />
            {fee && <CancelForm shipmentId={id} seq={seq} fee={fee} />}
          </div>
        </div>
      </div>
    </div>
  )
}
