import type { CommandType } from '#domain/commands.ts'
import type { failAttemptReasons } from '#domain/exception-types.ts'
import type { HoldReason } from '#domain/holds.ts'
import type { DeliveryOption, DisputeKind } from '#domain/payloads.ts'

/** Why a delivery did not work, for sender and recipient. */
export const attemptWords: Record<(typeof failAttemptReasons)[number], string> = {
  not_home: 'Nobody was at home.',
  premises_closed: 'The door was closed for the day.',
  no_access: 'The courier could not get in.',
  wrong_address: 'The address is not right.',
  incomplete: 'Something is missing in the address.',
  moved: 'Nobody of this name lives there any more.',
  refused_at_door: 'It was not accepted at the door.',
  not_ordered: 'It was sent away at the door: nobody had ordered it.',
  id_mismatch: 'The ID at the door did not fit.',
  pin_failed: 'The hand-over code was not right.',
  cod_unpaid: 'The cash was not at hand.',
  damaged: 'It was damaged on the way.',
  missing_items: 'Something was missing in it.',
  out_of_time: 'Our courier ran out of time.',
  breakdown: 'Our vehicle broke down.',
  weather: 'The weather stopped us.',
}

/** What was chosen; the day comes behind it. */
export const decisionWords: Record<DeliveryOption, string> = {
  reattempt: 'we come again',
  neighbour: 'a neighbour may take it',
  safe_place: 'it may be left in the place that was named',
  pickup_point: 'it goes to a pickup point',
  return: 'it goes back to the sender',
}

/** Why it waits. */
export const waitWords: Record<HoldReason, string> = {
  customer: 'It waits, as you asked',
  payment: 'It waits for a payment',
  customs: 'It waits for customs',
  address: 'It waits because of the address',
  security: 'It waits for a check',
  depot: 'It waits in our depot',
  bulletin: 'It waits because of the situation in its area',
}

/** What is wrong with what has arrived, or has not. */
export const disputeNames: Record<DisputeKind, { name: string; explains: string }> = {
  not_received: { name: 'It did not arrive', explains: 'It says delivered, but nobody here has it.' },
  damaged: { name: 'It is damaged', explains: 'The parcel or what was in it.' },
  missing_items: { name: 'Something is missing', explains: 'A parcel, or a part of what was in it.' },
}

/** What a page says once it was done. */
export const doneWords: Partial<Record<CommandType, string>> = {
  decide_delivery: 'Noted. You can still choose otherwise until the courier sets off.',
  reschedule: 'Noted: this is the new time.',
  change_address: 'The new address is saved.',
  place_hold: 'It waits, as you asked.',
  release_hold: 'It goes on.',
  dispute: 'We have your report.',
  verify_delivery: 'Thank you for telling us.',
  rate: 'Thank you for the rating.',
  confirm_step: 'Confirmed.',
}
