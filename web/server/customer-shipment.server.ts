import { randomUUID } from 'node:crypto'
import type { Services, Viewer } from '#api/services/contract.ts'
import type { ShipmentView } from '#domain/views.ts'
import { type Act, commandAct } from '../acts/acts.ts'
import { money, type Reading, when } from '../format.ts'
import { isAtPickup } from '../words/stops.ts'
import { changeOf } from './change.server.ts'
import type { Asked as AskedForDays } from './days.server.ts'
import { heroOf } from './present-customer.server.ts'
import { stepsOf } from './present-shipment.server.ts'
import { previewOf } from './preview.server.ts'
import { storyOf, type Told } from './story.server.ts'

/** The head of the page: where it is, what happened, and what happens unless somebody acts. */
export function headOf(told: Told, reading: Reading) {
  const { shipment, events } = told
  const story = storyOf(told, reading)
  const hero = heroOf(shipment, reading)
  const hasStory = story.lines.length > 0
  return {
    hero: { ...hero, headline: story.headline ?? hero.headline, next: hasStory ? null : hero.next },
    steps: stepsOf(shipment, events, reading),
    story: { ...story, unless: story.unless ?? unpaidWords(shipment, reading) },
  }
}

/** What silence means before anything was paid. */
function unpaidWords({ deadlines }: ShipmentView, reading: Reading): string | null {
  const due = deadlines.find(({ timer }) => timer === 'choose' || timer === 'pay')
  return due
    ? `If you do nothing until ${when(due.dueAt, reading).text}, we remind you; after that the booking ends and costs nothing.`
    : null
}

/** What can still be changed or called off, each with its price. */
export async function plansOf(asked: AskedForDays) {
  const { shipment } = asked
  const [change, back, fee] = await Promise.all([changeOf(asked), returning(asked), cancelling(asked)])
  // Whoever sees the price of the way back orders it there.
  const options = back ? change.options.filter(({ kind }) => kind !== 'return') : change.options
  return { change: { ...change, options }, back, fee, pickups: pickupActs(shipment) }
}

type Asked = { services: Services; shipment: ShipmentView; viewer: Viewer }

/** What calling it off costs: its price and, by a dry run of the rules, what it would do. */
export type CostlyAct = { words: string; minor: number; currency: string; preview: readonly string[] }

/** Cancelling, as far as it is possible. */
async function cancelling({ services, shipment, viewer }: Asked): Promise<CostlyAct | null> {
  const fee = shipment.allowedCommands.includes('cancel') ? shipment.cancellationFee : undefined
  if (!fee) return null
  const input = { commandId: randomUUID(), type: 'cancel', payload: { acceptedFee: fee } }
  const { words } = await previewOf(services, { shipmentId: shipment.id, input }, viewer)
  return { words: money(fee), minor: fee.amount, currency: fee.currency, preview: words }
}

/** Ordering it back, as far as it is possible. */
async function returning({ services, shipment, viewer }: Asked): Promise<CostlyAct | null> {
  const fee = shipment.allowedCommands.includes('start_return') ? shipment.returnFee : undefined
  if (!fee) return null
  const input = { commandId: randomUUID(), type: 'start_return', payload: {} }
  const { words } = await previewOf(services, { shipmentId: shipment.id, input }, viewer)
  return { words: money(fee), minor: fee.amount, currency: fee.currency, preview: words }
}

/** What can be changed about a pickup that is still to come. */
function pickupActs({ status, allowedCommands }: ShipmentView): Act[] {
  if (!isAtPickup(status)) return []
  const fixed = { stop: 'pickup' }
  const acts = [
    commandAct('reschedule', { key: 'reschedule-pickup', name: 'Another pickup time', fixed }),
    commandAct('change_address', { key: 'change_address-pickup', name: 'Another pickup address', fixed }),
  ]
  return acts.filter(({ type }) => allowedCommands.includes(type))
}
