import { nextDayEndMs, openMsBetween } from '../calendar.ts'
import { dayMs } from '../durations.ts'
import { invalid, type Refusal } from '../errors.ts'
import type { Cause } from '../exception-types.ts'
import type { DeliveryOption, Payloads } from '../payloads.ts'
import type { Rule, Script } from '../script.ts'
import type { Span } from '../shipment.ts'
import { isIn, OFFERED, UNPAID } from '../status.ts'
import { canReturn, turnRound } from './journey.ts'

/** How far ahead a stop may be moved, in working days (as UPS). */
const farthestWorkDays = 10

const beforePickup = [...UNPAID, 'confirmed', ...OFFERED] as const

/** Another place for a stop. Where it leads is kept in PostgreSQL; the price moves only by what was accepted. */
export const changeAddress: Rule<Payloads['change_address']> = (script, data) => {
  if (data.stop === 'pickup' && !isIn(beforePickup, script.now().status)) {
    return { code: 'not_now', message: 'The parcels were picked up already.' }
  }
  script.say({ type: 'address_changed', data })
  const { status, reattemptByMs } = script.now()
  // After a failed attempt a new address is an answer: it is tried there.
  if (data.stop === 'dropoff' && status === 'attempt_failed' && reattemptByMs === null) {
    const told = { option: 'reattempt', pointId: null, noteId: null, isDefault: false } as const
    script.say({ type: 'delivery_decided', data: { ...told, window: nextDay(script) } })
  }
  return undefined
}

/** Another window for a stop; the promise moves with it, and by whose wish is kept. */
export const reschedule: Rule<Payloads['reschedule']> = (script, { stop, window }) => {
  const { status, promise, pickup } = script.now()
  const wrong = wrongWindow(script, window)
  if (wrong) return wrong
  if (stop === 'pickup' && !isIn(beforePickup, status)) {
    return { code: 'not_now', message: 'The parcels were picked up already.' }
  }
  // A later pickup moves the promise by as much; an earlier one leaves it.
  const laterMs = Math.max(0, window[0] - pickup[0])
  const moved = stop === 'dropoff' ? window : ([promise[0] + laterMs, promise[1] + laterMs] as const)
  script.say({ type: 'rescheduled', data: { stop, window, promise: moved, cause: causeOf(script) } })
  return undefined
}

/** What is to be done with the parcel: told by the sender, the recipient or for them. */
export const decideDelivery: Rule<Payloads['decide_delivery']> = (script, { option, window, pointId, noteId }) => {
  const shipment = script.now()
  if (option === 'return') {
    if (!canReturn(shipment.status))
      return { code: 'not_now', message: 'It can be cancelled, not returned, before pickup.' }
    script.say({ type: 'delivery_decided', data: { option, window: null, pointId: null, noteId, isDefault: false } })
    return turnRound(script, { cause: causeOf(script), noteId })
  }
  if (option === 'safe_place' && shipment.policy.pod.pin === 'required') {
    return invalid('/payload/option', 'This parcel is handed over by PIN only: it cannot be left anywhere.')
  }
  if (option === 'pickup_point' && pointId === null) return invalid('/payload/pointId', 'Say at which point.')
  const wrong = window && wrongWindow(script, window, '/payload/date')
  if (wrong) return wrong
  const isWaiting = isIn(['attempt_failed', 'available_for_pickup'], shipment.status)
  const day = window ?? (isWaiting ? nextDay(script) : null)
  script.say({ type: 'delivery_decided', data: { option, window: day, pointId, noteId, isDefault: false } })
  return undefined
}

/** A new attempt or the return: what silence means (lifecycle.md §2.2, `decision`). */
export function decideBySilence(script: Script): DeliveryOption {
  const { attempts, policy } = script.now()
  const option = attempts < policy.attempts ? 'reattempt' : 'return'
  const window = option === 'return' ? null : nextDay(script)
  script.say({ type: 'delivery_decided', data: { option, window, pointId: null, noteId: null, isDefault: true } })
  if (option === 'return') turnRound(script, { cause: 'N', noteId: null })
  return option
}

/** From now to the end of the next working day, or for the allowance where it is always open. */
export function nextDay(script: Script): Span {
  const { hours, allowancesMs } = script.now().policy
  const endMs = hours.ops ? nextDayEndMs(hours.ops, script.nowMs) : script.nowMs + allowancesMs.reattempt
  return [script.nowMs, endMs]
}

/** Refuses a window that has passed, ends before it begins, or is too far ahead. */
export function wrongWindow(script: Script, [fromMs, toMs]: Span, pointer = '/payload/window'): Refusal | undefined {
  const { hours, workDayMs } = script.now().policy
  if (toMs <= script.nowMs || toMs <= fromMs) {
    return invalid(pointer, 'The window must end in the future, after it begins.')
  }
  // Ten working days: the window of the last one may reach to its end.
  const isFar =
    openMsBetween(hours.office, script.nowMs, toMs - (hours.office ? 0 : dayMs)) > farthestWorkDays * workDayMs
  return isFar ? invalid(pointer, `At most ${farthestWorkDays} working days ahead.`) : undefined
}

/** By whose wish something is moved. */
export function causeOf({ envelope }: Script): Cause {
  const causes: Partial<Record<string, Cause>> = { S: 'S', R: 'N' }
  return causes[envelope.actor.kind] ?? 'K'
}
