import { type ExceptionState, type ExceptionType, exceptionTypeTable, type Severity } from '#domain/exception-types.ts'
import { plain } from '#domain/words.ts'
import { capital, type When, wireWords } from '../format.ts'

/** What the levels of the ladder mean. */
export const levelWords: Record<number, string> = {
  1: 'Owner told',
  2: 'Dispatchers',
  3: 'Supervisors',
  4: 'Administrators',
}

type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger' | 'accent'

export const severityTones: Record<Severity, Tone> = {
  low: 'neutral',
  medium: 'warn',
  high: 'danger',
  critical: 'danger',
}

/** The name of a type: "Pickup overdue". */
export function typeName(type: ExceptionType): string {
  return exceptionTypeTable[type].name
}

/** A reason in words: `late_start` is "Late start". */
export function reasonName(reason: string): string {
  return wireWords(reason)
}

type At = Pick<When, 'text'> | null
type Line = {
  state: ExceptionState
  pausedBy: string | null
  sleepsUntil: At
  next: At
  nextLevel: number | null
  resolved: At
}

/** What the ladder does next, in a few words: "L3 at 14:05", "paused by hold: customs", "sleeps until 15:00". */
export function nextWords({ state, pausedBy, sleepsUntil, next, nextLevel, resolved }: Line): string {
  if (state === 'resolved') return resolved ? `resolved ${resolved.text}` : 'resolved'
  if (sleepsUntil && state === 'snoozed') return `sleeps until ${sleepsUntil.text}`
  if (pausedBy) return `paused by hold: ${plain(pausedBy)}`
  if (next) return `L${nextLevel ?? 4} at ${next.text}`
  return state === 'noise' ? 'only a sign' : 'waits'
}

/** A zone by its code: `berlin_mitte` is "Berlin Mitte". */
export function zoneWords(code: string): string {
  return code.split('_').map(capital).join(' ')
}
