import { addOpenMs } from './calendar.ts'
import type { ShipmentEvent } from './events.ts'
import { holdsPending } from './holds.ts'
import { hoursOf, slaMsOf } from './ladder.ts'
import { whilePaused } from './pause.ts'
import type { Policy } from './policy.ts'
import type { ArmedTimer, Shipment } from './shipment.ts'
import { isTimerFor, ownTimersOf, type TimerName, timerNames, timerRow } from './timers.ts'

/** Events that are no news of the parcel itself. */
const noNews =
  /^(exception_|timer_|money_|noted|report_|fact_|capture_|hold_|bulletin_|policy_|promise_|telemetry_|address_|settlement_|pod_|mapping_|partner_event_kept)/

function isWalk({ type }: ShipmentEvent): boolean {
  return !noNews.test(type)
}

/** The timers after an event: what has lost its meaning is gone, what the event arms is armed. */
export function rearm(before: Shipment, after: Shipment, event: ShipmentEvent): ArmedTimer[] {
  const timers: ArmedTimer[] = []
  for (const name of timerNames) {
    if (!isTimerFor(name, after)) continue
    const armed = before.timers.find((timer) => timer.name === name)
    const dueAtMs = freshDueMs(name, { before, after, event, isArmed: armed !== undefined })
    if (dueAtMs !== null) timers.push({ name, dueAtMs: armedMs(after, { name, dueAtMs, nowMs: event.recordedAtMs }) })
    else if (armed && !isSpent(name, event)) timers.push(kept(armed, { before, after, event }))
  }
  return timers
}

/** A stopped clock lets nothing but what runs in a pause come nearer. */
function armedMs(after: Shipment, { name, dueAtMs, nowMs }: ArmedTimer & { nowMs: number }): number {
  return timerRow(name).runsInPause ? dueAtMs : whilePaused(after, dueAtMs, nowMs)
}

/** A timer that this event does not arm: moved by a pause that has ended, or by a policy that was applied. */
function kept(armed: ArmedTimer, { before, after, event }: Omit<Change, 'isArmed'>): ArmedTimer {
  if (event.type === 'policy_applied')
    return moved(armed, { from: before.policy, to: after.policy, nowMs: event.recordedAtMs })
  return after.timers.find(({ name }) => name === armed.name) ?? armed
}

type Exchange = { from: Policy; to: Policy; nowMs: number }

function moved({ name, dueAtMs }: ArmedTimer, { from, to, nowMs }: Exchange): ArmedTimer {
  if (!(name in from.allowancesMs)) return { name, dueAtMs }
  // The check above makes it one of the keys.
  const key = name as keyof Policy['allowancesMs']
  return { name, dueAtMs: Math.max(nowMs, dueAtMs + to.allowancesMs[key] - from.allowancesMs[key]) }
}

/** When the status is, or was, outdated: its own timer's instant, kept after it has fired. */
export function staleAtMs(before: Shipment, after: Shipment): number | null {
  const own = ownTimersOf(after.status).filter((name) => isTimerFor(name, after))
  const armed = own.flatMap((name) => after.timers.find((timer) => timer.name === name) ?? [])[0]
  if (armed) return armed.dueAtMs
  // After a pause `after` holds the moved instant already.
  return own.length > 0 && before.status === after.status ? after.staleAtMs : null
}

type Change = { before: Shipment; after: Shipment; event: ShipmentEvent; isArmed: boolean }

/** The instant that this event sets, or null when it leaves the timer as it is. */
function freshDueMs(name: TimerName, { before, after, event, isArmed }: Change): number | null {
  const { arming, dueAtMs, alsoOn = [] } = timerRow(name)
  const nowMs = event.recordedAtMs
  if (event.type === 'exception_resolved') return isArmed ? null : dueAfterExceptionMs(name, after, event)
  const hasEntered = before.status !== after.status || before.seq === 0
  const isArming =
    alsoOn.includes(event.type) ||
    // A correction enters by no event of the walk: whatever has a meaning there is armed.
    (event.type === 'corrected' && !isArmed) ||
    (arming === 'entry' ? hasEntered : arming === 'any' ? hasEntered || isWalk(event) : arming.includes(event.type))
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
  if (dueMs > recordedAtMs || !raises) return dueMs
  return addOpenMs(hoursOf(after.policy, raises), recordedAtMs, slaMsOf(after.policy, raises))
}

function isSpent(name: TimerName, event: ShipmentEvent): boolean {
  return event.type === 'timer_fired' && event.data.timer === name
}

export type Due = { timer: string; armedForMs: number }

/** What waits for an instant: armed timers, holds and the next rung of each ladder, the earliest first. */
export function pending(shipment: Shipment): Due[] {
  const isStopped = shipment.pausedAtMs !== null
  const timers = shipment.timers
    .filter(({ name }) => !isStopped || timerRow(name).runsInPause)
    .map(({ name, dueAtMs }) => ({ timer: name, armedForMs: dueAtMs }))
  const rungs = shipment.exceptions.flatMap(({ id, nextAtMs }) =>
    nextAtMs === null ? [] : [{ timer: `ladder:${id}`, armedForMs: nextAtMs }],
  )
  return [...timers, ...holdsPending(shipment.holds), ...rungs].sort((a, b) => a.armedForMs - b.armedForMs)
}

/** The one instant a shipment's timer is set to, epoch ms; Infinity when nothing waits for time. */
export function nextDeadline(shipment: Shipment): number {
  return pending(shipment)[0]?.armedForMs ?? Number.POSITIVE_INFINITY
}
