import { apply } from './apply.ts'
import { addOpenMs, openMsBetween } from './calendar.ts'
import type { ShipmentEvent } from './events.ts'
import { freshShipment, type Shipment } from './shipment.ts'
import type { Status } from './status.ts'

/** The statuses whose dwell is reported: those in which a parcel waits for somebody. */
export const dwellStatuses = [
  'confirmed',
  'assigned',
  'accepted',
  'en_route_pickup',
  'at_pickup',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'at_dropoff',
  'attempt_failed',
  'available_for_pickup',
  'returning',
] as const satisfies readonly Status[]

/** A try to hand the parcels over; `ready` is the arrival at a pickup point. */
type Visit = { atMs: number; result: 'delivered' | 'failed' | 'ready'; isInTime: boolean }

/** What reports need to know of one shipment. It follows from its events alone, so that it may be made anew at any time. */
export type ShipmentFact = {
  bookedAtMs: number
  /** The end of the first promise, moved only by clock stops and re-promises that are not ours (lifecycle.md §6 C6). */
  promiseEndMs: number
  /** Whether the first visit came in time; null while that is open. */
  isOnTime: boolean | null
  firstVisitAtMs: number | null
  /** How the first try at a door went; null before it. */
  firstTry: 'delivered' | 'failed' | null
  deliveredAtMs: number | null
  tries: number
  /** Seconds in each of `dwellStatuses`; null where it has not been, or has not left yet. */
  dwellSeconds: readonly (number | null)[]
  refundsMinor: number
  creditsMinor: number
  claimsMinor: number
}

type Walk = {
  shipment: Shipment
  bookedAtMs: number
  promiseEndMs: number
  missedAtMs: number | null
  visits: readonly Visit[]
  /** Since when the current status lasts; another scan of the same status begins nothing anew. */
  sinceMs: number
  dwellMs: ReadonlyMap<Status, number>
  paidMinor: { refund: number; credit: number; claim: number }
}

/** The fact that a whole history gives; null for one that has not begun. */
export function factOf(shipmentId: string, events: readonly ShipmentEvent[]): ShipmentFact | null {
  if (events.length === 0) return null
  const start: Walk = {
    shipment: freshShipment(shipmentId),
    bookedAtMs: 0,
    promiseEndMs: 0,
    missedAtMs: null,
    visits: [],
    sinceMs: 0,
    dwellMs: new Map(),
    paidMinor: { refund: 0, credit: 0, claim: 0 },
  }
  const { visits, promiseEndMs, missedAtMs, dwellMs, paidMinor, bookedAtMs } = events.reduce(afterEvent, start)
  const [first] = visits
  const tries = visits.filter(({ result }) => result !== 'ready')
  const isMissed = missedAtMs !== null && missedAtMs >= promiseEndMs
  const firstResult = tries[0]?.result
  return {
    bookedAtMs,
    promiseEndMs,
    isOnTime: first ? first.isInTime : isMissed ? false : null,
    firstVisitAtMs: first?.atMs ?? null,
    firstTry: firstResult === 'delivered' || firstResult === 'failed' ? firstResult : null,
    deliveredAtMs: visits.findLast(({ result }) => result === 'delivered')?.atMs ?? null,
    tries: tries.length,
    dwellSeconds: dwellStatuses.map((status) => secondsOf(dwellMs.get(status))),
    refundsMinor: paidMinor.refund,
    creditsMinor: paidMinor.credit,
    claimsMinor: paidMinor.claim,
  }
}

function afterEvent(walk: Walk, event: ShipmentEvent): Walk {
  const before = walk.shipment
  const shipment = apply(before, event)
  const promiseEndMs = promiseEndAfter(walk, shipment, event)
  const hasMoved = before.status !== shipment.status
  return {
    shipment,
    promiseEndMs,
    bookedAtMs: event.type === 'booked' ? event.recordedAtMs : walk.bookedAtMs,
    missedAtMs: event.type === 'timer_fired' && event.data.timer === 'promise' ? event.recordedAtMs : walk.missedAtMs,
    visits: visitsAfter(walk.visits, event, { atMs: shipment.enteredAtMs, promiseEndMs }),
    sinceMs: hasMoved ? shipment.enteredAtMs : walk.sinceMs,
    dwellMs: hasMoved ? dwellAfter(walk, shipment.enteredAtMs) : walk.dwellMs,
    paidMinor: paidAfter(walk.paidMinor, event),
  }
}

/** A promise that we broke ourselves stays the measure; what others caused moves it. */
function promiseEndAfter({ shipment: before, promiseEndMs }: Walk, after: Shipment, event: ShipmentEvent): number {
  switch (event.type) {
    case 'booked':
      return event.data.promise[1]
    case 'promise_changed':
      return event.data.cause === 'K' ? promiseEndMs : event.data.window[1]
    case 'rescheduled':
      if (event.data.cause === 'K') return promiseEndMs
      return event.data.stop === 'dropoff' ? after.promise[1] : promiseEndMs + after.promise[1] - before.promise[1]
    default: {
      if (before.pausedAtMs === null || after.pausedAtMs !== null) return promiseEndMs
      const { ops } = before.policy.hours
      return addOpenMs(ops, promiseEndMs, openMsBetween(ops, before.pausedAtMs, event.recordedAtMs))
    }
  }
}

type Moment = { atMs: number; promiseEndMs: number }

/** What each result is called while the shipment stands in its status. */
const statusOfVisit: Record<Visit['result'], Status> = {
  delivered: 'delivered',
  failed: 'attempt_failed',
  ready: 'available_for_pickup',
}

const results = ['delivered', 'failed', 'ready'] as const

function visitsAfter(visits: readonly Visit[], event: ShipmentEvent, { atMs, promiseEndMs }: Moment): readonly Visit[] {
  const visit = (result: Visit['result']) => ({ atMs, result, isInTime: atMs <= promiseEndMs })
  switch (event.type) {
    case 'delivered':
      return [...visits, visit('delivered')]
    case 'attempt_failed':
      return [...visits, visit('failed')]
    case 'ready_to_collect':
      return [...visits, visit('ready')]
    case 'partner_event_applied': {
      const result = results.find((known) => statusOfVisit[known] === event.data.to)
      return event.data.isMove && result ? [...visits, visit(result)] : visits
    }
    case 'corrected': {
      const { from, toStatus } = event.data
      const last = visits.at(-1)
      // A correction says that what led here never was.
      const kept = last && statusOfVisit[last.result] === from ? visits.slice(0, -1) : visits
      return toStatus === 'delivered' ? [...kept, visit('delivered')] : kept
    }
    default:
      return visits
  }
}

function dwellAfter({ shipment, sinceMs, dwellMs }: Walk, untilMs: number): ReadonlyMap<Status, number> {
  return new Map(dwellMs).set(shipment.status, (dwellMs.get(shipment.status) ?? 0) + Math.max(0, untilMs - sinceMs))
}

function paidAfter(paid: Walk['paidMinor'], event: ShipmentEvent): Walk['paidMinor'] {
  if (event.type !== 'settlement_decided' || event.data.decision === 'charge') return paid
  const { decision, amountMinor } = event.data
  return { ...paid, [decision]: paid[decision] + amountMinor }
}

function secondsOf(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms / 1_000)
}
