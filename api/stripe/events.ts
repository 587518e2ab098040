import type { Stripe } from 'stripe'
import { businessIds, wasHoldLost } from '#domain/stripe-facts.ts'

export type PaymentFactKind = 'authorised' | 'declined' | 'captured' | 'released' | 'refunded' | 'disputed' | 'expired'

/** What an event hints at. The truth is read again with `readIntent` before anybody acts on it. */
export type PaymentFact = {
  eventId: string
  kind: PaymentFactKind
  /** Null where Stripe's object carries no metadata of ours (disputes): find the shipment by `intentId`. */
  shipmentId: string | null
  n: number | null
  /** Null only for a hosted page that nobody paid on. */
  intentId: string | null
  amountMinor: number
  captureBeforeMs: number | null
}

type Reference = string | { id: string } | null

type Told = { intent: Reference; amountMinor: number; metadata: Stripe.Metadata | null }

function fact(event: Stripe.Event, kind: PaymentFactKind, { intent, amountMinor, metadata }: Told): PaymentFact {
  const intentId = typeof intent === 'object' ? (intent?.id ?? null) : intent
  // Events do not carry the charge, so when the hold ends is only known after reading the intent.
  return { eventId: event.id, kind, ...businessIds(metadata), intentId, amountMinor, captureBeforeMs: null }
}

function ofIntent(event: Stripe.Event, kind: PaymentFactKind, told: { of: Stripe.PaymentIntent; amountMinor: number }) {
  return fact(event, kind, { intent: told.of.id, amountMinor: told.amountMinor, metadata: told.of.metadata })
}

function ofSession(event: Stripe.Event, kind: PaymentFactKind, session: Stripe.Checkout.Session): PaymentFact {
  const { payment_intent: intent, amount_total, metadata } = session
  return fact(event, kind, { intent, amountMinor: amount_total ?? 0, metadata })
}

/** Says what a verified Stripe event means for a shipment; null for the types that mean nothing to us. */
export function factOf(event: Stripe.Event): PaymentFact | null {
  switch (event.type) {
    case 'payment_intent.amount_capturable_updated': {
      const of = event.data.object
      return ofIntent(event, 'authorised', { of, amountMinor: of.amount_capturable })
    }
    case 'payment_intent.succeeded': {
      const of = event.data.object
      return ofIntent(event, 'captured', { of, amountMinor: of.amount_received })
    }
    case 'payment_intent.payment_failed': {
      const of = event.data.object
      return ofIntent(event, 'declined', { of, amountMinor: of.amount })
    }
    case 'payment_intent.canceled': {
      const of = event.data.object
      return ofIntent(event, wasHoldLost(of) ? 'expired' : 'released', { of, amountMinor: of.amount })
    }
    case 'checkout.session.completed':
      return ofSession(event, 'authorised', event.data.object)
    case 'checkout.session.expired':
      return ofSession(event, 'expired', event.data.object)
    case 'charge.refunded': {
      const { payment_intent: intent, amount_refunded: amountMinor, metadata } = event.data.object
      return fact(event, 'refunded', { intent, amountMinor, metadata })
    }
    case 'charge.dispute.created': {
      const { payment_intent: intent, amount: amountMinor, metadata } = event.data.object
      return fact(event, 'disputed', { intent, amountMinor, metadata })
    }
    default:
      return null
  }
}
