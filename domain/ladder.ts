import type { ActorKind } from './actors.ts'
import { addOpenMs, type OpenHours } from './calendar.ts'
import {
  type Clock,
  type ExceptionType,
  exceptionRow,
  isLatched,
  type Severity,
  severities,
} from './exception-types.ts'
import { defaultSteps, type LadderStep } from './ladder-steps.ts'
import type { Policy } from './policy.ts'
import type { OpenException } from './shipment.ts'

export const highestLevel = 4

/** Where a signal comes from and how much it is worth as the first one (E2). */
export const signalScores = { person: 80, timer: 70, partner: 60, prediction: 50, gps: 40 } as const
export type SignalSource = keyof typeof signalScores

const furtherSource = 15
const highestScore = 95
const noiseBelow = 40

/** A snooze is at most this often, and at most one working day long (E5). */
export const mostSnoozes = 3

/** Reasons of `payment_overdue` that come after the journey or from a lapsing hold (E11). */
const settling: readonly string[] = ['card_lapsing', 'settle_failed', 'refund_open', 'claim_open']

/** What a type and its reason say of the clock. */
export type Kind = Pick<OpenException, 'type' | 'reason'>

/** How long the first owner has, in open milliseconds of its clock. */
export function slaMsOf(policy: Policy, { type, reason }: Kind): number {
  return isSettling({ type, reason }) ? policy.settlingSlaMs : policy.slasMs[type]
}

/** Whose open hours an exception counts. */
export function clockOf(kind: Kind): Clock {
  return isSettling(kind) ? 'office' : exceptionRow(kind.type).clock
}

/** The open hours an exception counts; null is always open. */
export function hoursOf(policy: Policy, kind: Kind): OpenHours | null {
  return policy.hours[clockOf(kind)]
}

/** The step of a level: after which multiple of the SLA, who is told, by which channels. */
export function stepOf(policy: Policy, type: ExceptionType, level: number): LadderStep {
  const usual = defaultSteps[level - 1] ?? { after: level, who: ['admin'], channels: ['app'] }
  return policy.ladders[type]?.[level - 1] ?? { ...usual, after: policy.ladder[level - 1] ?? usual.after }
}

/** What a ladder counts from. */
export type Counting = Kind & Pick<OpenException, 'ladderFromMs' | 'spentMs'>

/** When a level begins, in open time from where the ladder counts. */
export function levelStartsMs(policy: Policy, counting: Counting, level: number): number {
  const dueMs = stepOf(policy, counting.type, level).after * slaMsOf(policy, counting)
  return addOpenMs(hoursOf(policy, counting), counting.ladderFromMs, Math.max(0, dueMs - counting.spentMs))
}

/** When the first owner's time is over. */
export function slaDueMs(policy: Policy, counting: Counting): number {
  const leftMs = Math.max(0, slaMsOf(policy, counting) - counting.spentMs)
  return addOpenMs(hoursOf(policy, counting), counting.ladderFromMs, leftMs)
}

/** The next rung: the next level, or the same news again a working day after the last one. */
export function nextRungMs(policy: Policy, counting: Counting & { level: number }, nowMs: number): number {
  if (counting.level >= highestLevel) return addOpenMs(policy.hours.office, nowMs, policy.workDayMs)
  return Math.max(levelStartsMs(policy, counting, counting.level + 1), nowMs + 1)
}

/** At least high from level 3, critical at level 4. */
export function severityAt(type: ExceptionType, level: number): Severity {
  const floor: Severity = level >= highestLevel ? 'critical' : level === 3 ? 'high' : 'low'
  return graver(exceptionRow(type).severity, floor)
}

/** The worse of two: nothing ever becomes milder by itself. */
export function graver(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) > severities.indexOf(b) ? a : b
}

/** One grade up, as far as high: what a second witness makes of it. */
export function raisedSeverity(severity: Severity): Severity {
  const next = severities[severities.indexOf(severity) + 1] ?? severity
  return next === 'critical' ? severity : next
}

/** The first owner of a type (5.1); money after the journey and an undecided recipient belong to the dispatcher. */
export function firstOwner({ type, reason }: Kind): ActorKind {
  return isSettling({ type, reason }) || reason === 'undecided' ? 'D' : exceptionRow(type).owner
}

/** The score after one more signal; the same source twice tells nothing new. */
export function joinedScore(score: number, isNewSource: boolean): number {
  return isNewSource ? Math.min(highestScore, score + furtherSource) : score
}

/** A weak sign of an unlatched type: shown, but on no ladder (E2). */
export function isNoise(type: ExceptionType, score: number): boolean {
  return !isLatched(type) && score <= noiseBelow
}

/** Whether a stopped clock stops this ladder: not for latched types, 1 and 20 (E4). */
export function isPausable(type: ExceptionType): boolean {
  return !isLatched(type) && type !== 'payment_overdue' && type !== 'hold_overdue'
}

function isSettling({ type, reason }: Kind): boolean {
  return type === 'payment_overdue' && settling.includes(reason)
}
