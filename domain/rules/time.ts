import { standIns } from '../exception-types.ts'
import { holdRow } from '../holds.ts'
import type { Payloads } from '../payloads.ts'
import { climb, end, raise } from '../raise.ts'
import { pending } from '../rearm.ts'
import type { Rule, Script } from '../script.ts'
import { type OpenException, openException } from '../shipment.ts'
import { CUSTODY, isIn, UNPAID } from '../status.ts'
import { type TimerName, timerNames, timerRow } from '../timers.ts'
import { decideBySilence } from './delivery.ts'
import { withdraw } from './dispatch.ts'
import { canReturn, turnRound } from './journey.ts'

/** An instant has come. Only what is armed for exactly this instant counts: a late or early wake-up is harmless. */
export const timerDue: Rule<Payloads['timer_due']> = (script, { timer, armedForMs }) => {
  const isArmed = pending(script.now()).some((due) => due.timer === timer && due.armedForMs === armedForMs)
  if (!isArmed || armedForMs > script.nowMs) return undefined
  const open = script.now().exceptions.find(({ id }) => timer === `ladder:${id}`)
  if (open) {
    rung(script, open)
    return undefined
  }
  script.say({ type: 'timer_fired', data: { timer, armedForMs } })
  if (holdIsDue(script, timer)) return undefined
  const name = timerNames.find((known) => known === timer)
  if (!name) return undefined
  const lapse = lapses[name]
  if (lapse?.(script)) return undefined
  const { raises } = timerRow(name)
  if (raises) raise(script, { ...raises, via: 'timer' })
  if (name === 'accept') withdraw(script, null)
  return undefined
}

/** The next rung of a ladder, the end of a snooze, or what silence means when the first owner's time is over (E9). */
function rung(script: Script, open: OpenException): void {
  if (open.state === 'snoozed') {
    script.say({ type: 'exception_woken', data: { exceptionId: open.id } })
    return
  }
  if (open.level === 1 && silence(script, open)) {
    const left = openException(script.now(), open.type)
    if (left) end(script, left, { ending: 'lapsed' })
    return
  }
  climb(script, open)
}

/** A sender who never paid ends the booking; a parcel that nobody collects goes back. */
function silence(script: Script, { type, reason }: OpenException): boolean {
  const { status } = script.now()
  if (type === 'payment_overdue' && isIn(UNPAID, status)) {
    script.say({ type: 'cancelled', data: { noteId: null, cause: 'S', feeMinor: 0 } })
    return true
  }
  if (type === 'recipient_unavailable' && reason === 'uncollected' && canReturn(status)) {
    turnRound(script, { cause: 'N', noteId: null })
    return true
  }
  return false
}

/** The review or the planned end of a hold. True when the timer was a hold's. */
function holdIsDue(script: Script, timer: string): boolean {
  const hold = script.now().holds.find(({ reason }) => timer.endsWith(`:${reason}`))
  if (!hold) return false
  const isEnd = timer.startsWith('hold_until:')
  if (isEnd && holdRow(hold.reason).atEnd === 'released') {
    script.say({ type: 'hold_released', data: { reason: hold.reason, isLapse: true, noteId: null } })
    return true
  }
  raise(script, { type: 'hold_overdue', reason: isEnd ? 'hold_ended' : 'hold_review', via: 'timer' })
  return true
}

/** While one of these is open nothing is taken for a delivery. */
const cases = ['disputed', 'damaged_or_missing'] as const

/** Default actions of windows that end. True when the default was taken and nothing is to be raised. */
const lapses: Partial<Record<TimerName, (script: Script) => boolean>> = {
  verify: (script) => {
    script.say({ type: 'delivery_verified', data: { noteId: null, isLapse: true } })
    return true
  },
  expiry: (script) => {
    script.say({ type: 'shipment_expired', data: {} })
    return true
  },
  decision: (script) => {
    const shipment = script.now()
    // Only an absent recipient, a late parcel and bad weather have a default; the rest waits for a person.
    const needsPerson = (standIns.recipient_unavailable ?? []).some((type) => openException(shipment, type))
    if (needsPerson) return false
    if (shipment.attempts < shipment.policy.attempts) {
      decideBySilence(script)
      return true
    }
    // Nobody said where it should go: that is told, and it goes back.
    raise(script, { type: 'recipient_unavailable', reason: 'undecided', via: 'timer' })
    decideBySilence(script)
    return true
  },
  card_lapse: (script) => {
    const { status, money } = script.now()
    const isDisputed = cases.some((type) => openException(script.now(), type))
    const isOurs = isIn(CUSTODY, status) || (status === 'delivered' && !isDisputed)
    if (!isOurs) return false
    script.say({ type: 'capture_asked', data: { n: money.n, amountMinor: money.quotedMinor - money.creditMinor } })
    return true
  },
}
