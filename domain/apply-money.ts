import type { EventData, ShipmentEvent } from './events.ts'
import type { Payloads } from './payloads.ts'
import type { MoneyFacts } from './shipment.ts'

type Noted = Payloads['payment_event']

/** What each word of the payment side does to the money facts. */
const noted: Partial<Record<Noted['kind'], (money: MoneyFacts, fact: Noted) => Partial<MoneyFacts>>> = {
  authorised: (money, fact) => ({
    state: 'authorised',
    intentId: fact.intentId ?? money.intentId,
    authorisedMinor: fact.amountMinor,
    captureBeforeMs: fact.captureBeforeMs,
    checkoutUrl: null,
    declineReason: null,
  }),
  action_required: (_, fact) => ({ state: 'action_required', intentId: fact.intentId, checkoutUrl: fact.checkoutUrl }),
  checkout: (_, fact) => ({
    state: 'action_required',
    intentId: fact.intentId,
    sessionId: fact.sessionId,
    checkoutUrl: fact.checkoutUrl,
  }),
  declined: (_, fact) => ({ state: 'declined', declineReason: fact.reason }),
  captured: (_, fact) => ({ state: 'captured', capturedMinor: fact.amountMinor }),
  capture_failed: () => ({ state: 'failed' }),
  released: () => ({ state: 'released', checkoutUrl: null, captureBeforeMs: null }),
  release_failed: () => ({ state: 'failed' }),
  expired: () => ({ state: 'lapsed', authorisedMinor: 0, checkoutUrl: null, captureBeforeMs: null }),
  // Told as the sum of all refunds so far.
  refunded: (money, fact) => ({ refundedMinor: Math.max(money.refundedMinor, fact.amountMinor) }),
  cash_settled: (money) => ({ state: 'captured', capturedMinor: money.codCollectedMinor ?? 0 }),
}

/** The money facts after one event. */
export function applyMoney(money: MoneyFacts, event: ShipmentEvent): MoneyFacts {
  switch (event.type) {
    case 'payment_started':
      return { ...money, ...started(event.data) }
    case 'confirmed':
      return {
        ...money,
        method: event.data.method,
        codMinor: event.data.codMinor,
        state: event.data.method === 'account' ? 'invoiced' : 'on_delivery',
      }
    case 'money_noted':
      return { ...money, ...noted[event.data.kind]?.(money, event.data) }
    case 'cancelled':
      return { ...money, feeMinor: event.data.feeMinor }
    case 'settlement_decided':
      return { ...money, ...decided(money, event.data) }
    default:
      return money
  }
}

/** A decision counts at once; what it pays out comes back as a fact. */
function decided(
  money: MoneyFacts,
  { decision, amountMinor, n }: EventData['settlement_decided'],
): Partial<MoneyFacts> {
  const isTaken = money.state === 'captured'
  if (decision === 'credit' && !isTaken) return { settlements: n, creditMinor: money.creditMinor + amountMinor }
  const isPaidBack = (decision === 'credit' || decision === 'refund') && money.method === 'card'
  return { settlements: n, refundDueMinor: money.refundDueMinor + (isPaidBack ? amountMinor : 0) }
}

function started(data: EventData['payment_started']): Partial<MoneyFacts> {
  return {
    method: 'card',
    state: 'authorising',
    n: data.n,
    paymentMethodId: data.paymentMethodId,
    intentId: null,
    sessionId: null,
    checkoutUrl: null,
    declineReason: null,
  }
}
