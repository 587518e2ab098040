import type { Stripe } from 'stripe'
import { finalReason, rethrow } from './payment-facts.ts'

export type Business = { shipmentId: string; n: number }

/** The provider's key. `n` grows by decision, never by retry: a retry meets the answer of the first try. */
export function keyOf({ shipmentId, n }: Business, purpose: string): { idempotencyKey: string } {
  return { idempotencyKey: `${shipmentId}:${purpose}:${n}` }
}

export function metadataOf({ shipmentId, n }: Business): Stripe.MetadataParam {
  return { shipmentId, n: String(n) }
}

export function isOurs(metadata: Stripe.Metadata | null, { shipmentId, n }: Business): boolean {
  return metadata?.shipmentId === shipmentId && metadata.n === String(n)
}

export function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : reference
}

/** Intents are always read with their charge: it knows when the hold ends. */
export const withCharge = { expand: ['latest_charge'] }

export function readIntent(stripe: Stripe, intentId: string): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.retrieve(intentId, withCharge)
}

/** A final refusal becomes an outcome; everything else goes on to Temporal, which tries again. */
export async function orOutcome<T>(error: unknown, outcome: (reason: string) => T | Promise<T>): Promise<T> {
  const reason = finalReason(error)
  return reason === null ? rethrow(error) : outcome(reason)
}
