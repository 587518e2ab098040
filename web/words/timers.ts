import { type ExceptionType, exceptionTypes } from '#domain/exception-types.ts'
import { plain } from '#domain/words.ts'
import { capital } from '../format.ts'
import { typeName } from './exceptions.ts'

const names: Readonly<Record<string, string>> = {
  choose: 'Payment is chosen',
  pay: 'Payment goes through',
  assign: 'A courier is found',
  accept: 'The courier answers',
  start: 'The courier sets off',
  window: 'The pickup window ends',
  dwell: 'The courier moves on',
  silence: 'The parcel is heard of',
  lost_watch: 'The parcel is not given up',
  stop_late: 'The courier arrives',
  promise: 'It is delivered as promised',
  decision: 'The recipient decides',
  reattempt: 'The new attempt is made',
  verify: 'Receipt is confirmed',
  settle: 'The money is settled',
}

/** What must have happened by a deadline. */
export function timerName(timer: string): string {
  return names[timer] ?? capital(plain(timer))
}

/** What happens when it has not. */
export function timerThen(raises: string): string {
  const type = exceptionTypes.find((known): known is ExceptionType => known === raises)
  return type ? `else: ${typeName(type)}` : 'else it is taken as done'
}
