import type { EventData, EventType } from './events.ts'
import { actionRow } from './exception-actions.ts'
import { exceptionRow } from './exception-types.ts'
import type { Status } from './status.ts'

/** Each status as people say it. */
export const statusNames: Record<Status, string> = {
  created: 'Booked',
  awaiting_payment: 'Awaiting payment',
  confirmed: 'Confirmed',
  assigned: 'Offered to a courier',
  accepted: 'Courier accepted',
  en_route_pickup: 'On the way to pickup',
  at_pickup: 'At pickup',
  picked_up: 'Picked up',
  in_transit: 'In transit',
  out_for_delivery: 'Out for delivery',
  at_dropoff: 'At the door',
  attempt_failed: 'Delivery attempt failed',
  available_for_pickup: 'Ready to collect',
  delivered: 'Delivered',
  returning: 'Returning',
  returned: 'Returned',
  lost: 'Lost',
  disposed: 'Disposed',
  cancelled: 'Cancelled',
  expired: 'Expired',
  closed: 'Closed',
}

type Words = { [K in EventType]: (data: EventData[K]) => string }

const words: Words = {
  booked: (data) => (data.parcels === 1 ? 'Booked' : `Booked with ${data.parcels} parcels`),
  payment_started: () => 'Payment started',
  confirmed: ({ method }) => (method === 'account' ? 'Confirmed on account' : 'Confirmed, cash on delivery'),
  money_noted: (data) => moneyWords[data.kind],
  step_confirmed: ({ step }) => `Confirmed: ${plain(step)}`,
  delivery_verified: ({ isLapse }) =>
    isLapse ? 'Accepted by silence: the time to object is over' : 'Receipt confirmed',
  cancelled: ({ feeMinor }) => (feeMinor === 0 ? 'Cancelled' : 'Cancelled with a fee'),
  offered: ({ offers }) => (offers.length === 1 ? 'Offered to a courier' : `Offered to ${offers.length} couriers`),
  offer_accepted: () => 'A courier accepted',
  offer_declined: () => 'A courier declined',
  offer_withdrawn: () => 'The offer was withdrawn',
  started: ({ to }) => (to === 'en_route_pickup' ? 'Courier on the way to pickup' : 'Out for delivery'),
  pickup_reached: () => 'Courier arrived at pickup',
  picked_up: () => 'Picked up',
  pickup_attempted: ({ reason }) => `Pickup failed: ${plain(reason)}`,
  scanned: ({ facilityId }) => (facilityId ? 'Scanned at a depot' : 'Scanned'),
  dropoff_reached: () => 'Courier arrived at the door',
  delivered: () => 'Delivered',
  attempt_failed: ({ reason, attempt }) => `Delivery attempt ${attempt} failed: ${plain(reason)}`,
  delivery_decided: ({ option, isDefault }) =>
    isDefault ? `Nobody decided: ${decisionWords[option]}` : upper(decisionWords[option]),
  rescheduled: ({ stop }) => (stop === 'dropoff' ? 'New delivery window' : 'New pickup window'),
  address_changed: ({ stop }) => (stop === 'dropoff' ? 'New delivery address' : 'New pickup address'),
  delivery_disputed: ({ kind }) => `The delivery is disputed: ${plain(kind)}`,
  incident_reported: ({ reason }) => `The courier reports: ${plain(reason)}`,
  hold_placed: ({ reason, stopsClock }) =>
    `On hold: ${plain(reason)}${stopsClock ? ', the clock stands still' : ', the clock goes on'}`,
  hold_released: ({ reason, isLapse }) =>
    isLapse ? `The hold has ended: ${plain(reason)}` : `The hold was released: ${plain(reason)}`,
  promise_changed: () => 'A new delivery time is promised',
  ready_to_collect: () => 'Ready to collect',
  return_started: () => 'On the way back to the sender',
  return_completed: () => 'Handed back to the sender',
  marked_lost: () => 'Declared lost',
  parcel_disposed: () => 'Disposed of',
  settlement_decided: ({ decision }) => `Settled: ${plain(decision)}`,
  corrected: ({ toStatus }) => `Corrected to "${statusNames[toStatus]}"`,
  pod_overridden: ({ methods }) => `Proof waived: ${methods.map(plain).join(', ')}`,
  telemetry_noted: ({ kind }) => telemetryWords[kind],
  bulletin_published: ({ kind }) => `A bulletin of the zone: ${plain(kind)}`,
  bulletin_ended: () => 'The bulletin is over',
  policy_applied: ({ policy }) => `Goes on under version ${policy.version} of its service level`,
  partner_event_applied: partnerWords,
  partner_event_kept: ({ why }) => `The partner reported something that was kept only: ${plain(why)}`,
  mapping_applied: ({ mappingVersion }) => `Read again under version ${mappingVersion} of the mapping`,
  outsourced: () => 'Given to a partner',
  rerouted: ({ partnerId }) => (partnerId === null ? 'Goes on with our own couriers' : 'Goes on with a partner'),
  shipment_expired: () => 'Expired: it was never handed in',
  fact_kept: ({ command, reason }) => `A late report was kept: ${plain(command)} ${plain(reason)}`,
  report_refused: ({ command }) => `A report did not fit and was kept: ${plain(command)}`,
  noted: () => 'Note added',
  exception_raised: ({ exception }) => `Exception: ${exceptionRow(exception.type).name} (${plain(exception.reason)})`,
  exception_reopened: ({ exception }) => `Exception is back: ${exceptionRow(exception.type).name}`,
  exception_joined: ({ reason }) => `Another sign of the same problem: ${plain(reason)}`,
  exception_noted: ({ type, standIn }) =>
    `${exceptionRow(type).name} noted while "${exceptionRow(standIn).name}" is open`,
  exception_escalated: ({ level }) => `Escalated to level ${level}`,
  exception_acknowledged: () => 'Exception acknowledged',
  exception_snoozed: () => 'Exception snoozed',
  exception_woken: () => 'Exception awake again',
  exception_taken: ({ owner }) => (owner.kind === 'user' ? 'Exception taken over' : 'Exception released'),
  exception_handled: ({ action }) => `Handled: ${actionRow(action).name}`,
  exception_resolved: ({ type, ending, action }) =>
    `${exceptionRow(type).name} resolved: ${action ? actionRow(action).name : plain(ending)}`,
  timer_fired: ({ timer }) => `Deadline passed: ${plain(timer)}`,
  capture_asked: () => 'The money is taken before the hold lapses',
  closed: () => 'Closed',
}

function partnerWords({ kind, to, isMove, reason }: PartnerWord): string {
  if (kind === 'exception') return `The partner reports: ${plain(reason ?? 'a problem')}`
  if (kind === 'hold') return `Held by the partner: ${plain(reason ?? '')}`
  if (kind === 'note') return 'The partner left a note'
  if (!isMove) return 'Seen by the partner'
  return reason === null ? statusNames[to] : `${statusNames[to]}: ${plain(reason)}`
}

type PartnerWord = Pick<EventData['partner_event_applied'], 'kind' | 'to' | 'isMove' | 'reason'>

const decisionWords: Record<EventData['delivery_decided']['option'], string> = {
  reattempt: 'a new attempt is planned',
  neighbour: 'a neighbour may take it',
  safe_place: 'it may be left in a safe place',
  pickup_point: 'it goes to a pickup point',
  return: 'it goes back to the sender',
}

const telemetryWords: Record<EventData['telemetry_noted']['kind'], string> = {
  eta: 'New time of arrival',
  deviation: 'The courier has left the route',
  stop: 'The courier stands still',
  offline: 'No sign of the courier',
  online: 'The courier is back',
}

const moneyWords: Record<EventData['money_noted']['kind'], string> = {
  authorised: 'Payment reserved',
  action_required: 'The bank asks the customer to confirm',
  checkout: 'Payment page opened',
  declined: 'Payment declined',
  captured: 'Payment taken',
  capture_failed: 'Payment could not be taken',
  released: 'Reserved payment released',
  release_failed: 'Reserved payment could not be released',
  expired: 'The reservation has lapsed',
  refunded: 'Refunded',
  refund_failed: 'Refund failed',
  disputed: 'The bank disputes the payment',
  cash_settled: 'Cash handed in',
}

/** One event in plain words, without anything personal. */
export function eventWords<K extends EventType>({ type, data }: { type: K; data: EventData[K] }): string {
  return words[type](data)
}

/** A word of ours as people write it: `not_home` becomes "not home". */
export function plain(word: string): string {
  return word.replaceAll('_', ' ')
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
