import type { ShipmentEvent } from './events.ts'
import { type Clearing, exceptionRow, isLatched } from './exception-types.ts'
import { end } from './raise.ts'
import type { Script } from './script.ts'
import type { OpenException, Shipment } from './shipment.ts'
import { CUSTODY, isIn, isOutcome, OFFERED, rankOf, type Status, UNPAID } from './status.ts'

type Holds = (shipment: Shipment, open: OpenException, events: readonly ShipmentEvent[]) => boolean

function hasHappened(events: readonly ShipmentEvent[], types: readonly ShipmentEvent['type'][]): boolean {
  return events.some(({ type }) => types.includes(type))
}

function isPast(status: Status): Holds {
  return (shipment) => rankOf(shipment.status) >= rankOf(status) && shipment.status !== 'cancelled'
}

const news = [
  'scanned',
  'started',
  'dropoff_reached',
  'delivered',
  'attempt_failed',
  'ready_to_collect',
  'partner_event_applied',
  'rerouted',
] as const
const attempts = ['delivered', 'attempt_failed', 'ready_to_collect'] as const

/** When an unlatched exception ends by itself (lifecycle.md §5.1, last column; E6). */
const clearings: Record<Clearing, Holds> = {
  paid: (shipment, open) => isPaid(shipment, open.reason),
  accepted: (shipment, open, events) =>
    hasHappened(events, ['outsourced']) || isPast('accepted')(shipment, open, events),
  picked_up: isPast('picked_up'),
  first_scan: isPast('picked_up'),
  newer_event: (_, __, events) => hasHappened(events, news),
  stop_done: (shipment, _, events) => wasAttempted(events) || isEtaInPromise(shipment, events),
  attempted: (_, __, events) => wasAttempted(events) || hasHappened(events, ['promise_changed']) || isMovedStop(events),
  stop_left: ({ status }, { reason }, events) =>
    reason === 'prolonged_stop' ? !isIn(['at_pickup', 'at_dropoff'], status) : hasHappened(events, news),
  online: ({ status }, _, events) => saysOnline(events) || !isIn([...OFFERED, ...CUSTODY], status),
  under_way: ({ status }, { reason }) =>
    isIn(['out_for_delivery', 'returning'], status) || (status === 'available_for_pickup' && reason !== 'uncollected'),
  address_given: (_, __, events) => hasHappened(events, ['address_changed']),
  hold_released: ({ holds }) => holds.length === 0,
  bulletin_over: ({ holds }, _, events) =>
    hasHappened(events, ['bulletin_ended']) || (holds.length === 0 && hasHappened(events, news)),
  returned: (shipment) => shipment.status === 'returned',
  // The partner's newest word was taken: both say the same again. What a courier's device contradicts is for a person.
  agreed: (_, { reason }, events) => reason !== 'offline_conflict' && hasHappened(events, ['partner_event_applied']),
  person: () => false,
}

/** Somebody was at the door, or the parcel waits to be collected. */
function wasAttempted(events: readonly ShipmentEvent[]): boolean {
  const isAttempt = (status: Status) => isIn(['delivered', 'attempt_failed', 'available_for_pickup'], status)
  return (
    hasHappened(events, attempts) ||
    events.some(({ type, data }) => type === 'partner_event_applied' && data.isMove && isAttempt(data.to))
  )
}

function isEtaInPromise({ etaMs, promise }: Shipment, events: readonly ShipmentEvent[]): boolean {
  return hasHappened(events, ['telemetry_noted', 'promise_changed']) && etaMs !== null && etaMs <= promise[1]
}

function isMovedStop(events: readonly ShipmentEvent[]): boolean {
  return events.some((event) => event.type === 'rescheduled' && event.data.stop === 'dropoff')
}

function saysOnline(events: readonly ShipmentEvent[]): boolean {
  return events.some((event) => event.type === 'telemetry_noted' && event.data.kind === 'online')
}

/** "Done" of payment_overdue depends on what was not done. */
function isPaid(shipment: Shipment, reason: string): boolean {
  const { status, money } = shipment
  if (reason === 'no_method') return status !== 'created'
  if (reason === 'unpaid') return !isIn(UNPAID, status)
  if (reason === 'card_lapsing') return money.state === 'captured'
  return isMoneySettled(shipment) && (reason !== 'claim_open' || shipment.isClaimDecided)
}

/** Whether nothing is owed or held any more (lifecycle.md §2.1). */
export function isMoneySettled(shipment: Shipment): boolean {
  const { money } = shipment
  if (money.method === 'card' && money.refundedMinor < Math.min(money.refundDueMinor, money.capturedMinor)) return false
  if (money.method === null || money.method === 'account') return true
  const isOwed = owesPrice(shipment)
  if (money.method === 'cod') return shipment.outcome !== 'delivered' || money.state === 'captured'
  if (money.state === 'captured') return isOwed || money.feeMinor > 0 || money.refundedMinor >= money.capturedMinor
  // A hold that was given back or lapsed settles only what was never carried.
  return !isOwed && ['released', 'declined', 'lapsed'].includes(money.state)
}

/** Whether the customer owes the price: for what was carried, unless it was our own fault (lifecycle.md §7.3). */
export function owesPrice({ outcome, endCause }: Pick<Shipment, 'outcome' | 'endCause'>): boolean {
  if (outcome === 'delivered') return true
  return (outcome === 'returned' || outcome === 'disposed') && endCause !== 'K'
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
  for (const { reason } of script.now().holds) {
    script.say({ type: 'hold_released', data: { reason, isLapse: true, noteId: null } })
  }
  for (const open of script.now().exceptions) {
    if (isLatched(open.type) || open.type === 'payment_overdue') continue
    end(script, open, { ending: 'moot' })
  }
}

/** An outcome whose money and goods are settled, whose verify window is over and on which nothing is open. */
export function canClose(shipment: Shipment): boolean {
  const { status, exceptions, holds, isVerified, isClaimDecided } = shipment
  if (!isOutcome(status) || exceptions.length > 0 || holds.length > 0) return false
  if (status === 'delivered' && !isVerified) return false
  return (status !== 'lost' || isClaimDecided) && isMoneySettled(shipment)
}
