import { type ExceptionType, exceptionTypeTable, type Severity } from '#domain/exception-types.ts'
import { wireWords } from '../format.ts'

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
