import { invalid } from '../errors.ts'
import { cancellationFeeMinor } from '../fees.ts'
import type { Payloads } from '../payloads.ts'
import { raise } from '../raise.ts'
import type { Rule, Script } from '../script.ts'
import type { MoneyFacts } from '../shipment.ts'
import { isIn, OPEN, UNPAID } from '../status.ts'

/** Card money is held first; account and cash on delivery confirm at once. */
export const pay: Rule<Payloads['pay']> = (script, { method, paymentMethodId, codMinor }) => {
  const { money } = script.now()
  if (money.state === 'authorising') return { code: 'not_now', message: 'A payment is being made already.' }
  if (method === 'cod' && !codMinor) return invalid('/payload/codAmount', 'Cash on delivery needs an amount.')
  if (method !== 'card') {
    script.say({ type: 'confirmed', data: { method, codMinor: method === 'cod' ? codMinor : null } })
    return undefined
  }
  // A page that is still open could be paid later: it is closed with the new try.
  const data = { n: money.n + 1, paymentMethodId, amountMinor: money.quotedMinor, oldSessionId: money.sessionId }
  script.say({ type: 'payment_started', data })
  return undefined
}

/** Ends a shipment that nobody has picked up. The fee must be the one that the customer was shown. */
export const cancel: Rule<Payloads['cancel']> = (script, { noteId, cause, acceptedFeeMinor }) => {
  const feeMinor = cancellationFeeMinor(script.now(), cause)
  if (acceptedFeeMinor !== feeMinor) {
    return invalid('/payload/acceptedFee', `Cancelling costs ${feeMinor} minor units now: accept exactly this fee.`)
  }
  script.say({ type: 'cancelled', data: { noteId, cause, feeMinor } })
  return undefined
}

type Fact = Payloads['payment_event']

/** What Stripe said, told by its signed event or by our own call; twice the same is once. */
export const paymentEvent: Rule<Fact> = (script, fact) => {
  const { money, status } = script.now()
  if (isKnownFact(money, fact)) return undefined
  const isPaid = fact.kind === 'authorised' || (fact.kind === 'captured' && isIn(UNPAID, status))
  const to = isPaid && status === 'awaiting_payment' ? 'confirmed' : status
  const deltaMinor = fact.kind === 'refunded' ? Math.max(0, fact.amountMinor - money.refundedMinor) : 0
  script.say({ type: 'money_noted', data: { ...fact, to, deltaMinor } })
  const problem = problemOf(script, fact)
  if (problem) raise(script, { type: 'payment_overdue', reason: problem, via: 'timer' })
  if (fact.kind === 'disputed') raise(script, { type: 'disputed', reason: 'chargeback', via: 'partner' })
  return undefined
}

/** Whether a fact tells nothing new: of an older try, of a card that is not used any more, or told before. */
export function isKnownFact(money: MoneyFacts, { kind, amountMinor, n }: Fact): boolean {
  const isOurs = kind === 'disputed' || kind === 'cash_settled' || (n === money.n && money.method === 'card')
  if (!isOurs) return true
  const later = ['captured', 'released', 'lapsed', 'failed']
  const seen: Partial<Record<Fact['kind'], boolean>> = {
    authorised: money.state === 'authorised' || later.includes(money.state),
    action_required: money.state !== 'authorising',
    checkout: money.state !== 'authorising',
    declined: money.state !== 'authorising' && money.state !== 'action_required',
    captured: money.state === 'captured',
    capture_failed: money.state === 'captured' || money.state === 'failed',
    released: money.state === 'released' || money.state === 'captured',
    release_failed: money.state === 'released' || money.state === 'captured' || money.state === 'failed',
    expired: later.includes(money.state) || money.state === 'none',
    refunded: money.refundedMinor >= amountMinor,
    refund_failed: false,
    disputed: false,
    cash_settled: money.method !== 'cod' || money.state === 'captured',
  }
  return seen[kind] ?? false
}

/** Money that did not come although the work is done, or a hold that was lost on the way. */
function problemOf(script: Script, { kind }: Fact): string | null {
  const { status } = script.now()
  if (kind === 'capture_failed' || kind === 'release_failed' || kind === 'refund_failed') return 'settle_failed'
  return kind === 'expired' && isIn(OPEN, status) && !isIn(UNPAID, status) && status !== 'cancelled'
    ? 'card_lapsing'
    : null
}
