import { isStopped } from './apply-exceptions.ts'
import { openMsBetween } from './calendar.ts'
import type { Ending } from './events.ts'
import type { ActionType } from './exception-actions.ts'
import { type ExceptionType, standIns, supersedes } from './exception-types.ts'
import {
  firstOwner,
  graver,
  highestLevel,
  isNoise,
  joinedScore,
  nextRungMs,
  type SignalSource,
  severityAt,
  signalScores,
  slaMsOf,
  stepOf,
} from './ladder.ts'
import type { Policy } from './policy.ts'
import type { Script } from './script.ts'
import { exceptionIdOf, type OpenException, openException, type Shipment } from './shipment.ts'

export type Signal = { type: ExceptionType; reason: string; via: SignalSource; noteId?: string | null }

/** A problem was noticed: opens its exception, joins the open one, reopens a recent one, or is only noted (E1, E7, E8). */
export function raise(script: Script, signal: Signal): void {
  const shipment = script.now()
  const { type, reason, noteId = null } = signal
  const standIn = (standIns[type] ?? []).find((other) => openException(shipment, other))
  if (standIn) {
    script.say({ type: 'exception_noted', data: { type, reason, standIn } })
    return
  }
  const open = openException(shipment, type)
  if (open) {
    join(script, open, signal)
    return
  }
  const old = shipment.resolved.find((past) => past.type === type && isRecent(shipment.policy, past, script.nowMs))
  const exception = newException(script, signal, old)
  script.say({ type: old ? 'exception_reopened' : 'exception_raised', data: { exception, noteId } })
  for (const ended of supersedes[type] ?? []) {
    const other = openException(script.now(), ended)
    if (other) end(script, other, { ending: 'superseded' })
  }
}

/** Closes an exception. */
export function end(
  script: Script,
  { id, type }: OpenException,
  { ending, action = null, noteId = null }: { ending: Ending; action?: ActionType | null; noteId?: string | null },
): void {
  script.say({ type: 'exception_resolved', data: { exceptionId: id, type, ending, action, noteId } })
}

/** Whether the same problem again is the old one come back: within a working day (E7). */
function isRecent({ hours, workDayMs }: Policy, { resolvedAtMs }: Old, nowMs: number): boolean {
  return openMsBetween(hours.office, resolvedAtMs, nowMs) < workDayMs
}

/** One level up, or at the last level the same news again. */
export function climb(script: Script, open: OpenException, noteId: string | null = null): void {
  const shipment = script.now()
  const level = Math.min(open.level + 1, highestLevel)
  const nextAtMs = isStopped(shipment, open) ? null : nextRungMs(shipment.policy, { ...open, level }, script.nowMs)
  const severity = graver(open.severity, severityAt(open.type, level))
  script.say({ type: 'exception_escalated', data: { exceptionId: open.id, level, severity, nextAtMs, noteId } })
}

/** Opens a resolved exception again at the level it had. */
export function reopen(script: Script, old: Old, noteId: string | null): void {
  const exception = newException(script, { type: old.type, reason: old.reason, via: 'person' }, old)
  script.say({ type: 'exception_reopened', data: { exception, noteId } })
}

function join(script: Script, open: OpenException, { type, reason, via }: Signal): void {
  const isNew = !open.sources.includes(via)
  const score = joinedScore(open.score, isNew)
  const isStillNoise = open.state === 'noise' && isNoise(type, score)
  const data = { exceptionId: open.id, reason, score, source: via, isNoise: isStillNoise }
  script.say({ type: 'exception_joined', data })
  // A new deadline raises the level by one.
  const heard = openException(script.now(), type)
  if (heard && via === 'timer' && heard.level < highestLevel) climb(script, heard)
}

type Old = Shipment['resolved'][number]

function newException(script: Script, { type, reason, via }: Signal, old: Old | undefined): OpenException {
  const shipment = script.now()
  const { id: shipmentId, policy, exceptionCount } = shipment
  const level = old?.level ?? 1
  const score = signalScores[via]
  // A reopened one stands where it stood: its ladder counts on from its old level.
  const spentMs = stepOf(policy, type, level).after * slaMsOf(policy, { type, reason })
  const ladder = { type, reason, level, ladderFromMs: script.nowMs, spentMs: old ? spentMs : 0 }
  const isWeak = isNoise(type, score)
  const isResting = isWeak || isStopped(shipment, { type })
  return {
    ...ladder,
    id: old?.id ?? exceptionIdOf(shipmentId, exceptionCount + 1),
    state: isWeak ? 'noise' : 'open',
    severity: severityAt(type, level),
    raisedAtMs: script.nowMs,
    nextAtMs: isResting ? null : nextRungMs(policy, ladder, script.nowMs),
    snoozedUntilMs: null,
    snoozes: 0,
    owner: { kind: 'role', id: firstOwner({ type, reason }) },
    score,
    signals: (old?.signals ?? 0) + 1,
    sources: [via],
  }
}
