import { addOpenMs } from './calendar.ts'
import { dayMs } from './durations.ts'
import type { EventType } from './events.ts'
import { type ExceptionType, exceptionTypes } from './exception-types.ts'
import { openException, type Shipment } from './shipment.ts'
import { CUSTODY, isIn, type Status, UNPAID } from './status.ts'

/** When a timer is armed: on entering its status, by named events, or by any event of the walk. */
type Arming = 'entry' | 'any' | readonly EventType[]

type Row = {
  in: readonly Status[]
  arming: Arming
  /** Armed by these as well. */
  alsoOn?: readonly EventType[]
  /** Armed anew when an exception of these types ends while the timer has a meaning. */
  alsoAfter?: readonly ExceptionType[]
  /** More than the status, where that is not enough. */
  when?: (shipment: Shipment) => boolean
  dueAtMs: (shipment: Shipment, fromMs: number) => number
  /** A stopped clock does not stop this one (lifecycle.md §2.3). */
  runsInPause?: true
  /** What it raises when due; null for a lapse, which ends a window with a default action. */
  raises: { type: ExceptionType; reason: string } | null
}

const walkable: readonly Status[] = [
  'confirmed',
  'assigned',
  'accepted',
  'en_route_pickup',
  'at_pickup',
  ...CUSTODY.filter((status) => status !== 'returning' && status !== 'available_for_pickup'),
]

/** Every timer of lifecycle.md §2.1 and §2.2 that this release arms. */
export const timerTable = {
  choose: {
    in: ['created'],
    arming: 'entry',
    dueAtMs: after('choose'),
    raises: { type: 'payment_overdue', reason: 'no_method' },
  },
  pay: {
    in: ['awaiting_payment'],
    arming: ['payment_started'],
    dueAtMs: after('pay'),
    raises: { type: 'payment_overdue', reason: 'unpaid' },
  },
  assign: {
    in: ['confirmed'],
    arming: 'entry',
    alsoOn: ['rescheduled', 'partner_event_applied'],
    alsoAfter: ['pickup_failed', 'not_accepted'],
    when: (shipment) => shipment.carriage === 'own' && !openException(shipment, 'pickup_failed'),
    dueAtMs: (shipment, fromMs) => Math.max(after('assign')(shipment, fromMs), shipment.pickup[0] - 3_600_000),
    raises: { type: 'unassigned', reason: 'no_courier' },
  },
  first_scan: {
    in: ['confirmed'],
    arming: 'entry',
    alsoOn: ['outsourced'],
    when: (shipment) => shipment.carriage !== 'own',
    dueAtMs: after('first_scan'),
    raises: { type: 'forgotten', reason: 'no_first_scan' },
  },
  expiry: {
    in: ['confirmed'],
    arming: 'entry',
    alsoOn: ['outsourced'],
    when: (shipment) => shipment.carriage !== 'own',
    dueAtMs: after('expiry'),
    raises: null,
  },
  accept: {
    in: ['assigned'],
    arming: ['offered', 'offer_declined'],
    dueAtMs: (shipment) => Math.max(...shipment.offers.map((offer) => offer.untilMs)),
    raises: { type: 'not_accepted', reason: 'offer_timeout' },
  },
  start: {
    in: ['accepted'],
    arming: 'entry',
    alsoOn: ['rescheduled'],
    dueAtMs: (shipment, fromMs) => after('start')(shipment, Math.max(fromMs, shipment.pickup[0])),
    raises: { type: 'pickup_overdue', reason: 'late_start' },
  },
  window: {
    in: ['en_route_pickup'],
    arming: 'entry',
    alsoOn: ['rescheduled'],
    dueAtMs: (shipment) => after('window')(shipment, shipment.pickup[1]),
    raises: { type: 'pickup_overdue', reason: 'window_missed' },
  },
  dwell: {
    in: ['at_pickup', 'at_dropoff'],
    arming: 'entry',
    dueAtMs: after('dwell'),
    raises: { type: 'route_anomaly', reason: 'prolonged_stop' },
  },
  silence: {
    in: ['picked_up', 'in_transit'],
    arming: ['picked_up', 'scanned'],
    alsoOn: ['partner_event_applied', 'rerouted'],
    dueAtMs: after('silence'),
    raises: { type: 'stale', reason: 'no_event' },
  },
  lost_watch: {
    in: ['picked_up', 'in_transit', 'out_for_delivery', 'returning'],
    arming: 'any',
    dueAtMs: after('lost_watch'),
    raises: { type: 'suspected_lost', reason: 'long_silence' },
  },
  stop_late: {
    in: ['out_for_delivery'],
    arming: 'entry',
    alsoOn: ['telemetry_noted', 'promise_changed'],
    dueAtMs: (shipment) => after('stop_late')(shipment, shipment.etaMs ?? shipment.promise[1]),
    raises: { type: 'eta_delay', reason: 'stop_overdue' },
  },
  promise: {
    in: walkable,
    arming: ['confirmed', 'money_noted'],
    alsoOn: ['promise_changed', 'rescheduled'],
    when: (shipment) => shipment.promiseState === 'open',
    dueAtMs: (shipment) => shipment.promise[1],
    raises: { type: 'delivery_overdue', reason: 'promise_missed' },
  },
  decision: {
    in: ['attempt_failed'],
    arming: 'entry',
    when: (shipment) => shipment.reattemptByMs === null,
    // Whatever was closed by a person while nothing was decided: the question is asked again.
    alsoAfter: exceptionTypes,
    dueAtMs: after('decision'),
    raises: { type: 'recipient_unavailable', reason: 'undecided' },
  },
  reattempt: {
    in: ['attempt_failed'],
    arming: ['delivery_decided'],
    when: (shipment) => shipment.reattemptByMs !== null,
    dueAtMs: (shipment, fromMs) => shipment.reattemptByMs ?? fromMs + dayMs,
    raises: { type: 'delivery_overdue', reason: 'reattempt_missed' },
  },
  collect: {
    in: ['available_for_pickup'],
    arming: 'entry',
    dueAtMs: (shipment, fromMs) => shipment.collectByMs ?? after('collect')(shipment, fromMs),
    raises: { type: 'recipient_unavailable', reason: 'uncollected' },
  },
  return: {
    in: ['returning'],
    arming: 'entry',
    dueAtMs: after('return'),
    raises: { type: 'return_overdue', reason: 'return_late' },
  },
  refund: {
    in: ['returned'],
    arming: 'entry',
    dueAtMs: after('refund'),
    raises: { type: 'payment_overdue', reason: 'refund_open' },
  },
  claim: {
    in: ['lost'],
    arming: 'entry',
    dueAtMs: ({ policy }, fromMs) => addOpenMs(policy.hours.office, fromMs, policy.allowancesMs.claim),
    raises: { type: 'payment_overdue', reason: 'claim_open' },
  },
  verify: {
    in: ['delivered'],
    arming: ['delivered'],
    alsoOn: ['partner_event_applied'],
    alsoAfter: ['damaged_or_missing', 'disputed'],
    when: (shipment) =>
      !shipment.isVerified && !openException(shipment, 'damaged_or_missing') && !openException(shipment, 'disputed'),
    dueAtMs: after('verify'),
    raises: null,
  },
  settle: {
    in: ['delivered', 'disposed', 'cancelled', 'expired'],
    arming: ['delivery_verified', 'cancelled', 'parcel_disposed', 'shipment_expired'],
    dueAtMs: after('settle'),
    raises: { type: 'payment_overdue', reason: 'settle_failed' },
  },
  card_lapse: {
    in: [...UNPAID, ...walkable, 'available_for_pickup', 'returning', 'delivered'],
    arming: ['money_noted'],
    when: (shipment) => shipment.money.state === 'authorised' && shipment.money.captureBeforeMs !== null,
    dueAtMs: (shipment, fromMs) => (shipment.money.captureBeforeMs ?? fromMs + 2 * dayMs) - dayMs,
    runsInPause: true,
    raises: { type: 'payment_overdue', reason: 'card_lapsing' },
  },
} as const satisfies Record<string, Row>

export type TimerName = keyof typeof timerTable
export const timerNames = Object.keys(timerTable) as TimerName[]

/** The timer that says when a status is outdated: what the stale monitor and the timers agree on. */
const ownTimers: Record<Status, readonly TimerName[]> = {
  created: ['choose'],
  awaiting_payment: ['pay'],
  confirmed: ['assign', 'first_scan'],
  assigned: ['accept'],
  accepted: ['start'],
  en_route_pickup: ['window'],
  at_pickup: ['dwell'],
  picked_up: ['silence'],
  in_transit: ['silence'],
  out_for_delivery: ['stop_late'],
  at_dropoff: ['dwell'],
  attempt_failed: ['reattempt', 'decision'],
  available_for_pickup: ['collect'],
  delivered: ['settle'],
  returning: ['return'],
  returned: ['refund'],
  lost: ['claim'],
  disposed: ['settle'],
  cancelled: ['settle'],
  expired: ['settle'],
  closed: [],
}

/** The timers that watch the status itself, the one that counts first. */
export function ownTimersOf(status: Status): readonly TimerName[] {
  return ownTimers[status]
}

/** The row of a timer, with its fields widened so that rules can read any of them alike. */
export function timerRow(name: TimerName): Row {
  return timerTable[name]
}

/** Whether the timer has a meaning for the shipment as it stands. */
export function isTimerFor(name: TimerName, shipment: Shipment): boolean {
  const row = timerRow(name)
  return isIn(row.in, shipment.status) && (row.when?.(shipment) ?? true)
}

function after(key: keyof Shipment['policy']['allowancesMs']) {
  return (shipment: Shipment, fromMs: number) => fromMs + shipment.policy.allowancesMs[key]
}
