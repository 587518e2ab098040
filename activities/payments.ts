import type { Stripe } from 'stripe'
import {
  type Capture,
  type CaptureOutcome,
  type CheckoutClose,
  type Hold,
  type HoldOutcome,
  type IntentFact,
  intentFact,
  type Refund,
  type RefundOutcome,
  type Release,
  type ReleaseOutcome,
} from './payment-facts.ts'
import { holdOnCard, openCheckout } from './payment-holds.ts'
import { type Business, idOf, isOurs, orOutcome, readIntent } from './payment-keys.ts'
import { captureHold, closePage, refundCapture, releaseHold } from './payment-settling.ts'

export type PaymentDependencies = { stripe: Stripe; publicUrl: string }

export type PaymentActivities = ReturnType<typeof createPaymentActivities>

/** Every effect on Stripe. Outcomes are returned; what is thrown may pass and is retried by Temporal. */
export function createPaymentActivities({ stripe, publicUrl }: PaymentDependencies) {
  return {
    /** Reserves the quoted amount, on a stored card or by a hosted page. Nothing is charged. */
    async hold(hold: Hold): Promise<HoldOutcome> {
      const { paymentMethodId, shipmentId } = hold
      const unpaid = `${publicUrl}/app/shipments/${shipmentId}`
      const page = { unpaid, paid: `${unpaid}?paid=1` }
      try {
        if (paymentMethodId === null) return await openCheckout(stripe, hold, page)
        return await holdOnCard(stripe, { ...hold, paymentMethodId }, page)
      } catch (error) {
        return orOutcome(error, (reason): HoldOutcome => ({ kind: 'declined', reason }))
      }
    },

    /** Takes what is owed out of a hold, once. Whatever remains uncaptured goes back to the customer. */
    capture: (capture: Capture): Promise<CaptureOutcome> => captureHold(stripe, capture),

    /** Gives a hold back without taking anything. */
    release: (release: Release): Promise<ReleaseOutcome> => releaseHold(stripe, release),

    /** Closes a hosted page that is no longer wanted; what was held through it meanwhile is given back. */
    closeCheckout: (close: CheckoutClose): Promise<ReleaseOutcome> => closePage(stripe, close),

    /** Pays captured money back, in part or whole. */
    refund: (refund: Refund): Promise<RefundOutcome> => refundCapture(stripe, refund),

    /** Reads what is true at Stripe now. */
    async readIntent({ intentId }: { intentId: string }): Promise<IntentFact> {
      return intentFact(await readIntent(stripe, intentId))
    },

    /** Reads a hosted page: its intent, once somebody has tried to pay there. */
    async readCheckout({ sessionId }: { sessionId: string }): Promise<{ status: string; intentId: string | null }> {
      const session = await stripe.checkout.sessions.retrieve(sessionId)
      return { status: session.status ?? 'open', intentId: idOf(session.payment_intent) }
    },

    /**
     * Looks for the hold of a generation in Stripe's list. Null proves that nothing happened, which a repeated
     * server error does not, so only then may the workflow decide on the next `n`.
     */
    async findHold({ sinceMs, ...business }: Business & { sinceMs: number }): Promise<IntentFact | null> {
      const created = { gte: Math.floor(sinceMs / 1000) }
      const intents = stripe.paymentIntents.list({ created, limit: 100, expand: ['data.latest_charge'] })
      for await (const intent of intents) if (isOurs(intent.metadata, business)) return intentFact(intent)
      return null
    },
  }
}
