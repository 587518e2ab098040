import type { ShipmentEvent } from './events.ts'
import { slaMsOf } from './ladder.ts'
import type { ArmedTimer, Shipment } from './shipment.ts'
import { isTimerFor, type TimerName, timerNames, timerRow } from './timers.ts'

/** Events that are no news of the parcel itself. */
function isWalk({ type }: ShipmentEvent): boolean {
  return !/^(exception_|timer_|money_|noted|report_|fact_|capture_)/.test(type)
}

/** The timers after an event: what has lost its meaning is gone, what the event arms is armed. */
export function rearm(before: Shipment, after: Shipment, event: ShipmentEvent): ArmedTimer[] {
  const timers: ArmedTimer[] = []
  for (const name of timerNames) {
    if (!isTimerFor(name, after)) continue
    const armed = before.timers.find((timer) => timer.name === name)
    const dueAtMs = freshDueMs(name, { before, after, event, isArmed: armed !== undefined })
    if (dueAtMs !== null) timers.push({ name, dueAtMs })
    else if (armed && !isSpent(name, event)) timers.push(armed)
  }
  return timers
}

type Change = { before: Shipment; after: Shipment; event: ShipmentEvent; isArmed: boolean }

/** The instant that this event sets, or null when it leaves the timer as it is. */
function freshDueMs(name: TimerName, { before, after, event, isArmed }: Change): number | null {
  const { arming, dueAtMs } = timerRow(name)
  const nowMs = event.recordedAtMs
  if (event.type === 'exception_resolved') return isArmed ? null : dueAfterExceptionMs(name, after, event)
  const hasEntered = before.status !== after.status || before.seq === 0
  const isArming =
    arming === 'entry' ? hasEntered : arming === 'any' ? hasEntered || isWalk(event) : arming.includes(event.type)
  // No deadline falls before we heard of what arms it (T9).
  return isArming ? Math.max(dueAtMs(after, arming === 'entry' ? after.enteredAtMs : nowMs), nowMs) : null
}

type Resolved = Extract<ShipmentEvent, { type: 'exception_resolved' }>

/** Nobody stays unwatched: when an exception ends and the status stays, its deadline is armed anew. */
function dueAfterExceptionMs(name: TimerName, after: Shipment, { data, recordedAtMs }: Resolved): number | null {
  const { dueAtMs, raises, alsoAfter = [] } = timerRow(name)
  const wasItsOwn = raises?.type === data.type && ['by_person', 'cleared'].includes(data.ending)
  if (!wasItsOwn && !alsoAfter.includes(data.type)) return null
  const dueMs = dueAtMs(after, recordedAtMs)
  // What would be due in the past gets the time of the exception once more.
  return dueMs > recordedAtMs || !raises ? dueMs : recordedAtMs + slaMsOf(after.policy, raises.type, raises.reason)
}

function isSpent(name: TimerName, event: ShipmentEvent): boolean {
  return event.type === 'timer_fired' && event.data.timer === name
}

export type Due = { timer: string; armedForMs: number }

/** What waits for an instant: armed timers and the next rung of each ladder, the earliest first. */
export function pending(shipment: Shipment): Due[] {
  const timers = shipment.timers.map(({ name, dueAtMs }) => ({ timer: name, armedForMs: dueAtMs }))
  const rungs = shipment.exceptions.flatMap(({ id, nextAtMs }) =>
    nextAtMs === null ? [] : [{ timer: `ladder:${id}`, armedForMs: nextAtMs }],
  )
  return [...timers, ...rungs].sort((a, b) => a.armedForMs - b.armedForMs)
}

/** The one instant a shipment's timer is set to, epoch ms; Infinity when nothing waits for time. */
export function nextDeadline(shipment: Shipment): number {
  return pending(shipment)[0]?.armedForMs ?? Number.POSITIVE_INFINITY
}
