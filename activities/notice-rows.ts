import { dayMs } from '#domain/durations.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import type { Shipment } from '#domain/shipment.ts'
import { statusNames } from '#domain/words.ts'

/** Instants, amounts and words of ours for the templates; names are looked up when the mail is written. */
export function factsOf({ money, pickup, promise, attempts, policy, ...shipment }: Shipment, event: ShipmentEvent) {
  const { quotedMinor, feeMinor, currency, declineReason } = money
  return {
    event: event.type,
    occurredAtMs: event.occurredAtMs,
    pickup,
    promise,
    amountMinor: event.type === 'money_noted' && event.data.kind === 'refunded' ? event.data.deltaMinor : quotedMinor,
    feeMinor,
    currency,
    reason: 'reason' in event.data ? event.data.reason : declineReason,
    outcome: statusNames[shipment.status].toLowerCase(),
    untilMs: 'untilMs' in event.data ? event.data.untilMs : null,
    collectByMs: shipment.collectByMs,
    pointId: shipment.pointId,
    kind: event.type === 'bulletin_published' ? event.data.kind : null,
    bulletinId: event.type === 'bulletin_published' ? event.data.bulletinId : null,
    attemptsLeft: Math.max(0, policy.attempts - attempts),
    decideByMs: event.recordedAtMs + policy.allowancesMs.decision,
    verifyByMs: event.recordedAtMs + policy.allowancesMs.verify,
    payByMs: event.recordedAtMs + policy.allowancesMs.pay,
  }
}

/** Days after which somebody who has not collected is reminded (lifecycle.md §2.2, `collect`). */
const collectReminderDays = [3, 6]

/**
 * Reminders wait in the outbox instead of costing a timer; `onlyWhile` keeps one from going out when the step is over.
 * The notice of a reminder carries its number, so that each is a row of its own.
 */
export function reminderRows(shipment: Shipment, event: ShipmentEvent) {
  const row = { seq: event.seq, channel: 'e', audience: 'R' } as const
  const facts = factsOf(shipment, event)
  if (hasReached(event, 'attempt_failed')) {
    // Asked again at half time.
    const half = { ...facts, onlyWhile: 'attempt_failed' }
    return [{ ...row, notice: 'N9:half', facts: half, wait_ms: Math.round(shipment.policy.allowancesMs.decision / 2) }]
  }
  if (!hasReached(event, 'available_for_pickup')) return []
  const waitMs =
    'untilMs' in event.data && event.data.untilMs
      ? event.data.untilMs - event.recordedAtMs
      : shipment.policy.allowancesMs.collect
  return collectReminderDays
    .map((days) => days * dayMs)
    .filter((ms) => ms < waitMs)
    .map((ms, index) => ({
      ...row,
      notice: `N10:${index + 1}`,
      facts: { ...facts, onlyWhile: 'available_for_pickup' },
      wait_ms: ms,
    }))
}

const ownSteps = { attempt_failed: 'attempt_failed', available_for_pickup: 'ready_to_collect' } as const

/** Whether a parcel came to a status by this event, of our own or by a partner's word. */
function hasReached(event: ShipmentEvent, status: keyof typeof ownSteps): boolean {
  if (event.type === 'partner_event_applied') return event.data.isMove && event.data.to === status
  return event.type === ownSteps[status]
}
