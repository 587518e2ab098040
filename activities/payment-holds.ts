import type { Stripe } from 'stripe'
import { captureBeforeMs } from '#domain/stripe-facts.ts'
import type { Hold, HoldOutcome } from './payment-facts.ts'
import { idOf, keyOf, metadataOf, withCharge } from './payment-keys.ts'

/** The customer's page of a shipment, where he comes back to after paying. */
export type ReturnPage = { paid: string; unpaid: string }

/** Holds an amount on a stored card. A decline is thrown by the SDK as a card error. */
export async function holdOnCard(
  stripe: Stripe,
  hold: Hold & { paymentMethodId: string },
  page: ReturnPage,
): Promise<HoldOutcome> {
  const intent = await stripe.paymentIntents.create(
    {
      amount: hold.amountMinor,
      currency: hold.currency.toLowerCase(),
      capture_method: 'manual',
      confirm: true,
      payment_method: hold.paymentMethodId,
      allowed_payment_method_types: ['card'],
      return_url: page.paid,
      metadata: metadataOf(hold),
      ...withCharge,
    },
    keyOf(hold, 'hold'),
  )
  const checkoutUrl = intent.next_action?.redirect_to_url?.url
  if (checkoutUrl) return { kind: 'action_required', intentId: intent.id, checkoutUrl }
  if (intent.status !== 'requires_capture') return { kind: 'declined', reason: intent.status }
  const amountMinor = intent.amount_capturable
  return { kind: 'authorised', intentId: intent.id, amountMinor, captureBeforeMs: captureBeforeMs(intent) }
}

/** Opens a hosted page where the customer enters a card; the hold follows by webhook. */
export async function openCheckout(stripe: Stripe, hold: Hold, page: ReturnPage): Promise<HoldOutcome> {
  const price = {
    currency: hold.currency.toLowerCase(),
    unit_amount: hold.amountMinor,
    product_data: { name: 'Shipment' },
  }
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      line_items: [{ quantity: 1, price_data: price }],
      payment_intent_data: { capture_method: 'manual', metadata: metadataOf(hold) },
      allowed_payment_method_types: ['card'],
      metadata: metadataOf(hold),
      success_url: page.paid,
      cancel_url: page.unpaid,
    },
    keyOf(hold, 'checkout'),
  )
  if (!session.url) return { kind: 'declined', reason: 'checkout_closed' }
  return { kind: 'checkout', sessionId: session.id, checkoutUrl: session.url, intentId: idOf(session.payment_intent) }
}
