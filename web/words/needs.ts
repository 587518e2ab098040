import type { ActionType } from '#domain/exception-actions.ts'
import type { ExceptionType } from '#domain/exception-types.ts'
import type { Status } from '#domain/status.ts'

/** What a customer is asked for where the status alone says it. */
export const statusNeeds: Partial<Record<Status, string>> = {
  created: 'Choose how to pay',
  awaiting_payment: 'Finish the payment',
  attempt_failed: 'Decide what happens',
  delivered: 'Confirm the receipt',
}

/** What a problem of the customer's own is called in a list. */
export const problemNeeds: Partial<Record<ExceptionType, string>> = {
  payment_overdue: 'Pay',
  address_problem: 'Check the address',
  recipient_unavailable: 'Decide what happens',
  forgotten: 'Hand it in',
  hold_overdue: 'Send the papers',
}

/** What is wrong, said to whoever can put it right. */
export const problemWords: Readonly<Record<string, string>> = {
  no_method: 'Nobody has chosen how to pay.',
  unpaid: 'The payment did not come through.',
  card_lapsing: 'The reservation on your card runs out soon.',
  settle_failed: 'The payment could not be taken.',
  refund_open: 'Your refund is still open.',
  claim_open: 'Your claim is still open.',
  bad_geocode: 'We cannot find the address on the map.',
  wrong_address: 'The address does not lead to the recipient.',
  incomplete: 'Something is missing in the address.',
  moved: 'Nobody of this name lives there any more.',
  not_home: 'Nobody was at home.',
  premises_closed: 'The door was closed for the day.',
  no_access: 'The courier could not get in.',
  undecided: 'Nobody has decided what happens.',
  uncollected: 'Nobody has collected it.',
  no_first_scan: 'It was never handed in.',
  hold_review: 'It waits longer than planned.',
  hold_ended: 'It waits longer than planned.',
}

/** What customers can do about a problem themselves, and what it is called for them. */
export const customerActions: Partial<Record<ActionType, string>> = {
  fix_address: 'Correct the address',
  retry_money: 'Try the payment again',
  rewindow: 'Another pickup time',
  extend: 'Give me more time',
  documents: 'The papers are on their way',
  release: 'Let it go on',
}
