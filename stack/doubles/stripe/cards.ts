import { missing } from './failure.ts'
import { newId } from './ids.ts'
import { type Db, findObject, putObject } from './store.ts'
import type { PaymentMethod } from './types.ts'

export type Verdict =
  | { kind: 'approved' }
  | { kind: 'needs_action' }
  | { kind: 'declined'; code: string; declineCode: string; message: string }

type TestCard = { brand: string; last4: string; verdict: Verdict }

/** Stripe's own test methods and what each does when it is charged. */
const testCards: Record<string, TestCard> = {
  pm_card_visa: { brand: 'visa', last4: '4242', verdict: { kind: 'approved' } },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444', verdict: { kind: 'approved' } },
  pm_card_chargeDeclined: {
    brand: 'visa',
    last4: '0002',
    verdict: {
      kind: 'declined',
      code: 'card_declined',
      declineCode: 'generic_decline',
      message: 'Your card was declined.',
    },
  },
  pm_card_chargeDeclinedInsufficientFunds: {
    brand: 'visa',
    last4: '9995',
    verdict: {
      kind: 'declined',
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    },
  },
  pm_card_authenticationRequired: { brand: 'visa', last4: '3184', verdict: { kind: 'needs_action' } },
}

/** What a confirmed payment with this method leads to. */
export function verdictOf(method: PaymentMethod): Verdict {
  return testCards[method._behaves_like]?.verdict ?? { kind: 'approved' }
}

/** Finds a payment method; naming a test method makes a new one of its sort, as Stripe does. */
export async function takeMethod(db: Db, id: string, nowSec: number): Promise<PaymentMethod> {
  const card = testCards[id]
  if (!card) {
    const found = await findObject(db, 'payment_method', id)
    if (!found) throw missing('PaymentMethod', id, 'payment_method')
    return found
  }
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    created: nowSec,
    livemode: false,
    metadata: {},
    type: 'card',
    customer: null,
    card: { brand: card.brand, last4: card.last4, exp_month: 8, exp_year: 2034, funding: 'credit', country: 'DE' },
    billing_details: { email: null, name: null, phone: null, address: null },
    _behaves_like: id,
  }
  await putObject<'payment_method'>(db, method)
  return method
}
