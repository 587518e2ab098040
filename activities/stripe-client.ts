import { Stripe } from 'stripe'
import { stripeOptions } from '#domain/stripe-facts.ts'

export type StripeSettings = {
  secretKey: string
  /** Null means Stripe itself; otherwise the address of the local double. */
  apiBase: string | null
}

/** The real SDK, pointed at Stripe or at the double. It repeats a lost call under the same key by itself, twice. */
export function createStripe({ secretKey, apiBase }: StripeSettings): Stripe {
  return new Stripe(secretKey, stripeOptions(apiBase))
}
