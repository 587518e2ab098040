import type { ActorKind } from './actors.ts'
import { type ExceptionType, exceptionRow, isLatched, type Severity, severities } from './exception-types.ts'
import { type Policy, repeatMs } from './policy.ts'
import type { OpenException } from './shipment.ts'

export const highestLevel = 4

/** Where a signal comes from and how much it is worth as the first one (E2). */
export const signalScores = { person: 80, timer: 70, partner: 60, prediction: 50, gps: 40 } as const
export type SignalSource = keyof typeof signalScores

const furtherSource = 15
const highestScore = 95
const noiseBelow = 40

/** Reasons of `payment_overdue` that come after the journey or from a lapsing hold (E11). */
const settling: readonly string[] = ['card_lapsing', 'settle_failed', 'refund_open', 'claim_open']

/** Who hears of each level (lifecycle.md §5.2), and how in this release: the mails and calls of staff come with alerts. */
export const levelTable = [
  { level: 1, who: 'the owner', channels: 'in the app' },
  { level: 2, who: 'dispatchers on duty', channels: 'in the app' },
  { level: 3, who: 'supervisors', channels: 'in the app' },
  { level: 4, who: 'administrators', channels: 'in the app' },
] as const

/** How long the first owner has, in milliseconds. */
export function slaMsOf(policy: Policy, type: ExceptionType, reason: string): number {
  return type === 'payment_overdue' && settling.includes(reason) ? policy.settlingSlaMs : policy.slasMs[type]
}

/** When level `level` begins for an exception whose ladder starts at `fromMs`. */
export function levelStartsMs(policy: Policy, exception: LadderOf, level: number): number {
  const slaMs = slaMsOf(policy, exception.type, exception.reason)
  return exception.ladderFromMs + (policy.ladder[level - 1] ?? level) * slaMs
}

type LadderOf = Pick<OpenException, 'type' | 'reason' | 'ladderFromMs'>

/** The next rung: the next level, or the same news again after the last one. */
export function nextRungMs(policy: Policy, exception: LadderOf & { level: number }, nowMs: number): number {
  if (exception.level >= highestLevel) return nowMs + repeatMs
  return Math.max(levelStartsMs(policy, exception, exception.level + 1), nowMs + 1)
}

/** At least high from level 3, critical at level 4. */
export function severityAt(type: ExceptionType, level: number): Severity {
  const floor: Severity = level >= highestLevel ? 'critical' : level === 3 ? 'high' : 'low'
  const own = exceptionRow(type).severity
  return severities.indexOf(own) > severities.indexOf(floor) ? own : floor
}

/** The first owner of a type (5.1); money after the journey and an undecided recipient belong to the dispatcher. */
export function firstOwner(type: ExceptionType, reason: string): ActorKind {
  return settling.includes(reason) || reason === 'undecided' ? 'D' : exceptionRow(type).owner
}

/** The score after one more signal; the same source twice tells nothing new. */
export function joinedScore(score: number, isNewSource: boolean): number {
  return isNewSource ? Math.min(highestScore, score + furtherSource) : score
}

/** A weak sign of an unlatched type: shown, but on no ladder (E2). */
export function isNoise(type: ExceptionType, score: number): boolean {
  return !isLatched(type) && score <= noiseBelow
}
