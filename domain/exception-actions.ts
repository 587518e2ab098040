import { type ExceptionType, exceptionTypes } from './exception-types.ts'

type Row = {
  /** The words on a button. */
  name: string
  types: readonly ExceptionType[]
  /** When the exception ends: by the act itself, or only once its cause has cleared. */
  ends: 'now' | 'when_cleared'
  /** What choosing it does, in one sentence. */
  effect: string
  /** False while a later release adds it. */
  isOffered: boolean
}

const reattemptTypes: readonly ExceptionType[] = [
  'pickup_failed',
  'delivery_overdue',
  'recipient_unavailable',
  'address_problem',
  'refused',
  'identity_failed',
  'cod_problem',
]

/** What an exception can be resolved with (lifecycle.md §5.4). */
export const actionTable = {
  remind: {
    name: 'Remind',
    types: exceptionTypes,
    ends: 'when_cleared',
    effect: 'Sends the notice of the step again.',
    isOffered: false,
  },
  request_scan: {
    name: 'Ask for a scan',
    types: ['forgotten', 'stale', 'missorted', 'suspected_lost', 'return_overdue'],
    ends: 'when_cleared',
    effect: 'Asks the holder for a scan, due in one working day.',
    isOffered: false,
  },
  trace: {
    name: 'Trace',
    types: ['forgotten', 'stale', 'missorted', 'suspected_lost', 'return_overdue'],
    ends: 'when_cleared',
    effect: 'Asks the holder or partner to search, due in one working day.',
    isOffered: false,
  },
  retry_money: {
    name: 'Retry the payment',
    types: ['payment_overdue'],
    ends: 'when_cleared',
    effect: 'Repeats the payment step.',
    isOffered: false,
  },
  extend: {
    name: 'Give more time',
    types: ['payment_overdue', 'pickup_overdue', 'forgotten', 'recipient_unavailable', 'hold_overdue'],
    ends: 'now',
    effect: 'Moves the deadline once, by its own length.',
    isOffered: false,
  },
  cancel: {
    name: 'Cancel the shipment',
    types: ['payment_overdue', 'unassigned', 'not_accepted', 'pickup_failed', 'forgotten', 'address_problem'],
    ends: 'now',
    effect: 'Cancels the shipment, releases the money and tells the customer.',
    isOffered: true,
  },
  rewindow: {
    name: 'New pickup window',
    types: ['pickup_overdue', 'pickup_failed', 'recipient_unavailable'],
    ends: 'now',
    effect: 'Sets a new window and tells sender and recipient.',
    isOffered: true,
  },
  reattempt: {
    name: 'New attempt',
    types: reattemptTypes,
    ends: 'now',
    effect: 'Plans another attempt on a day and tells the recipient.',
    isOffered: true,
  },
  assign: {
    name: 'Assign a courier',
    types: [
      'unassigned',
      'not_accepted',
      'pickup_overdue',
      'eta_delay',
      'delivery_overdue',
      'route_anomaly',
      'courier_offline',
    ],
    ends: 'when_cleared',
    effect: 'Offers the shipment to a courier; the exception ends when it is accepted.',
    isOffered: true,
  },
  broadcast: {
    name: 'Offer to many',
    types: ['unassigned'],
    ends: 'when_cleared',
    effect: 'Offers the shipment to up to ten couriers.',
    isOffered: false,
  },
  outsource: {
    name: 'Outsource',
    types: ['unassigned', 'not_accepted'],
    ends: 'now',
    effect: 'Gives the leg to a partner.',
    isOffered: false,
  },
  reroute: {
    name: 'Reroute',
    types: ['stale', 'eta_delay', 'delivery_overdue', 'route_anomaly', 'missorted', 'force_majeure', 'return_overdue'],
    ends: 'now',
    effect: 'Replaces the legs that are left.',
    isOffered: false,
  },
  repromise: {
    name: 'Promise a new time',
    types: ['eta_delay', 'delivery_overdue', 'force_majeure'],
    ends: 'now',
    effect: 'Gives a new delivery time and tells the customer.',
    isOffered: false,
  },
  compensate: {
    name: 'Compensate',
    types: ['delivery_overdue', 'refused', 'damaged_or_missing', 'suspected_lost', 'disputed'],
    ends: 'now',
    effect: 'Credits the customer beside another action.',
    isOffered: false,
  },
  fix_address: {
    name: 'Correct the address',
    types: ['recipient_unavailable', 'address_problem'],
    ends: 'now',
    effect: 'Stores a corrected address.',
    isOffered: false,
  },
  pickup_point: {
    name: 'Pickup point',
    types: ['recipient_unavailable', 'address_problem', 'identity_failed'],
    ends: 'now',
    effect: 'Sends the parcel to a pickup point.',
    isOffered: false,
  },
  neighbour: {
    name: 'Neighbour',
    types: ['recipient_unavailable'],
    ends: 'now',
    effect: 'Allows delivery to a neighbour.',
    isOffered: false,
  },
  return: {
    name: 'Return to sender',
    types: [
      'recipient_unavailable',
      'address_problem',
      'refused',
      'identity_failed',
      'cod_problem',
      'damaged_or_missing',
      'missorted',
      'hold_overdue',
      'force_majeure',
    ],
    ends: 'now',
    effect: 'Turns the shipment round.',
    isOffered: false,
  },
  dispose: {
    name: 'Dispose',
    types: ['refused', 'damaged_or_missing', 'hold_overdue', 'return_overdue'],
    ends: 'now',
    effect: 'Ends the journey by disposal.',
    isOffered: false,
  },
  new_pin: {
    name: 'New PIN',
    types: ['identity_failed'],
    ends: 'now',
    effect: 'Sends the recipient a new PIN.',
    isOffered: false,
  },
  override: {
    name: 'Override the proof',
    types: ['identity_failed'],
    ends: 'now',
    effect: 'Lets the courier deliver without the proof, with a reason.',
    isOffered: false,
  },
  pay_link: {
    name: 'Payment link',
    types: ['cod_problem'],
    ends: 'now',
    effect: 'Sends the recipient a link for the sum.',
    isOffered: false,
  },
  accept_short: {
    name: 'Accept less',
    types: ['cod_problem'],
    ends: 'now',
    effect: 'Accepts the shortage and books it.',
    isOffered: false,
  },
  claim: {
    name: 'Open a claim',
    types: ['forgotten', 'damaged_or_missing', 'suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Opens a claim for the goods.',
    isOffered: false,
  },
  refund: {
    name: 'Refund',
    types: ['forgotten', 'damaged_or_missing', 'suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Pays the price back, in part or whole.',
    isOffered: false,
  },
  replace: {
    name: 'Send again',
    types: ['forgotten', 'damaged_or_missing', 'suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Books a replacement.',
    isOffered: false,
  },
  declare_lost: {
    name: 'Declare lost',
    types: ['suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Ends the journey as lost.',
    isOffered: false,
  },
  found: {
    name: 'Found',
    types: ['suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Corrects where the parcel is.',
    isOffered: false,
  },
  documents: {
    name: 'Documents',
    types: ['hold_overdue'],
    ends: 'when_cleared',
    effect: 'Stores papers and sends them to customs.',
    isOffered: false,
  },
  release: {
    name: 'Release the hold',
    types: ['hold_overdue', 'force_majeure'],
    ends: 'now',
    effect: 'Ends the hold.',
    isOffered: false,
  },
  map_code: {
    name: 'Map the code',
    types: ['status_mismatch'],
    ends: 'now',
    effect: 'Teaches the mapping this code.',
    isOffered: false,
  },
  apply: {
    name: 'Apply',
    types: ['status_mismatch'],
    ends: 'now',
    effect: 'Takes over what was reported.',
    isOffered: false,
  },
  reject: {
    name: 'Reject',
    types: ['status_mismatch'],
    ends: 'now',
    effect: 'Keeps our status and tells the partner.',
    isOffered: false,
  },
  uphold: {
    name: 'Uphold',
    types: ['disputed'],
    ends: 'now',
    effect: 'Accepts the dispute and refunds.',
    isOffered: false,
  },
  deny: {
    name: 'Deny',
    types: ['disputed'],
    ends: 'now',
    effect: 'Sends the proof; the verify window goes on.',
    isOffered: false,
  },
  contact: {
    name: 'Contacted',
    types: exceptionTypes,
    ends: 'when_cleared',
    effect: 'Logs the call; the exception ends when its cause has gone.',
    isOffered: true,
  },
  dismiss: {
    name: 'False alarm',
    types: exceptionTypes,
    ends: 'now',
    effect: 'Closes it as a false alarm, with a reason.',
    isOffered: true,
  },
} as const satisfies Record<string, Row>

export type ActionType = keyof typeof actionTable
export const actionTypes = Object.keys(actionTable) as ActionType[]

/** The row of an action, with its fields widened so that rules can read any of them alike. */
export function actionRow(action: ActionType): Row {
  return actionTable[action]
}

/** The actions that a type allows and that this release offers. */
export function actionsFor(type: ExceptionType): ActionType[] {
  return actionTypes.filter((action) => actionRow(action).isOffered && actionRow(action).types.includes(type))
}
