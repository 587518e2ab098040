import type { EventType } from '#domain/events.ts'
import type { PaymentMethod, PaymentState } from '#domain/views.ts'

export const goodEvents: readonly string[] = [
  'confirmed',
  'delivered',
  'delivery_verified',
  'exception_resolved',
] satisfies EventType[]

export const badEvents: readonly string[] = [
  'attempt_failed',
  'pickup_attempted',
  'cancelled',
  'exception_raised',
  'exception_escalated',
  'exception_reopened',
  'offer_declined',
  'report_refused',
] satisfies EventType[]

/** Which event first reaches each step of the journey. */
export const stepEvents: readonly (readonly string[])[] = [
  ['booked'],
  ['offer_accepted'],
  ['picked_up'],
  ['scanned', 'started'],
  ['delivered'],
]

export const methodWords: Record<PaymentMethod, string> = {
  card: 'Card',
  account: 'On account',
  cod: 'Cash on delivery',
}

/** The state of the money in one sentence, for whoever pays. */
export const paymentWords: Record<PaymentState, string> = {
  none: 'Nothing is paid yet.',
  authorising: 'Your bank is being asked.',
  action_required: 'Your bank wants you to confirm the payment.',
  declined: 'Your bank declined the card. Nothing was taken.',
  authorised: 'Reserved on your card. It is charged only after the delivery is confirmed.',
  invoiced: 'On your next invoice.',
  on_delivery: 'Paid in cash at the door.',
  captured: 'Charged to your card.',
  released: 'Nothing was charged; the reservation was released.',
  lapsed: 'The reservation ran out before it was charged. We ask your bank anew.',
  failed: 'The charge did not go through. We are on it; nothing is needed from you.',
}

/** What each step that sender or recipient can confirm means. */
export const confirmWords: Record<string, { name: string; explains: string }> = {
  details: { name: 'Addresses and parcels are right', explains: 'Checked by you before the courier drives.' },
  ready: { name: 'The parcels are ready', explains: 'Packed, labelled, and somebody is there.' },
  handed_over: { name: 'I handed them over', explains: 'Your word beside the scan of the courier.' },
}

export const custodianWords: Record<string, string> = {
  sender: 'With the sender',
  courier: 'With the courier',
  facility: 'At a depot',
  partner: 'With a partner',
  recipient: 'With the recipient',
  none: 'With nobody',
}
