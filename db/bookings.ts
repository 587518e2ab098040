import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
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
  priceLines: readonly { code: string; label: string; amountMinor: number }[]
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

const idempotencyRow = z.object({
  requestHash: z.instanceof(Buffer),
  shipmentId: z.string(),
  state: z.enum(['running', 'done']),
  isFresh: z.boolean(),
})
export type IdempotencyRow = z.output<typeof idempotencyRow>

type Key = { viewer: string; key: string }

/** Whether this key is new and ours now; false when somebody used it before. */
export async function claimKey(
  db: CommonQueryMethods,
  claim: Key & { requestHash: Buffer; shipmentId: string },
): Promise<boolean> {
  const { rowCount } = await db.query(sql.unsafe`
    INSERT INTO idempotency (viewer, key, request_hash, shipment_id, state)
    VALUES (${claim.viewer}, ${claim.key}, ${sql.binary(claim.requestHash)}, ${claim.shipmentId}, 'running')
    ON CONFLICT (viewer, key) DO NOTHING`)
  return rowCount === 1
}

/** What a key was used for; `isFresh` while the request that claimed it may still be running. */
export function findKey(db: CommonQueryMethods, { viewer, key }: Key): Promise<IdempotencyRow | null> {
  return db.maybeOne(sql.type(idempotencyRow)`
    SELECT request_hash AS "requestHash", shipment_id AS "shipmentId", state,
      started_at > now() - interval '15 seconds' AS "isFresh"
    FROM idempotency WHERE viewer = ${viewer} AND key = ${key}`)
}

/** Takes over a request that was begun and never ended. Of several that try, one gets true. */
export async function takeOverKey(db: CommonQueryMethods, { viewer, key }: Key): Promise<boolean> {
  const { rowCount } = await db.query(sql.unsafe`
    UPDATE idempotency SET started_at = now()
    WHERE viewer = ${viewer} AND key = ${key} AND state = 'running' AND started_at <= now() - interval '15 seconds'`)
  return rowCount === 1
}

export async function finishKey(db: CommonQueryMethods, { viewer, key }: Key): Promise<void> {
  await db.query(sql.unsafe`UPDATE idempotency SET state = 'done' WHERE viewer = ${viewer} AND key = ${key}`)
}

/** Frees a key whose request came to nothing, so that a corrected one may use it. */
export async function freeKey(db: CommonQueryMethods, { viewer, key }: Key): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM idempotency WHERE viewer = ${viewer} AND key = ${key} AND state = 'running'`)
}
