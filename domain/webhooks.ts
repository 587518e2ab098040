import { dayMs, hourMs, minuteMs, secondMs } from './durations.ts'
import type { EventType } from './events.ts'
import type { NoticeCode } from './notices.ts'

/** What a partner can be told of by webhook: a word of ours for each event that a notice names. */
export const webhookKinds = [
  'shipment.booked',
  'payment.needed',
  'shipment.confirmed',
  'shipment.offered',
  'shipment.offer_withdrawn',
  'shipment.picked_up',
  'shipment.scanned',
  'shipment.out_for_delivery',
  'shipment.rescheduled',
  'shipment.promise_changed',
  'shipment.address_changed',
  'shipment.pickup_failed',
  'shipment.attempt_failed',
  'shipment.delivery_decided',
  'shipment.ready_to_collect',
  'shipment.delivered',
  'shipment.cancelled',
  'shipment.returning',
  'shipment.returned',
  'shipment.lost',
  'shipment.disposed',
  'shipment.expired',
  'shipment.outsourced',
  'shipment.rerouted',
  'shipment.partner_report',
  'shipment.held',
  'shipment.released',
  'shipment.corrected',
  'bulletin.published',
  'exception.raised',
  'exception.reopened',
  'exception.escalated',
  'exception.resolved',
] as const
export type WebhookKind = (typeof webhookKinds)[number]

/** What tries an endpoint: no shipment stands behind it, and nobody subscribes to it. */
export const testKind = 'webhook.test'

const byEvent: Partial<Record<EventType, WebhookKind>> = {
  booked: 'shipment.booked',
  confirmed: 'shipment.confirmed',
  offered: 'shipment.offered',
  offer_withdrawn: 'shipment.offer_withdrawn',
  picked_up: 'shipment.picked_up',
  scanned: 'shipment.scanned',
  started: 'shipment.out_for_delivery',
  rescheduled: 'shipment.rescheduled',
  promise_changed: 'shipment.promise_changed',
  address_changed: 'shipment.address_changed',
  pickup_attempted: 'shipment.pickup_failed',
  attempt_failed: 'shipment.attempt_failed',
  delivery_decided: 'shipment.delivery_decided',
  ready_to_collect: 'shipment.ready_to_collect',
  delivered: 'shipment.delivered',
  cancelled: 'shipment.cancelled',
  return_started: 'shipment.returning',
  return_completed: 'shipment.returned',
  marked_lost: 'shipment.lost',
  parcel_disposed: 'shipment.disposed',
  shipment_expired: 'shipment.expired',
  outsourced: 'shipment.outsourced',
  rerouted: 'shipment.rerouted',
  partner_event_applied: 'shipment.partner_report',
  hold_placed: 'shipment.held',
  hold_released: 'shipment.released',
  corrected: 'shipment.corrected',
  bulletin_published: 'bulletin.published',
  exception_raised: 'exception.raised',
  exception_reopened: 'exception.reopened',
  exception_escalated: 'exception.escalated',
  exception_resolved: 'exception.resolved',
}

/** Money is noted for several reasons: there the notice says which. */
const byNotice: Partial<Record<NoticeCode, WebhookKind>> = { N2: 'payment.needed', N18: 'shipment.confirmed' }

/** Our word for an event in a notice; null where partners are told nothing. */
export function webhookKindOf(notice: NoticeCode, event: EventType): WebhookKind | null {
  return byNotice[notice] ?? byEvent[event] ?? null
}

export const endpointStates = ['enabled', 'disabled'] as const
export type EndpointState = (typeof endpointStates)[number]

/** Why an endpoint is off: somebody wanted it, nothing got through for days, or it answered 410. */
export const disabledReasons = ['by_person', 'failing', 'gone'] as const
export type DisabledReason = (typeof disabledReasons)[number]

export const messageStates = ['waiting', 'sent', 'failed'] as const
export type MessageState = (typeof messageStates)[number]

export const mostEndpoints = 10

/** How long two secrets sign, so that a receiver can change over. */
export const overlapMs = dayMs

/** Without a success for so long an endpoint is switched off. */
export const patienceMs = 3 * dayMs

/** The pause after each failed attempt; together about 75 hours. */
const pausesMs: readonly number[] = [
  5 * secondMs,
  minuteMs,
  5 * minuteMs,
  15 * minuteMs,
  30 * minuteMs,
  ...[1, 2, 4, 8, 12, 12, 12, 12, 11].map((hours) => hours * hourMs),
]

/** How long a message waits after its n-th failed attempt; null when it is not tried again. */
export function pauseAfterMs(attempts: number): number | null {
  return pausesMs[attempts - 1] ?? null
}
