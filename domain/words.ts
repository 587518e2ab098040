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
  delivery_decided: ({ isDefault }) =>
    isDefault ? 'Nobody decided: a new attempt is planned' : 'A new attempt is planned',
  rescheduled: () => 'New pickup window',
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
  exception_taken: ({ owner }) => (owner.kind === 'user' ? 'Exception taken over' : 'Exception released'),
  exception_handled: ({ action }) => `Handled: ${actionRow(action).name}`,
  exception_resolved: ({ type, ending, action }) =>
    `${exceptionRow(type).name} resolved: ${action ? actionRow(action).name : plain(ending)}`,
  timer_fired: ({ timer }) => `Deadline passed: ${plain(timer)}`,
  capture_asked: () => 'The money is taken before the hold lapses',
  closed: () => 'Closed',
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
