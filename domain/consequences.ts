import type { ShipmentEvent } from './events.ts'
import { type Clearing, exceptionRow, isLatched } from './exception-types.ts'
import { end } from './raise.ts'
import type { Script } from './script.ts'
import type { OpenException, Shipment } from './shipment.ts'
import { isIn, isOutcome, rankOf, type Status, UNPAID } from './status.ts'

type Holds = (shipment: Shipment, open: OpenException, events: readonly ShipmentEvent[]) => boolean

function hasHappened(events: readonly ShipmentEvent[], types: readonly ShipmentEvent['type'][]): boolean {
  return events.some(({ type }) => types.includes(type))
}

function isPast(status: Status): Holds {
  return (shipment) => rankOf(shipment.status) >= rankOf(status) && shipment.status !== 'cancelled'
}

const news = ['scanned', 'started', 'dropoff_reached', 'delivered', 'attempt_failed'] as const

/** When an unlatched exception ends by itself (lifecycle.md §5.1, last column; E6). */
const clearings: Record<Clearing, Holds> = {
  paid: (shipment, open) => isPaid(shipment, open.reason),
  accepted: isPast('accepted'),
  picked_up: isPast('picked_up'),
  first_scan: isPast('picked_up'),
  newer_event: (_, __, events) => hasHappened(events, news),
  stop_done: (_, __, events) => hasHappened(events, ['delivered', 'attempt_failed']),
  attempted: (_, __, events) => hasHappened(events, ['delivered', 'attempt_failed']),
  stop_left: (shipment) => !isIn(['at_pickup', 'at_dropoff'], shipment.status),
  under_way: (shipment) => shipment.status === 'out_for_delivery',
  returned: (shipment) => shipment.status === 'returned',
  // What clears these comes with the commands of the next releases.
  online: () => false,
  address_given: () => false,
  hold_released: () => false,
  bulletin_over: () => false,
  agreed: () => false,
  person: () => false,
}

/** "Done" of payment_overdue depends on what was not done. */
function isPaid({ status, money }: Shipment, reason: string): boolean {
  if (reason === 'no_method') return status !== 'created'
  if (reason === 'unpaid') return !isIn(UNPAID, status)
  if (reason === 'card_lapsing') return money.state === 'captured'
  return isMoneySettled(money, status === 'delivered')
}

/** Whether nothing is owed or held any more (lifecycle.md §2.1). */
export function isMoneySettled({ method, state }: Shipment['money'], hasJourney: boolean): boolean {
  if (method === null) return true
  if (method === 'account') return true
  if (method === 'cod') return !hasJourney || state === 'captured'
  // A hold that was given back or lapsed settles only what was never carried.
  return state === 'captured' || (!hasJourney && ['released', 'declined', 'lapsed'].includes(state))
}

/** Ends what has cleared or become moot, then closes the shipment when nothing is left to do. */
export function concludeCommand(script: Script): void {
  const said = [...script.events]
  for (const before of script.before.exceptions) {
    const open = script.now().exceptions.find(({ id }) => id === before.id)
    if (!open || isLatched(open.type)) continue
    const isCleared = clearings[exceptionRow(open.type).clears](script.now(), open, said)
    if (isCleared) end(script, open, { ending: 'cleared' })
  }
  if (isOutcome(script.now().status)) endMoot(script)
  if (canClose(script.now())) script.say({ type: 'closed', data: {} })
}

function endMoot(script: Script): void {
  for (const open of script.now().exceptions) {
    if (isLatched(open.type) || open.type === 'payment_overdue') continue
    end(script, open, { ending: 'moot' })
  }
}

/** An outcome whose money is settled, whose verify window is over and on which nothing is open. */
export function canClose(shipment: Shipment): boolean {
  const { status, money, exceptions, holds, isVerified } = shipment
  if (!isOutcome(status) || exceptions.length > 0 || holds.length > 0) return false
  return (status !== 'delivered' || isVerified) && isMoneySettled(money, status === 'delivered')
}
