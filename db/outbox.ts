import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const waitingRow = z.object({
  id: z.number(),
  shipmentId: z.string(),
  notice: z.string(),
  audience: z.string(),
  facts: z.record(z.string(), z.unknown()),
  attempts: z.number(),
  trackingNumber: z.string(),
  pin: z.string(),
  linkGeneration: z.number(),
  senderEmail: z.string().nullable(),
  recipientEmail: z.string().nullable(),
  status: z.string(),
  isDecided: z.boolean(),
})
export type WaitingMail = z.infer<typeof waitingRow>

/**
 * Claims mails that are due for a minute, so that nobody else sends them meanwhile; a claim that its worker did not
 * live to finish is free again afterwards. Served by outbox_waiting_idx.
 */
export function claimMails(db: CommonQueryMethods, limit: number): Promise<readonly WaitingMail[]> {
  return db.any(sql.type(waitingRow)`
    WITH due AS (
      SELECT id FROM outbox
      WHERE not_before <= now() AND sent_at IS NULL AND failure IS NULL AND channel = 'e'
      ORDER BY not_before LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE outbox o SET attempts = o.attempts + 1, not_before = now() + interval '1 minute'
      FROM due WHERE o.id = due.id
      RETURNING o.id, o.shipment_id, o.notice, o.audience, o.facts, o.attempts
    )
    SELECT c.id, c.shipment_id AS "shipmentId", c.notice, c.audience, c.facts, c.attempts,
      b.tracking_number AS "trackingNumber", b.pin, b.link_generation AS "linkGeneration",
      coalesce(u.email, b.sender ->> 'email') AS "senderEmail", b.recipient_email AS "recipientEmail",
      s.status, s.state ->> 'reattemptByMs' IS NOT NULL AS "isDecided"
    FROM claimed c JOIN booking b ON b.shipment_id = c.shipment_id JOIN shipment s ON s.id = c.shipment_id LEFT JOIN app_user u ON u.id = b.customer_id
    ORDER BY c.id`)
}

/** A mail is out, or nobody will ever take it; either way it is not tried again. */
export async function finishMail(db: CommonQueryMethods, id: number, failure: string | null): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE outbox SET sent_at = CASE WHEN ${failure}::text IS NULL THEN now() END, failure = ${failure} WHERE id = ${id}`)
}

/** Tries again later; the pause doubles up to an hour. */
export async function postponeMail(db: CommonQueryMethods, { id, attempts }: WaitingMail): Promise<void> {
  const seconds = Math.min(3_600, 5 * 2 ** Math.min(attempts, 10))
  await db.query(sql.unsafe`UPDATE outbox SET not_before = now() + ${seconds} * interval '1 second' WHERE id = ${id}`)
}

/**
 * Whether this mail is the one that tells a person of a bulletin; a person's other parcels do not tell it again.
 * A repeat of the same mail is still the one.
 */
export async function isFirstToTell(
  db: CommonQueryMethods,
  { bulletinId, address, outboxId }: { bulletinId: string; address: string; outboxId: number },
): Promise<boolean> {
  const { id } = await db.one(sql.type(z.object({ id: z.number() }))`
    INSERT INTO bulletin_told AS t (bulletin_id, address_hash, outbox_id)
    VALUES (${bulletinId}, encode(sha256(convert_to(lower(${address}), 'UTF8')), 'hex'), ${outboxId})
    ON CONFLICT (bulletin_id, address_hash) DO UPDATE SET outbox_id = t.outbox_id
    RETURNING t.outbox_id AS id`)
  return id === outboxId
}
