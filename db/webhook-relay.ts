import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

/** What an endpoint that nothing reached for days missed since is kept so long, for when it is on again. */
const keptDays = 30

/** Who was asked to send is not asked again for so long. */
const startedSeconds = 5

const mostStarts = 100

/**
 * Turns what partners are to be told into one message for each of their endpoints, and marks it as done; a repeat finds
 * the messages there and adds nothing. A partner without an endpoint costs no more than this. Two at it wait for each
 * other instead of passing: a later event of a shipment must never come before an earlier one. Served by
 * outbox_webhook_idx and webhook_endpoint_partner_idx.
 */
export async function fanOutWebhooks(db: CommonQueryMethods, limit: number): Promise<number> {
  const { rows } = await db.one(sql.type(z.object({ rows: z.int() }))`
    WITH due AS MATERIALIZED (
      SELECT id, shipment_id, seq, notice, facts, not_before FROM outbox
      WHERE channel = 'w' AND not_before <= now() AND sent_at IS NULL AND failure IS NULL
      ORDER BY not_before, shipment_id, seq LIMIT ${limit} FOR UPDATE
    ), made AS (
      INSERT INTO webhook_message (endpoint_id, shipment_id, seq, notice, kind, body, state, not_before)
      SELECT e.id, d.shipment_id, d.seq, d.notice, d.facts ->> 'kind', json_build_object(
          'type', d.facts ->> 'kind', 'timestamp', d.facts #> '{data,recordedAt}', 'data', jsonb_build_object(
            'shipmentId', d.shipment_id, 'trackingNumber', b.tracking_number, 'reference', b.reference
          ) || (d.facts -> 'data'))::text, 'waiting', now()
      FROM due d JOIN booking b ON b.shipment_id = d.shipment_id
      JOIN webhook_endpoint e ON e.partner_id = (d.facts ->> 'partnerId')::uuid
        AND (e.kinds IS NULL OR d.facts ->> 'kind' = ANY (e.kinds))
        AND (e.state = 'enabled'
          OR (e.disabled_reason = 'failing' AND e.disabled_at > now() - ${keptDays} * interval '1 day'))
      ORDER BY d.not_before, d.shipment_id, d.seq, e.id
      ON CONFLICT DO NOTHING
    ), done AS (
      UPDATE outbox SET sent_at = now() WHERE id = ANY (ARRAY(SELECT id FROM due))
    )
    SELECT count(*)::int AS rows FROM due`)
  return rows
}

/**
 * Endpoints with something due that nobody is at, each taken for a moment. Whatever was lost on the way to a sender,
 * a start or a sender itself, is found here again. Served by webhook_message_due_idx.
 */
export async function takeDueEndpoints(db: CommonQueryMethods): Promise<readonly string[]> {
  const rows = await db.any(sql.type(z.object({ id: z.string() }))`
    WITH due AS (
      SELECT e.id FROM webhook_endpoint e
      WHERE e.state = 'enabled' AND (e.busy_until IS NULL OR e.busy_until <= now())
        AND (e.rests_until IS NULL OR e.rests_until <= now())
        AND EXISTS (SELECT FROM webhook_message m
          WHERE m.endpoint_id = e.id AND m.state = 'waiting' AND m.not_before <= now())
      ORDER BY e.busy_until NULLS FIRST LIMIT ${mostStarts} FOR UPDATE SKIP LOCKED
    )
    UPDATE webhook_endpoint e SET busy_until = now() + ${startedSeconds} * interval '1 second'
    FROM due WHERE e.id = due.id RETURNING e.id`)
  return rows.map(({ id }) => id)
}

const switchedOffRow = z.object({
  id: z.string(),
  url: z.string(),
  reason: z.enum(['failing', 'gone']),
  disabledAtMs: z.number(),
  people: z.array(z.object({ id: z.string(), email: z.string() })),
})
export type SwitchedOff = z.output<typeof switchedOffRow>

/** Endpoints that we have switched off and whose partner does not know it yet. */
export function listUntoldEndpoints(db: CommonQueryMethods): Promise<readonly SwitchedOff[]> {
  return db.any(sql.type(switchedOffRow)`
    SELECT e.id, e.url, e.disabled_reason AS reason, e.disabled_at AS "disabledAtMs", (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'email', u.email) ORDER BY u.id), '[]') FROM app_user u
      WHERE u.partner_id = e.partner_id AND u.is_active AND 'partner' = ANY (u.roles)) AS people
    FROM webhook_endpoint e
    WHERE e.state = 'disabled' AND e.disabled_reason IN ('failing', 'gone') AND e.told_at IS NULL
    ORDER BY e.disabled_at LIMIT 20`)
}

export async function markEndpointTold(db: CommonQueryMethods, id: string): Promise<void> {
  await db.query(sql.unsafe`UPDATE webhook_endpoint SET told_at = now() WHERE id = ${id} AND state = 'disabled'`)
}
