import { ApplicationFailure } from '@temporalio/common'
import { Stripe } from 'stripe'
import { businessIds, captureBeforeMs, wasHoldLost } from '#domain/stripe-facts.ts'

export type Hold = {
  shipmentId: string
  n: number
  amountMinor: number
  currency: string
  /** Null sends the customer to a hosted page. */
  paymentMethodId: string | null
}

export type HoldOutcome =
  | { kind: 'authorised'; intentId: string; amountMinor: number; captureBeforeMs: number }
  | { kind: 'action_required'; intentId: string; checkoutUrl: string }
  | { kind: 'checkout'; sessionId: string; checkoutUrl: string; intentId: string | null }
  | { kind: 'declined'; reason: string }

export type Capture = { shipmentId: string; n: number; intentId: string; amountMinor: number }
export type CaptureOutcome = { kind: 'captured'; amountMinor: number } | { kind: 'capture_failed'; reason: string }

export type Release = { shipmentId: string; n: number; intentId: string }
export type ReleaseOutcome = { kind: 'released' } | { kind: 'release_failed'; reason: string }

export type CheckoutClose = { shipmentId: string; n: number; sessionId: string }

export type Refund = { shipmentId: string; n: number; intentId: string; amountMinor: number }
export type RefundOutcome =
  | { kind: 'refunded'; refundId: string; amountMinor: number }
  | { kind: 'refund_failed'; reason: string }

/** What Stripe says about an intent now. Webhooks are hints to read this. */
export type IntentFact = {
  intentId: string
  shipmentId: string | null
  n: number | null
  kind: 'pending' | 'action_required' | 'authorised' | 'declined' | 'captured' | 'released' | 'expired'
  /** Held, captured or asked for, by kind. */
  amountMinor: number
  refundedMinor: number
  captureBeforeMs: number | null
  reason: string | null
}

function chargeOf(intent: Stripe.PaymentIntent): Stripe.Charge | null {
  return typeof intent.latest_charge === 'object' ? intent.latest_charge : null
}

function kindOf(intent: Stripe.PaymentIntent): IntentFact['kind'] {
  if (intent.status === 'requires_capture') return 'authorised'
  if (intent.status === 'succeeded') return 'captured'
  if (intent.status === 'requires_action') return 'action_required'
  if (intent.status === 'canceled') return wasHoldLost(intent) ? 'expired' : 'released'
  return intent.last_payment_error ? 'declined' : 'pending'
}

function amountOf(intent: Stripe.PaymentIntent): number {
  if (intent.status === 'requires_capture') return intent.amount_capturable
  return intent.status === 'succeeded' ? intent.amount_received : intent.amount
}

/** Turns an intent, read with its charge, into the small fact that a workflow may keep. */
export function intentFact(intent: Stripe.PaymentIntent): IntentFact {
  const error = intent.last_payment_error
  return {
    intentId: intent.id,
    ...businessIds(intent.metadata),
    kind: kindOf(intent),
    amountMinor: amountOf(intent),
    refundedMinor: chargeOf(intent)?.amount_refunded ?? 0,
    captureBeforeMs: intent.status === 'requires_capture' ? captureBeforeMs(intent) : null,
    reason: error?.decline_code ?? error?.code ?? null,
  }
}

/** A refusal that stays a refusal, as a short code; null for what may pass and must be tried again. */
export function finalReason(error: unknown): string | null {
  if (error instanceof Stripe.errors.StripeCardError) return error.decline_code ?? error.code ?? 'card_declined'
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return error.code ?? 'invalid_request'
  return null
}

/** Asking again cannot help when the key was used for something else: a bug, so the workflow must hear of it now. */
export function rethrow(error: unknown): never {
  if (error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode === 400) {
    throw ApplicationFailure.nonRetryable('A payment key was used with other parameters.', 'idempotency_conflict')
  }
  throw error
}
