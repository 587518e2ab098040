import type { CommandType } from './commands.ts'
import { type ExceptionType, exceptionTypes } from './exception-types.ts'

type Row = {
  /** The words on a button. */
  name: string
  types: readonly ExceptionType[]
  /** The commands it may run; offered where one of them is possible. None: it can always be done. */
  runs?: readonly CommandType[]
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
    isOffered: true,
  },
  request_scan: {
    name: 'Ask for a scan',
    types: ['forgotten', 'stale', 'missorted', 'suspected_lost', 'return_overdue'],
    ends: 'when_cleared',
    effect: 'Asks the holder for a scan, due in one working day.',
    isOffered: true,
  },
  trace: {
    name: 'Trace',
    types: ['forgotten', 'stale', 'missorted', 'suspected_lost', 'return_overdue'],
    ends: 'when_cleared',
    effect: 'Asks the holder or partner to search, due in one working day.',
    isOffered: true,
  },
  retry_money: {
    name: 'Retry the payment',
    types: ['payment_overdue'],
    ends: 'when_cleared',
    effect: 'Repeats the payment step.',
    isOffered: true,
  },
  extend: {
    name: 'Give more time',
    types: ['payment_overdue', 'pickup_overdue', 'forgotten', 'recipient_unavailable', 'hold_overdue'],
    ends: 'now',
    effect: 'Moves the deadline once, by its own length.',
    isOffered: true,
  },
  cancel: {
    name: 'Cancel the shipment',
    runs: ['cancel'],
    types: ['payment_overdue', 'unassigned', 'not_accepted', 'pickup_failed', 'forgotten', 'address_problem'],
    ends: 'now',
    effect: 'Cancels the shipment, releases the money and tells the customer.',
    isOffered: true,
  },
  rewindow: {
    name: 'New pickup window',
    runs: ['reschedule'],
    types: ['pickup_overdue', 'pickup_failed', 'recipient_unavailable'],
    ends: 'now',
    effect: 'Sets a new window and tells sender and recipient.',
    isOffered: true,
  },
  reattempt: {
    name: 'New attempt',
    runs: ['decide_delivery'],
    types: reattemptTypes,
    ends: 'now',
    effect: 'Plans another attempt on a day and tells the recipient.',
    isOffered: true,
  },
  assign: {
    name: 'Assign a courier',
    runs: ['assign', 'reassign'],
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
    runs: ['assign'],
    types: ['unassigned'],
    ends: 'when_cleared',
    effect: 'Offers the shipment to up to ten couriers.',
    isOffered: true,
  },
  outsource: {
    name: 'Outsource',
    runs: ['outsource'],
    types: ['unassigned', 'not_accepted'],
    ends: 'now',
    effect: 'Gives the leg to a partner.',
    isOffered: true,
  },
  reroute: {
    name: 'Reroute',
    runs: ['reroute'],
    types: ['stale', 'eta_delay', 'delivery_overdue', 'route_anomaly', 'missorted', 'force_majeure', 'return_overdue'],
    ends: 'now',
    effect: 'Gives what is left of the way to another carrier.',
    isOffered: true,
  },
  repromise: {
    name: 'Promise a new time',
    runs: ['repromise'],
    types: ['eta_delay', 'delivery_overdue', 'force_majeure'],
    ends: 'now',
    effect: 'Gives a new delivery time and tells the customer.',
    isOffered: true,
  },
  compensate: {
    name: 'Compensate',
    types: ['delivery_overdue', 'refused', 'damaged_or_missing', 'suspected_lost', 'disputed'],
    ends: 'now',
    effect: 'Credits the customer beside another action.',
    isOffered: true,
  },
  fix_address: {
    name: 'Correct the address',
    runs: ['change_address'],
    types: ['recipient_unavailable', 'address_problem'],
    ends: 'now',
    effect: 'Stores a corrected address.',
    isOffered: true,
  },
  pickup_point: {
    name: 'Pickup point',
    runs: ['decide_delivery'],
    types: ['recipient_unavailable', 'address_problem', 'identity_failed'],
    ends: 'now',
    effect: 'Sends the parcel to a pickup point.',
    isOffered: true,
  },
  neighbour: {
    name: 'Neighbour',
    runs: ['decide_delivery'],
    types: ['recipient_unavailable'],
    ends: 'now',
    effect: 'Allows delivery to a neighbour.',
    isOffered: true,
  },
  return: {
    name: 'Return to sender',
    runs: ['start_return'],
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
    isOffered: true,
  },
  dispose: {
    name: 'Dispose',
    runs: ['dispose'],
    types: ['refused', 'damaged_or_missing', 'hold_overdue', 'return_overdue'],
    ends: 'now',
    effect: 'Ends the journey by disposal.',
    isOffered: true,
  },
  new_pin: {
    name: 'New PIN',
    types: ['identity_failed'],
    ends: 'now',
    effect: 'Sends the recipient a new PIN.',
    isOffered: true,
  },
  override: {
    name: 'Override the proof',
    runs: ['override_pod'],
    types: ['identity_failed'],
    ends: 'now',
    effect: 'Lets the courier deliver without the proof, with a reason.',
    isOffered: true,
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
    runs: ['settle'],
    types: ['forgotten', 'damaged_or_missing', 'suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Opens a claim for the goods.',
    isOffered: true,
  },
  refund: {
    name: 'Refund',
    runs: ['settle'],
    types: ['forgotten', 'damaged_or_missing', 'suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Pays the price back, in part or whole.',
    isOffered: true,
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
    runs: ['mark_lost'],
    types: ['suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Ends the journey as lost.',
    isOffered: true,
  },
  found: {
    name: 'Found',
    runs: ['correct'],
    types: ['suspected_lost', 'disputed', 'return_overdue'],
    ends: 'now',
    effect: 'Corrects where the parcel is.',
    isOffered: true,
  },
  documents: {
    name: 'Documents',
    types: ['hold_overdue'],
    ends: 'when_cleared',
    effect: 'Stores papers and sends them to customs.',
    isOffered: true,
  },
  release: {
    name: 'Release the hold',
    runs: ['release_hold'],
    types: ['hold_overdue', 'force_majeure'],
    ends: 'now',
    effect: 'Ends the hold.',
    isOffered: true,
  },
  map_code: {
    name: 'Map the code',
    types: ['status_mismatch'],
    ends: 'now',
    effect: 'Teaches the mapping this code.',
    isOffered: false,
  },
  apply: {
    name: 'Take over the report',
    runs: ['correct'],
    types: ['status_mismatch'],
    ends: 'now',
    effect: 'Corrects our status to what was reported.',
    isOffered: true,
  },
  reject: {
    name: 'Reject',
    types: ['status_mismatch'],
    ends: 'now',
    effect: 'Keeps our status and tells the partner.',
    isOffered: true,
  },
  uphold: {
    name: 'Uphold',
    types: ['disputed'],
    ends: 'now',
    effect: 'Accepts the dispute and refunds.',
    isOffered: true,
  },
  deny: {
    name: 'Deny',
    types: ['disputed'],
    ends: 'now',
    effect: 'Sends the proof; the verify window goes on.',
    isOffered: true,
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
