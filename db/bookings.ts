import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import type { PriceLine } from '#domain/pricing.ts'
import { placeAnswer } from '#domain/schemas/answers-shared.ts'
import { parcel } from '#domain/schemas/common.ts'

export const storedParcels = z.array(parcel.extend({ id: z.string(), barcode: z.string() }))
export const storedPlace = placeAnswer
export type StoredParcel = z.output<typeof storedParcels>[number]
export type StoredPlace = z.output<typeof storedPlace>

export type NewBooking = {
  shipmentId: string
  trackingNumber: string
  customerId: string | null
  partnerId: string | null
  reference: string | null
  sender: StoredPlace
  recipient: StoredPlace
  parcels: readonly StoredParcel[]
  priceLines: readonly PriceLine[]
  pin: string
}

/** Keeps what a booking says of people and places, before its workflow starts. */
export async function insertBooking(db: CommonQueryMethods, booking: NewBooking): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO booking (shipment_id, tracking_number, customer_id, partner_id, reference, sender, recipient,
      recipient_email, parcels, price_lines, pin, search_text)
    VALUES (${booking.shipmentId}, ${booking.trackingNumber}, ${booking.customerId}, ${booking.partnerId},
      ${booking.reference}, ${sql.jsonb(booking.sender)}, ${sql.jsonb(booking.recipient)},
      ${booking.recipient.email?.toLowerCase() ?? null}, ${sql.jsonb(booking.parcels)},
      ${sql.jsonb(booking.priceLines)}, ${booking.pin}, ${searchTextOf(booking)})`)
}

/** What a search looks through: numbers, names and places, in lower case. */
function searchTextOf({ trackingNumber, reference, sender, recipient, parcels }: NewBooking): string {
  const places = [sender, recipient].flatMap(({ name, line1, city, postcode }) => [name, line1, city, postcode])
  return [trackingNumber, reference ?? '', ...places, ...parcels.map(({ barcode }) => barcode)].join(' ').toLowerCase()
}
