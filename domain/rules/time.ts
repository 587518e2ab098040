import type { Payloads } from '../payloads.ts'
import { climb, end, raise } from '../raise.ts'
import { pending } from '../rearm.ts'
import type { Rule, Script } from '../script.ts'
import { type OpenException, openException } from '../shipment.ts'
import { CUSTODY, isIn, UNPAID } from '../status.ts'
import { type TimerName, timerNames, timerRow } from '../timers.ts'
import { withdraw } from './dispatch.ts'

/** An instant has come. Only what is armed for exactly this instant counts: a late or early wake-up is harmless. */
export const timerDue: Rule<Payloads['timer_due']> = (script, { timer, armedForMs }) => {
  const isArmed = pending(script.now()).some((due) => due.timer === timer && due.armedForMs === armedForMs)
  if (!isArmed || armedForMs > script.nowMs) return undefined
  const open = script.now().exceptions.find(({ id }) => timer === `ladder:${id}`)
  if (open) {
    rung(script, open)
    return undefined
  }
  const name = timerNames.find((known) => known === timer)
  if (!name) return undefined
  script.say({ type: 'timer_fired', data: { timer, armedForMs } })
  const lapse = lapses[name]
  if (lapse?.(script)) return undefined
  const { raises } = timerRow(name)
  if (raises) raise(script, { ...raises, via: 'timer' })
  if (name === 'accept') withdraw(script, null)
  return undefined
}

/** The next rung of a ladder; silence of a sender who never paid ends the booking instead (E9). */
function rung(script: Script, open: OpenException): void {
  const { status } = script.now()
  if (open.type === 'payment_overdue' && open.level === 1 && isIn(UNPAID, status)) {
    script.say({ type: 'cancelled', data: { noteId: null, cause: 'S', feeMinor: 0 } })
    const left = openException(script.now(), 'payment_overdue')
    if (left) end(script, left, { ending: 'lapsed' })
    return
  }
  climb(script, open)
}

/** Default actions of windows that end. True when the default was taken and nothing is to be raised. */
const lapses: Partial<Record<TimerName, (script: Script) => boolean>> = {
  verify: (script) => {
    script.say({ type: 'delivery_verified', data: { noteId: null, isLapse: true } })
    return true
  },
  decision: (script) => {
    const { attempts, policy } = script.now()
    if (attempts >= policy.attempts) return false
    const window = [script.nowMs, script.nowMs + policy.allowancesMs.reattempt] as const
    script.say({ type: 'delivery_decided', data: { option: 'reattempt', window, isDefault: true } })
    return true
  },
  card_lapse: (script) => {
    const { status, money } = script.now()
    const isOurs = isIn(CUSTODY, status) || (status === 'delivered' && !openException(script.now(), 'disputed'))
    if (!isOurs) return false
    script.say({ type: 'capture_asked', data: { n: money.n, amountMinor: money.quotedMinor } })
    return true
  },
}
