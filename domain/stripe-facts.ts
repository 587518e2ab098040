/**
 * What we read out of Stripe's objects, told by their shape alone: the worker asks Stripe and the server hears from it,
 * and both must read alike.
 */
type Charge = { created: number; payment_method_details?: { card?: { capture_before?: number } | null } | null }

type Intent = { created: number; latest_charge: string | Charge | null }

/** The shortest hold that any card network is known to give. */
const shortestHoldMs = (4 * 24 + 18) * 3_600_000

/** When an uncaptured hold is lost. Where Stripe does not say, the shortest known window is assumed. */
export function captureBeforeMs({ created, latest_charge }: Intent): number {
  const charge = typeof latest_charge === 'object' ? latest_charge : null
  const toldSec = charge?.payment_method_details?.card?.capture_before
  return toldSec ? toldSec * 1000 : (charge?.created ?? created) * 1000 + shortestHoldMs
}

/** True when Stripe ended the hold by itself because its time was up. */
export function wasHoldLost({ cancellation_reason: reason }: { cancellation_reason: string | null }): boolean {
  return reason === 'automatic' || reason === 'expired'
}

/** Reads `shipmentId` and `n` from metadata that we wrote ourselves. */
export function businessIds(metadata: Readonly<Record<string, string>> | null): {
  shipmentId: string | null
  n: number | null
} {
  const n = Number(metadata?.n)
  return { shipmentId: metadata?.shipmentId ?? null, n: Number.isInteger(n) ? n : null }
}

/** How the SDK is told where Stripe is: Stripe itself, or the address of the local double. */
export function stripeOptions(apiBase: string | null) {
  const common = { apiVersion: '2026-10-28.endive', maxNetworkRetries: 2, timeout: 10_000, telemetry: false } as const
  if (apiBase === null) return common
  const { protocol, hostname, port } = new URL(apiBase)
  const isPlain = protocol === 'http:'
  return {
    ...common,
    host: hostname,
    port: port || (isPlain ? 80 : 443),
    protocol: isPlain ? ('http' as const) : ('https' as const),
  }
}
