import { nextDayEndMs } from '#domain/calendar.ts'
import { standIns } from '#domain/exception-types.ts'
import { type ArmedTimer, openException, type Shipment } from '#domain/shipment.ts'
import type { TimerName } from '#domain/timers.ts'
import type { SilenceView } from '#domain/views.ts'
import { instantOf } from './instants.ts'

/** What happens when neither sender nor recipient says anything (lifecycle.md §2.2, E9); null where nobody is asked. */
export function silenceOf(state: Shipment): SilenceView | null {
  if (state.status === 'attempt_failed' && state.reattemptByMs === null) return afterAttempt(state)
  if (state.status === 'available_for_pickup') return silence(state, 'return', armed(state, 'collect'))
  const verify = state.status === 'delivered' ? armed(state, 'verify') : undefined
  return verify ? silence(state, 'accept', verify) : null
}

/** A new attempt while there is one left, else the return; some problems wait for a person instead. */
function afterAttempt(state: Shipment): SilenceView {
  const decision = armed(state, 'decision')
  const needsPerson = (standIns.recipient_unavailable ?? []).some((type) => openException(state, type))
  if (needsPerson || !decision) return silence(state, 'person')
  return silence(state, state.attempts < state.policy.attempts ? 'reattempt' : 'return', decision)
}

function armed({ timers }: Shipment, name: TimerName): ArmedTimer | undefined {
  return timers.find((timer) => timer.name === name)
}

function silence(state: Shipment, act: SilenceView['act'], timer?: ArmedTimer): SilenceView {
  // While the clock stands nobody knows when a timer will be due.
  if (!timer || state.pausedAtMs !== null) return { act, at: null, day: null }
  const at = instantOf(timer.dueAtMs)
  return { act, at, day: act === 'reattempt' ? instantOf(nextDayMs(state, timer.dueAtMs)) : null }
}

/** The end of the next working day after an instant: when the new attempt is to be made at the latest. */
function nextDayMs({ policy: { hours, allowancesMs } }: Shipment, fromMs: number): number {
  return hours.ops ? nextDayEndMs(hours.ops, fromMs) : fromMs + allowancesMs.reattempt
}
