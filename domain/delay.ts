import { type Cause, type ExceptionType, exceptionRow } from './exception-types.ts'
import type { Shipment } from './shipment.ts'
import { isOutcome } from './status.ts'

export const delayFlags = ['on_time', 'at_risk', 'late'] as const
export type DelayFlag = (typeof delayFlags)[number]

/** Whether a parcel is late, since when, and whose cause that is. */
export type Delay = { flag: DelayFlag; sinceMs: number | null; cause: Cause | null; reason: string | null }

/** What holds a parcel up; the first one that is open explains a delay. */
const holdingUp: readonly ExceptionType[] = [
  'delivery_overdue',
  'force_majeure',
  'hold_overdue',
  'suspected_lost',
  'refused',
  'address_problem',
  'recipient_unavailable',
  'missorted',
  'pickup_failed',
  'pickup_overdue',
  'eta_delay',
  'stale',
  'forgotten',
  'return_overdue',
  'status_mismatch',
]

const onTime: Delay = { flag: 'on_time', sinceMs: null, cause: null, reason: null }

/** Late once the promise has passed unmet; at risk while something holds the parcel up. */
export function delayOf(shipment: Shipment, nowMs: number): Delay {
  const { status, promise, promiseState, holds } = shipment
  if (status === 'closed' || isOutcome(status)) return onTime
  const isLate = promiseState === 'missed' || (promiseState === 'open' && promise[1] < nowMs)
  const open = holdingUp.flatMap((type) => shipment.exceptions.find((exception) => exception.type === type) ?? [])[0]
  const hold = holds[0]
  if (!isLate && !open && !hold) return onTime
  return {
    flag: isLate ? 'late' : 'at_risk',
    sinceMs: isLate ? promise[1] : (open?.raisedAtMs ?? hold?.placedAtMs ?? null),
    cause: open ? exceptionRow(open.type).cause : null,
    reason: open?.reason ?? hold?.reason ?? (isLate ? 'promise_missed' : null),
  }
}
