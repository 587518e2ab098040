import type { Cause } from './exception-types.ts'
import { openException, type Shipment } from './shipment.ts'
import type { Status } from './status.ts'

/** Share of the price that a cancellation costs, in basis points (lifecycle.md §2.4). */
const cancellationShares: Partial<Record<Status, number>> = {
  accepted: 2_500,
  en_route_pickup: 5_000,
  at_pickup: 10_000,
}

/** German VAT, included in every price, in basis points. */
export const taxRate = 1_900

/** A share of an amount in minor units, half away from zero. */
export function shareOf(amountMinor: number, basisPoints: number): number {
  return Math.sign(amountMinor) * Math.floor((Math.abs(amountMinor) * basisPoints + 5_000) / 10_000)
}

/** Splits a gross amount into net and the tax inside it. */
export function splitTax(grossMinor: number): { netMinor: number; taxMinor: number } {
  const netMinor = Math.floor((grossMinor * 10_000 * 2 + (10_000 + taxRate)) / (2 * (10_000 + taxRate)))
  return { netMinor, taxMinor: grossMinor - netMinor }
}

/** What cancelling costs now, tax included: nothing when it is our own fault. */
export function cancellationFeeMinor(shipment: Shipment, cause: Cause): number {
  const isOurFault = cause === 'K' || openException(shipment, 'pickup_overdue') !== undefined
  return isOurFault ? 0 : shareOf(shipment.money.quotedMinor, cancellationShares[shipment.status] ?? 0)
}

/** Share of the price that the way back costs, in basis points (lifecycle.md §2.4). */
const returnShare = 5_000

/** The return fee on top of the outbound price: nothing when it was our fault. */
export function returnFeeMinor({ money }: Shipment, cause: Cause): number {
  return cause === 'K' ? 0 : shareOf(money.quotedMinor, returnShare)
}
