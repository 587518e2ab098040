import type { ActorKind } from './actors.ts'

/** Who caused it: K carrier, S shipper, N consignee, U customs, F force majeure, Y system. */
export const causes = ['K', 'S', 'N', 'U', 'F', 'Y'] as const
export type Cause = (typeof causes)[number]

export const severities = ['low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

export const clocks = ['ops', 'office'] as const
export type Clock = (typeof clocks)[number]

export const exceptionStates = ['noise', 'open', 'acknowledged', 'snoozed', 'resolved'] as const
export type ExceptionState = (typeof exceptionStates)[number]

/** What clears an unlatched exception by itself; `person` marks the latched ones. */
export type Clearing =
  | 'paid'
  | 'accepted'
  | 'picked_up'
  | 'first_scan'
  | 'newer_event'
  | 'stop_done'
  | 'attempted'
  | 'stop_left'
  | 'online'
  | 'under_way'
  | 'address_given'
  | 'hold_released'
  | 'bulletin_over'
  | 'agreed'
  | 'returned'
  | 'person'

type Row = {
  name: string
  cause: Cause
  reasons: readonly string[]
  /** ISO 8601 duration in open time of `clock`; a day is a working day there. */
  sla: string
  /** Whose open hours the SLA and the ladder count: `min`, `oh` on the ops calendar, `wh`, `wd` on the office's. */
  clock: Clock
  severity: Severity
  owner: ActorKind
  clears: Clearing
}

/** The 24 exception types (lifecycle.md §5.1). A type is latched when only a person may close it. */
export const exceptionTypeTable = {
  payment_overdue: {
    name: 'Payment overdue',
    cause: 'S',
    reasons: ['no_method', 'unpaid', 'card_lapsing', 'settle_failed', 'refund_open', 'claim_open'],
    sla: 'PT30M',
    clock: 'ops',
    severity: 'medium',
    owner: 'S',
    clears: 'paid',
  },
  unassigned: {
    name: 'No courier assigned',
    cause: 'K',
    reasons: ['no_courier', 'partner_rejected'],
    sla: 'PT15M',
    clock: 'ops',
    severity: 'medium',
    owner: 'D',
    clears: 'accepted',
  },
  not_accepted: {
    name: 'Offer not accepted',
    cause: 'K',
    reasons: ['offer_timeout', 'declined', 'handover_timeout'],
    sla: 'PT10M',
    clock: 'ops',
    severity: 'medium',
    owner: 'D',
    clears: 'accepted',
  },
  pickup_overdue: {
    name: 'Pickup overdue',
    cause: 'K',
    reasons: ['late_start', 'window_missed'],
    sla: 'PT30M',
    clock: 'ops',
    severity: 'medium',
    owner: 'C',
    clears: 'picked_up',
  },
  pickup_failed: {
    name: 'Pickup failed',
    cause: 'S',
    reasons: ['not_ready', 'sender_absent', 'sender_closed', 'bad_packaging', 'too_large', 'prohibited'],
    sla: 'PT2H',
    clock: 'ops',
    severity: 'medium',
    owner: 'D',
    clears: 'picked_up',
  },
  forgotten: {
    name: 'Never handed in',
    cause: 'S',
    reasons: ['no_first_scan'],
    sla: 'PT4H',
    clock: 'office',
    severity: 'low',
    owner: 'S',
    clears: 'first_scan',
  },
  stale: {
    name: 'No news of the parcel',
    cause: 'K',
    reasons: ['no_scan', 'no_event'],
    sla: 'PT4H',
    clock: 'office',
    severity: 'medium',
    owner: 'D',
    clears: 'newer_event',
  },
  eta_delay: {
    name: 'Running late',
    cause: 'K',
    reasons: ['predicted_late', 'stop_overdue'],
    sla: 'PT4H',
    clock: 'ops',
    severity: 'low',
    owner: 'C',
    clears: 'stop_done',
  },
  delivery_overdue: {
    name: 'Delivery overdue',
    cause: 'K',
    reasons: ['promise_missed', 'reattempt_missed', 'out_of_time'],
    sla: 'PT1H',
    clock: 'ops',
    severity: 'high',
    owner: 'D',
    clears: 'attempted',
  },
  route_anomaly: {
    name: 'Unusual stop or route',
    cause: 'K',
    reasons: ['deviation', 'prolonged_stop', 'breakdown'],
    sla: 'PT1H',
    clock: 'ops',
    severity: 'medium',
    owner: 'C',
    clears: 'stop_left',
  },
  courier_offline: {
    name: 'Courier offline',
    cause: 'Y',
    reasons: ['no_heartbeat'],
    sla: 'PT30M',
    clock: 'ops',
    severity: 'medium',
    owner: 'D',
    clears: 'online',
  },
  recipient_unavailable: {
    name: 'Recipient unavailable',
    cause: 'N',
    reasons: ['not_home', 'premises_closed', 'no_access', 'undecided', 'uncollected'],
    sla: 'P1D',
    clock: 'office',
    severity: 'low',
    owner: 'R',
    clears: 'under_way',
  },
  address_problem: {
    name: 'Address problem',
    cause: 'S',
    reasons: ['bad_geocode', 'wrong_address', 'incomplete', 'moved'],
    sla: 'PT4H',
    clock: 'office',
    severity: 'medium',
    owner: 'S',
    clears: 'address_given',
  },
  refused: {
    name: 'Delivery refused',
    cause: 'N',
    reasons: ['refused_at_door', 'not_ordered'],
    sla: 'PT4H',
    clock: 'office',
    severity: 'medium',
    owner: 'D',
    clears: 'person',
  },
  identity_failed: {
    name: 'Identity not proven',
    cause: 'N',
    reasons: ['id_mismatch', 'pin_failed'],
    sla: 'PT1H',
    clock: 'ops',
    severity: 'high',
    owner: 'D',
    clears: 'person',
  },
  cod_problem: {
    name: 'Cash on delivery problem',
    cause: 'N',
    reasons: ['cod_unpaid', 'cod_mismatch'],
    sla: 'PT4H',
    clock: 'office',
    severity: 'medium',
    owner: 'D',
    clears: 'person',
  },
  damaged_or_missing: {
    name: 'Damaged or missing',
    cause: 'K',
    reasons: ['damaged', 'missing_items'],
    sla: 'PT2H',
    clock: 'ops',
    severity: 'high',
    owner: 'D',
    clears: 'person',
  },
  missorted: {
    name: 'Missorted',
    cause: 'K',
    reasons: ['wrong_facility', 'wrong_route'],
    sla: 'PT2H',
    clock: 'ops',
    severity: 'medium',
    owner: 'D',
    clears: 'person',
  },
  suspected_lost: {
    name: 'Suspected lost',
    cause: 'K',
    reasons: ['long_silence', 'not_found', 'reported_lost', 'stolen'],
    sla: 'P1D',
    clock: 'office',
    severity: 'high',
    owner: 'D',
    clears: 'person',
  },
  hold_overdue: {
    name: 'Hold overdue',
    cause: 'U',
    reasons: ['hold_review', 'hold_ended'],
    sla: 'P1D',
    clock: 'office',
    severity: 'medium',
    owner: 'D',
    clears: 'hold_released',
  },
  force_majeure: {
    name: 'Force majeure',
    cause: 'F',
    reasons: ['weather', 'closure', 'strike'],
    sla: 'PT4H',
    clock: 'office',
    severity: 'low',
    owner: 'D',
    clears: 'bulletin_over',
  },
  status_mismatch: {
    name: 'Reports disagree',
    cause: 'Y',
    reasons: ['unmapped', 'ambiguous', 'illegal_move', 'no_evidence', 'offline_conflict'],
    sla: 'PT4H',
    clock: 'office',
    severity: 'medium',
    owner: 'D',
    clears: 'agreed',
  },
  disputed: {
    name: 'Disputed',
    cause: 'N',
    reasons: ['not_received', 'chargeback'],
    sla: 'P1D',
    clock: 'office',
    severity: 'high',
    owner: 'D',
    clears: 'person',
  },
  return_overdue: {
    name: 'Return overdue',
    cause: 'K',
    reasons: ['return_late', 'return_refused'],
    sla: 'P1D',
    clock: 'office',
    severity: 'medium',
    owner: 'D',
    clears: 'returned',
  },
} as const satisfies Record<string, Row>

export type ExceptionType = keyof typeof exceptionTypeTable
export type ExceptionReason = (typeof exceptionTypeTable)[ExceptionType]['reasons'][number]

export const exceptionTypes = Object.keys(exceptionTypeTable) as ExceptionType[]

/** The row of a type, with its fields widened so that rules can read any of them alike. */
export function exceptionRow(type: ExceptionType): Row {
  return exceptionTypeTable[type]
}

/** Whether only a person may close it (lifecycle.md E6). */
export function isLatched(type: ExceptionType): boolean {
  return exceptionTypeTable[type].clears === 'person'
}

/** The one type that a reason belongs to (lifecycle.md E10), or null for a word that is none of ours. */
export function typeOfReason(reason: string): ExceptionType | null {
  return exceptionTypes.find((type) => exceptionRow(type).reasons.includes(reason)) ?? null
}

export const failPickupReasons = exceptionTypeTable.pickup_failed.reasons

/** What a courier may give for a failed attempt (lifecycle.md E10). */
export const failAttemptReasons = [
  'not_home',
  'premises_closed',
  'no_access',
  'wrong_address',
  'incomplete',
  'moved',
  'refused_at_door',
  'not_ordered',
  'id_mismatch',
  'pin_failed',
  'cod_unpaid',
  'damaged',
  'missing_items',
  'out_of_time',
  'breakdown',
  'weather',
] as const satisfies readonly ExceptionReason[]

/** While one of the second is open, a signal for the first is only noted (lifecycle.md E8). */
export const standIns: Partial<Record<ExceptionType, readonly ExceptionType[]>> = {
  unassigned: ['not_accepted', 'pickup_failed'],
  recipient_unavailable: ['address_problem', 'refused', 'identity_failed', 'cod_problem', 'damaged_or_missing'],
  pickup_overdue: ['force_majeure'],
  // What ends another type stands in for it as well, as long as it is open.
  stale: ['force_majeure', 'suspected_lost'],
  eta_delay: ['force_majeure', 'delivery_overdue'],
  delivery_overdue: ['force_majeure'],
  return_overdue: ['suspected_lost'],
}

/** Opening the first ends the others as superseded (lifecycle.md E8). */
export const supersedes: Partial<Record<ExceptionType, readonly ExceptionType[]>> = {
  delivery_overdue: ['eta_delay'],
  suspected_lost: ['stale', 'return_overdue'],
}
