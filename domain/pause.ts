import { addOpenMs, openMsBetween } from './calendar.ts'
import { hoursOf, isPausable, nextRungMs } from './ladder.ts'
import type { ArmedTimer, OpenException, Shipment } from './shipment.ts'
import { timerRow } from './timers.ts'

/** The clock stops: every ladder that may be stopped keeps what it has left (lifecycle.md §2.3, E4). */
export function pause(shipment: Shipment, nowMs: number): Shipment {
  if (shipment.pausedAtMs !== null) return shipment
  const exceptions = shipment.exceptions.map((open) => (isPausable(open.type) ? stopped(shipment, open, nowMs) : open))
  return { ...shipment, pausedAtMs: nowMs, exceptions }
}

/** The clock goes on: timers and ladders have what was left, the promise moves by the ops hours that were lost. */
export function resume(shipment: Shipment, nowMs: number): Shipment {
  const { pausedAtMs, policy } = shipment
  if (pausedAtMs === null) return shipment
  const lostMs = openMsBetween(policy.hours.ops, pausedAtMs, nowMs)
  const [from, to] = shipment.promise
  const promise = [from, addOpenMs(policy.hours.ops, to, lostMs)] as const
  const timers = shipment.timers.map((timer) => shifted(timer, { promise, byMs: nowMs - pausedAtMs, nowMs }))
  const exceptions = shipment.exceptions.map((open) =>
    isPausable(open.type) && open.state !== 'snoozed' && open.state !== 'noise' ? resumed(shipment, open, nowMs) : open,
  )
  return {
    ...shipment,
    pausedAtMs: null,
    promise,
    timers,
    exceptions,
    staleAtMs: later(shipment.staleAtMs, nowMs - pausedAtMs),
  }
}

/** What an armed instant is written as while the clock stands: `resume` moves it by the whole pause. */
export function whilePaused(shipment: Shipment, dueAtMs: number, nowMs: number): number {
  return shipment.pausedAtMs === null ? dueAtMs : dueAtMs - (nowMs - shipment.pausedAtMs)
}

/** Puts an exception's ladder to rest, remembering the open time it has used. */
export function stopped({ policy }: Pick<Shipment, 'policy'>, open: OpenException, nowMs: number): OpenException {
  if (open.state === 'noise') return open
  const usedMs = openMsBetween(hoursOf(policy, open), open.ladderFromMs, nowMs)
  const spentMs = open.spentMs + usedMs
  const ladderFromMs = Math.max(nowMs, open.ladderFromMs)
  // One that sleeps still wakes when it was told to.
  return { ...open, spentMs, ladderFromMs, nextAtMs: open.state === 'snoozed' ? open.nextAtMs : null }
}

/** Lets a ladder go on from now with what was left of it. */
export function resumed({ policy }: Pick<Shipment, 'policy'>, open: OpenException, nowMs: number): OpenException {
  const counting = { ...open, ladderFromMs: nowMs }
  return { ...counting, nextAtMs: nextRungMs(policy, counting, nowMs) }
}

type Shift = { promise: Shipment['promise']; byMs: number; nowMs: number }

function shifted(timer: ArmedTimer, { promise, byMs, nowMs }: Shift): ArmedTimer {
  if (timerRow(timer.name).runsInPause) return timer
  if (timer.name === 'promise') return { ...timer, dueAtMs: Math.max(promise[1], nowMs) }
  return { ...timer, dueAtMs: timer.dueAtMs + byMs }
}

function later(ms: number | null, byMs: number): number | null {
  return ms === null ? null : ms + byMs
}
