import { Stripe } from 'stripe'

export type StripeSettings = {
  secretKey: string
  /** Null means Stripe itself; otherwise the address of the local double. */
  apiBase: string | null
}

/** The real SDK, pointed at Stripe or at the double. It repeats a lost call under the same key by itself, twice. */
export function createStripe({ secretKey, apiBase }: StripeSettings): Stripe {
  const common = { apiVersion: '2026-10-28.endive', maxNetworkRetries: 2, timeout: 10_000, telemetry: false } as const
  if (apiBase === null) return new Stripe(secretKey, common)
  const { protocol, hostname, port } = new URL(apiBase)
  const isPlain = protocol === 'http:'
  return new Stripe(secretKey, {
    ...common,
    host: hostname,
    port: port || (isPlain ? 80 : 443),
    protocol: isPlain ? 'http' : 'https',
  })
}
