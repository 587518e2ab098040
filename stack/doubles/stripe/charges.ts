import type { Call } from './call.ts'
import type { Verdict } from './cards.ts'
import { newId } from './ids.ts'
import { putObject } from './store.ts'
import type { Charge, Intent, PaymentMethod } from './types.ts'

/** A card hold lasts a week by the double's clock; real ones may be shorter. */
const holdSeconds = 7 * 24 * 3600

/** Makes the charge of one confirmation: a hold, a payment or a decline. The caller stores what it changes further. */
export async function addCharge(
  call: Call,
  intent: Intent,
  { method, verdict }: { method: PaymentMethod; verdict: Verdict },
): Promise<Charge> {
  const declined = verdict.kind === 'declined' ? verdict : null
  const isPaid = !declined && intent.capture_method !== 'manual'
  const { brand, last4, exp_month, exp_year } = method.card
  const card = { brand, last4, exp_month, exp_year }
  const charge: Charge = {
    id: newId('ch'),
    object: 'charge',
    created: call.nowSec,
    livemode: false,
    metadata: intent.metadata,
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    amount_refunded: 0,
    captured: isPaid,
    currency: intent.currency,
    customer: intent.customer,
    disputed: false,
    failure_code: declined?.code ?? null,
    failure_message: declined?.message ?? null,
    outcome: {
      network_status: declined ? 'declined_by_network' : 'approved_by_network',
      reason: declined?.declineCode ?? null,
      type: declined ? 'issuer_declined' : 'authorized',
    },
    paid: !declined,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: 'card',
      card: declined || isPaid ? card : { ...card, capture_before: call.nowSec + holdSeconds },
    },
    refunded: false,
    status: declined ? 'failed' : 'succeeded',
  }
  await putObject<'charge'>(call.db, charge)
  return charge
}
