import type { EventType, ShipmentEvent } from './events.ts'
import type { PartnerStatus } from './mapping.ts'

/** Whom a notice goes to: S sender, R recipient, C courier, D dispatchers, P partner. */
export const audiences = ['S', 'R', 'C', 'D', 'P'] as const
export type Audience = (typeof audiences)[number]

/** e e-mail, a in the app, s SMS, w webhook. */
export type Channel = 'e' | 'a' | 's' | 'w'

type Row = { events: readonly EventType[]; to: Partial<Record<Audience, string>> }

/** Which events tell whom by which channels (lifecycle.md §8). Of these this release sends e-mail; the app is live. */
export const noticeTable = {
  N1: { events: ['booked'], to: { S: 'ea', P: 'w' } },
  N2: { events: ['payment_started', 'money_noted'], to: { S: 'ea', P: 'w' } },
  N3: { events: ['offered', 'offer_withdrawn', 'outsourced', 'rerouted'], to: { C: 'as', D: 'a', P: 'w' } },
  N4: { events: ['offer_accepted', 'started'], to: { S: 'a', D: 'a' } },
  N5: { events: ['picked_up', 'partner_event_applied'], to: { S: 'ea', R: 'e', P: 'w' } },
  N6: { events: ['scanned', 'partner_event_applied'], to: { S: 'a', R: 'a', P: 'w' } },
  N7: { events: ['started', 'partner_event_applied'], to: { S: 'a', R: 'eas', P: 'w' } },
  N8: {
    events: ['rescheduled', 'promise_changed', 'address_changed'],
    to: { S: 'ea', R: 'eas', C: 'a', D: 'a', P: 'w' },
  },
  N9: {
    events: ['pickup_attempted', 'attempt_failed', 'delivery_decided', 'partner_event_applied'],
    to: { S: 'ea', R: 'eas', C: 'a', D: 'a', P: 'w' },
  },
  N10: { events: ['ready_to_collect', 'partner_event_applied'], to: { S: 'a', R: 'eas', P: 'w' } },
  N11: { events: ['delivered', 'partner_event_applied'], to: { S: 'ea', R: 'ea', P: 'w' } },
  N12: {
    events: [
      'cancelled',
      'return_started',
      'return_completed',
      'marked_lost',
      'parcel_disposed',
      'shipment_expired',
      'partner_event_applied',
    ],
    to: { S: 'ea', R: 'ea', C: 'a', D: 'a', P: 'w' },
  },
  N13: { events: ['hold_placed', 'hold_released', 'corrected'], to: { S: 'ea', R: 'ea', C: 'a', D: 'a', P: 'w' } },
  N15: { events: ['bulletin_published'], to: { S: 'ea', R: 'ea', C: 'a', D: 'a', P: 'w' } },
  N14: {
    events: ['exception_raised', 'exception_reopened', 'exception_escalated', 'exception_resolved'],
    to: { D: 'a', P: 'w' },
  },
  N17: { events: ['money_noted'], to: { S: 'ea' } },
  // A new PIN: the first one came with the confirmation (N18).
  N19: { events: ['exception_resolved'], to: { R: 'e' } },
  N18: { events: ['confirmed', 'money_noted'], to: { S: 'ea', R: 'e', P: 'w' } },
} as const satisfies Record<string, Row>

export type NoticeCode = keyof typeof noticeTable
const codes = Object.keys(noticeTable) as NoticeCode[]

/** Where the event alone does not say whether there is news. */
const conditions: Partial<Record<NoticeCode, (event: ShipmentEvent) => boolean>> = {
  N2: (event) => event.type === 'money_noted' && ['declined', 'checkout', 'action_required'].includes(event.data.kind),
  N4: (event) => event.type !== 'started' || event.data.to === 'en_route_pickup',
  N7: (event) => event.type === 'started' && event.data.to === 'out_for_delivery',
  // A bulletin's hold is told by the bulletin.
  N13: (event) => !('reason' in event.data && event.data.reason === 'bulletin'),
  N17: (event) => event.type === 'money_noted' && event.data.kind === 'refunded',
  N19: (event) => event.type === 'exception_resolved' && event.data.action === 'new_pin',
  N18: (event) => event.type !== 'money_noted' || (event.data.kind === 'authorised' && event.data.to === 'confirmed'),
}

/** A partner's word tells what the same step of our own would; the codes that are absent have no such step. */
const partnerSteps: Partial<Record<NoticeCode, readonly PartnerStatus[]>> = {
  N5: ['picked_up'],
  N6: ['in_transit'],
  N7: ['out_for_delivery'],
  N9: ['attempt_failed'],
  N10: ['available_for_pickup'],
  N11: ['delivered'],
  N12: ['returning', 'returned'],
}

/** Whether this event is news of this kind. */
function isNews(code: NoticeCode, event: ShipmentEvent): boolean {
  if (event.type !== 'partner_event_applied') return conditions[code]?.(event) ?? true
  const { kind, isMove, to } = event.data
  // Seen again, or somewhere that is no step: movement, and no more.
  if (!isMove) return code === 'N6' && kind === 'status'
  return partnerSteps[code]?.some((status) => status === to) ?? false
}

/** The notices of one event, one row for each audience and channel. */
export function noticesOf(event: ShipmentEvent): { notice: NoticeCode; audience: Audience; channel: Channel }[] {
  return codes
    .filter((code) => noticeRow(code).events.includes(event.type) && isNews(code, event))
    .flatMap((notice) =>
      audiences.flatMap((audience) =>
        channelsOf(noticeRow(notice).to[audience] ?? '').map((channel) => ({ notice, audience, channel })),
      ),
    )
}

function noticeRow(code: NoticeCode): Row {
  return noticeTable[code]
}

const channels: readonly Channel[] = ['e', 'a', 's', 'w']

function channelsOf(letters: string): Channel[] {
  return channels.filter((channel) => letters.includes(channel))
}
