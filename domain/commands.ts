import type { ActorKind } from './actors.ts'
import { ACTIVE, CUSTODY, EDITABLE, HOLDABLE, LIVE, OFFERED, OPEN, outcomes, type Status, UNPAID } from './status.ts'

/** From a status to those it may lead to; a status that leads to itself stays. */
export type Moves = Partial<Record<Status, readonly Status[]>>

function move(from: readonly Status[], ...to: Status[]): Moves {
  return Object.fromEntries(from.map((status) => [status, to]))
}

function stay(from: readonly Status[]): Moves {
  return Object.fromEntries(from.map((status) => [status, [status]]))
}

/** An intent may be refused when it is stale; a fact has happened already; a report comes from a machine. */
export type Nature = 'intent' | 'fact' | 'report'

type Row = {
  /** The words on a button. */
  name: string
  by: readonly ActorKind[]
  moves: Moves
  nature: Nature
  /** False while a later release adds it: then it is refused as not_now. */
  isOffered: boolean
  /** Refused while any hold is active (T12). */
  waitsForHold?: true
  /** Never over HTTP: only the system itself says so. */
  isInternal?: true
  /** A plain record that the service writes; the workflow never sees it. */
  isRecord?: true
}

const atDoor = ['out_for_delivery', 'at_dropoff'] as const satisfies readonly Status[]
const atSender = ['accepted', 'en_route_pickup', 'at_pickup'] as const satisfies readonly Status[]

/** From where and to where a correction may go (T7). */
const correctable: readonly Status[] = [...LIVE, 'delivered', 'returned', 'lost']
export const correctTargets: readonly Status[] = [
  'confirmed',
  ...CUSTODY.filter((status) => status !== 'at_dropoff'),
  'delivered',
  'returned',
]

/** Every command of lifecycle.md §3 in its order: who may give it, from where to where, and of what nature it is. */
export const commandTable = {
  book: { name: 'Book', by: ['S', 'D', 'P'], moves: {}, nature: 'intent', isOffered: true },
  pay: {
    name: 'Pay',
    by: ['S', 'D', 'P'],
    moves: move(UNPAID, 'awaiting_payment', 'confirmed'),
    nature: 'intent',
    isOffered: true,
  },
  confirm_step: {
    name: 'Confirm a step',
    by: ['S', 'R'],
    moves: stay(['confirmed', ...OFFERED, 'picked_up']),
    nature: 'intent',
    isOffered: true,
  },
  change_address: {
    name: 'Change address',
    by: ['S', 'R', 'D'],
    moves: stay(EDITABLE),
    nature: 'intent',
    isOffered: true,
  },
  reschedule: { name: 'Reschedule', by: ['S', 'R', 'D'], moves: stay(EDITABLE), nature: 'intent', isOffered: true },
  decide_delivery: {
    name: 'Decide the delivery',
    by: ['S', 'R', 'D'],
    moves: stay(EDITABLE),
    nature: 'intent',
    isOffered: true,
  },
  verify_delivery: {
    name: 'Confirm receipt',
    by: ['S', 'R'],
    moves: stay(['delivered']),
    nature: 'intent',
    isOffered: true,
  },
  rate: {
    name: 'Rate',
    by: ['S', 'R'],
    moves: stay(['delivered', 'closed']),
    nature: 'intent',
    isOffered: true,
    isRecord: true,
  },
  dispute: { name: 'Dispute', by: ['S', 'R'], moves: stay(['delivered']), nature: 'intent', isOffered: true },
  cancel: {
    name: 'Cancel',
    by: ['S', 'D', 'P', 'Y'],
    moves: move([...UNPAID, 'confirmed', ...OFFERED], 'cancelled'),
    nature: 'intent',
    isOffered: true,
  },
  accept: { name: 'Accept', by: ['C'], moves: move(['assigned'], 'accepted'), nature: 'intent', isOffered: true },
  decline: {
    name: 'Decline',
    by: ['C'],
    moves: { ...move(['assigned'], 'confirmed', 'assigned'), ...move(['accepted'], 'confirmed') },
    nature: 'intent',
    isOffered: true,
  },
  start: {
    name: 'Start',
    by: ['C'],
    moves: {
      ...move(['accepted'], 'en_route_pickup'),
      ...move(['picked_up', 'in_transit', 'attempt_failed', 'available_for_pickup'], 'out_for_delivery'),
    },
    nature: 'intent',
    isOffered: true,
    waitsForHold: true,
  },
  arrive_pickup: {
    name: 'Arrived at pickup',
    by: ['C', 'Y'],
    moves: move(['accepted', 'en_route_pickup'], 'at_pickup'),
    nature: 'fact',
    isOffered: true,
  },
  pick_up: { name: 'Picked up', by: ['C'], moves: move(atSender, 'picked_up'), nature: 'fact', isOffered: true },
  fail_pickup: {
    name: 'Cannot pick up',
    by: ['C'],
    moves: move(atSender, 'confirmed'),
    nature: 'fact',
    isOffered: true,
  },
  scan: {
    name: 'Scan',
    by: ['C', 'D'],
    moves: {
      ...move(['confirmed', 'picked_up', 'in_transit', 'out_for_delivery'], 'in_transit'),
      ...stay(['attempt_failed', 'returning']),
    },
    nature: 'fact',
    isOffered: true,
  },
  arrive_dropoff: {
    name: 'Arrived at the door',
    by: ['C', 'Y'],
    moves: move(['out_for_delivery'], 'at_dropoff'),
    nature: 'fact',
    isOffered: true,
    waitsForHold: true,
  },
  deliver: {
    name: 'Deliver',
    by: ['C', 'D'],
    moves: move([...atDoor, 'available_for_pickup'], 'delivered'),
    nature: 'fact',
    isOffered: true,
    waitsForHold: true,
  },
  fail_attempt: {
    name: 'Cannot deliver',
    by: ['C'],
    moves: move(atDoor, 'attempt_failed'),
    nature: 'fact',
    isOffered: true,
  },
  undo: { name: 'Undo', by: ['C'], moves: stay(OPEN), nature: 'intent', isOffered: false },
  report_incident: {
    name: 'Report an incident',
    by: ['C'],
    moves: stay([...OFFERED, ...CUSTODY]),
    nature: 'fact',
    isOffered: true,
  },
  hand_over: { name: 'Hand over', by: ['C', 'D'], moves: stay(CUSTODY), nature: 'intent', isOffered: false },
  take_over: { name: 'Take over', by: ['C', 'D'], moves: stay(CUSTODY), nature: 'fact', isOffered: false },
  complete_return: {
    name: 'Hand back',
    by: ['C', 'D'],
    moves: move(['returning'], 'returned'),
    nature: 'fact',
    isOffered: true,
  },
  assign: {
    name: 'Assign',
    by: ['D', 'Y'],
    moves: move(['confirmed'], 'assigned'),
    nature: 'intent',
    isOffered: true,
    waitsForHold: true,
  },
  unassign: { name: 'Unassign', by: ['D', 'Y'], moves: move(OFFERED, 'confirmed'), nature: 'intent', isOffered: true },
  reassign: {
    name: 'Reassign',
    by: ['D'],
    // In CUSTODY it offers a hand-over, which comes with hand_over and take_over.
    moves: move(OFFERED, 'assigned'),
    nature: 'intent',
    isOffered: true,
  },
  outsource: {
    name: 'Outsource',
    by: ['D'],
    moves: stay(['confirmed']),
    nature: 'intent',
    isOffered: true,
    waitsForHold: true,
  },
  reroute: {
    name: 'Reroute',
    by: ['D'],
    moves: stay(['picked_up', 'in_transit', 'attempt_failed', 'available_for_pickup', 'returning']),
    nature: 'intent',
    isOffered: true,
  },
  place_hold: {
    name: 'Hold',
    by: ['S', 'R', 'D', 'P', 'Y'],
    moves: stay(HOLDABLE),
    nature: 'intent',
    isOffered: true,
  },
  release_hold: {
    name: 'Release the hold',
    by: ['S', 'R', 'D', 'P', 'Y'],
    moves: stay(HOLDABLE),
    nature: 'intent',
    isOffered: true,
  },
  repromise: { name: 'Promise a new time', by: ['D', 'Y'], moves: stay(ACTIVE), nature: 'intent', isOffered: true },
  make_available: {
    name: 'Ready to collect',
    by: ['C', 'D'],
    moves: move(['in_transit', 'out_for_delivery', 'attempt_failed'], 'available_for_pickup'),
    nature: 'intent',
    isOffered: true,
    waitsForHold: true,
  },
  start_return: {
    name: 'Return to sender',
    by: ['S', 'D', 'Y'],
    moves: move(['picked_up', 'in_transit', 'out_for_delivery', 'attempt_failed', 'available_for_pickup'], 'returning'),
    nature: 'intent',
    isOffered: true,
  },
  mark_lost: {
    name: 'Declare lost',
    by: ['D'],
    moves: move([...CUSTODY, 'delivered'], 'lost'),
    nature: 'intent',
    isOffered: true,
  },
  dispose: {
    name: 'Dispose',
    by: ['V'],
    moves: move(['picked_up', 'in_transit', 'attempt_failed', 'available_for_pickup', 'returning'], 'disposed'),
    nature: 'intent',
    isOffered: true,
  },
  settle: { name: 'Settle', by: ['D'], moves: stay(outcomes), nature: 'intent', isOffered: true },
  correct: {
    name: 'Correct',
    by: ['D'],
    moves: move(correctable, ...correctTargets),
    nature: 'intent',
    isOffered: true,
  },
  override_pod: {
    name: 'Override the proof',
    by: ['V'],
    moves: stay([...atDoor, 'available_for_pickup', 'returning']),
    nature: 'intent',
    isOffered: true,
  },
  raise: { name: 'Raise an exception', by: ['D', 'P'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  acknowledge: { name: 'Acknowledge', by: ['D', 'S', 'R', 'C'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  take: { name: 'Take', by: ['D', 'S', 'R', 'C'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  snooze: { name: 'Snooze', by: ['D', 'S', 'R', 'C'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  escalate: { name: 'Escalate', by: ['D', 'S', 'R', 'C'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  reopen: { name: 'Reopen', by: ['D', 'S', 'R', 'C'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  resolve: { name: 'Resolve', by: ['D', 'S', 'R', 'C'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  add_note: { name: 'Add a note', by: ['S', 'R', 'C', 'D', 'P'], moves: stay(OPEN), nature: 'intent', isOffered: true },
  publish_bulletin: {
    name: 'Publish a bulletin',
    by: ['V'],
    moves: stay(ACTIVE),
    nature: 'intent',
    isOffered: true,
    isInternal: true,
  },
  end_bulletin: {
    name: 'End a bulletin',
    by: ['V'],
    // A bulletin must never outlive its end on a shipment that has meanwhile arrived.
    moves: stay(OPEN),
    nature: 'intent',
    isOffered: true,
    isInternal: true,
  },
  apply_policy: {
    name: 'Apply the newest policy',
    by: ['A'],
    moves: stay(OPEN),
    nature: 'intent',
    isOffered: true,
    isInternal: true,
  },
  partner_status: {
    name: 'Partner status',
    by: ['P'],
    // The rule names every status that it enters: it is kept where it does not fit, and refused only after closing.
    moves: stay(OPEN),
    nature: 'report',
    isOffered: true,
  },
  apply_mapping: {
    name: 'Apply a mapping',
    by: ['A'],
    moves: stay(OPEN),
    nature: 'report',
    isOffered: true,
    isInternal: true,
  },
  timer_due: { name: 'Timer due', by: ['Y'], moves: stay(OPEN), nature: 'report', isOffered: true, isInternal: true },
  payment_event: {
    name: 'Payment event',
    by: ['Y'],
    moves: { ...stay(OPEN), ...move(['awaiting_payment'], 'confirmed', 'awaiting_payment') },
    nature: 'report',
    isOffered: true,
    isInternal: true,
  },
  telemetry: {
    name: 'Telemetry',
    by: ['Y'],
    moves: stay([...OFFERED, ...CUSTODY]),
    nature: 'report',
    isOffered: true,
    isInternal: true,
  },
  expire: {
    name: 'Expire',
    by: ['Y'],
    moves: move(['confirmed'], 'expired'),
    nature: 'intent',
    isOffered: true,
    isInternal: true,
  },
  close: {
    name: 'Close',
    by: ['Y'],
    moves: move(outcomes, 'closed'),
    nature: 'intent',
    isOffered: true,
    isInternal: true,
  },
} as const satisfies Record<string, Row>

export type CommandType = keyof typeof commandTable
export const commandTypes = Object.keys(commandTable) as CommandType[]

/** The row of a command, with its fields widened so that rules can read any of them alike. */
export function commandRow(type: CommandType): Row {
  return commandTable[type]
}
