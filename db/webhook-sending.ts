import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { patienceMs } from '#domain/webhooks.ts'

/** Longer than a batch takes, so that whoever is at it is left alone; when he dies, another one may go on. */
const busySeconds = 30

/** From so many failures in a row on an endpoint rests after each, so that a dead one costs next to nothing. */
export const restFrom = 20
const restMinutes = 5

/** A receiver that was away for longer than this gets what waits at once when it is back. */
const awaySeconds = 60

const targetRow = z.object({
  id: z.string(),
  url: z.string(),
  /** Sealed; the second one only while it still signs. */
  secrets: z.array(z.string()),
  failures: z.int(),
  /** Nothing has got through for a while. */
  isAway: z.boolean(),
})
export type Target = z.output<typeof targetRow>

/** The endpoint as it is now, taken for a batch; null when it is off, rests or is gone. */
export function takeEndpoint(db: CommonQueryMethods, id: string): Promise<Target | null> {
  return db.maybeOne(sql.type(targetRow)`
    UPDATE webhook_endpoint SET busy_until = now() + ${busySeconds} * interval '1 second'
    WHERE id = ${id} AND state = 'enabled' AND (rests_until IS NULL OR rests_until <= now())
    RETURNING id, url, failures,
      coalesce(failing_since < now() - ${awaySeconds} * interval '1 second', false) AS "isAway",
      array_remove(ARRAY[secret, CASE WHEN old_secret_until > now() THEN old_secret END], NULL) AS secrets`)
}

/**
 * Nobody is at it any more. What is due but waits behind an earlier message of its shipment becomes due with that one:
 * otherwise whoever looks for work would find it again and again. Served by webhook_message_due_idx and
 * webhook_message_line_idx.
 */
export async function releaseEndpoint(db: CommonQueryMethods, id: string): Promise<void> {
  await db.query(sql.unsafe`
    WITH behind AS (
      SELECT m.id, (SELECT e.not_before FROM webhook_message e
        WHERE e.endpoint_id = m.endpoint_id AND e.shipment_id = m.shipment_id AND e.state = 'waiting'
        ORDER BY e.seq, e.id LIMIT 1) AS head_at
      FROM webhook_message m
      WHERE m.endpoint_id = ${id} AND m.state = 'waiting' AND m.not_before <= now() AND m.shipment_id IS NOT NULL
    ), aligned AS (
      UPDATE webhook_message m SET not_before = b.head_at FROM behind b WHERE m.id = b.id AND b.head_at > now()
    )
    UPDATE webhook_endpoint SET busy_until = NULL WHERE id = ${id}`)
}

const messageRow = z.object({
  id: z.int(),
  messageId: z.string(),
  shipmentId: z.string().nullable(),
  attempts: z.int(),
  body: z.string(),
})
export type DueMessage = z.output<typeof messageRow>

/**
 * Claims messages for a minute, of each shipment the earliest that waits; a claim whose sender did not live to finish
 * is free again afterwards. Served by webhook_message_due_idx and webhook_message_line_idx.
 */
export function claimMessages(
  db: CommonQueryMethods,
  { endpointId, limit }: { endpointId: string; limit: number },
): Promise<readonly DueMessage[]> {
  return db.any(sql.type(messageRow)`
    WITH due AS (
      SELECT m.id FROM webhook_message m
      WHERE m.endpoint_id = ${endpointId} AND m.state = 'waiting' AND m.not_before <= now()
        AND (m.shipment_id IS NULL OR m.id = (SELECT e.id FROM webhook_message e
          WHERE e.endpoint_id = m.endpoint_id AND e.shipment_id = m.shipment_id AND e.state = 'waiting'
          ORDER BY e.seq, e.id LIMIT 1))
      ORDER BY m.not_before, m.id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE webhook_message m SET attempts = m.attempts + 1, not_before = now() + interval '1 minute'
    FROM due WHERE m.id = due.id
    RETURNING m.id, m.message_id AS "messageId", m.shipment_id AS "shipmentId", m.attempts, m.body`)
}

export type Attempt = {
  endpointId: string
  message: DueMessage
  status: number | null
  durationMs: number
  /** Null when it arrived. */
  reason: string | null
}

/**
 * It arrived, and the next one of its shipment is due. The endpoint's own row is written at most once a second, so that
 * messages do not queue for it. Served by webhook_message_line_idx.
 */
export async function finishMessage(db: CommonQueryMethods, attempt: Attempt): Promise<void> {
  const { endpointId, message } = attempt
  await db.query(sql.unsafe`
    WITH logged AS (${logOf(attempt)}), sent AS (
      UPDATE webhook_message SET state = 'sent', sent_at = now(), failure = NULL WHERE id = ${message.id}
    ), next AS (
      UPDATE webhook_message SET not_before = now()
      WHERE endpoint_id = ${endpointId} AND shipment_id = ${message.shipmentId}::uuid AND state = 'waiting'
        AND id <> ${message.id} AND not_before > now()
    )
    UPDATE webhook_endpoint SET failures = 0, failing_since = NULL, rests_until = NULL, last_success_at = now()
    WHERE id = ${endpointId} AND (failing_since IS NOT NULL OR last_success_at IS NULL
      OR last_success_at < now() - interval '1 second')`)
}

/** The receiver is back after a while: whatever was put off is due. Served by webhook_message_due_idx. */
export async function recallMessages(db: CommonQueryMethods, endpointId: string): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE webhook_message SET not_before = now()
    WHERE endpoint_id = ${endpointId} AND state = 'waiting' AND not_before > now()`)
}

/** It did not arrive: tried again after a pause, or never. */
export async function postponeMessage(db: CommonQueryMethods, attempt: Attempt, pauseMs: number | null): Promise<void> {
  const { endpointId, message, reason } = attempt
  await db.query(sql.unsafe`
    WITH logged AS (${logOf(attempt)}), postponed AS (
      UPDATE webhook_message SET state = ${pauseMs === null ? 'failed' : 'waiting'}, failure = ${reason},
        not_before = now() + ${pauseMs ?? 0} * interval '1 millisecond'
      WHERE id = ${message.id} AND state = 'waiting'
    )
    UPDATE webhook_endpoint SET failures = failures + 1, failing_since = coalesce(failing_since, now()),
      rests_until = CASE WHEN failures + 1 >= ${restFrom} THEN now() + ${restMinutes} * interval '1 minute' END
    WHERE id = ${endpointId}`)
}

function logOf({ message, status, durationMs, reason }: Attempt) {
  return sql.fragment`
    INSERT INTO webhook_delivery (message_id, attempt, outcome, status, duration_ms, reason)
    SELECT ${message.id}, ${message.attempts}, ${reason === null ? 'sent' : 'failed'}, ${status}::int, ${durationMs},
      ${reason}::text
    WHERE EXISTS (SELECT FROM webhook_message WHERE id = ${message.id})`
}

/** Whether nothing has got through for so long that it is not tried any more. */
export async function hasLostPatience(db: CommonQueryMethods, endpointId: string): Promise<boolean> {
  const { isOver } = await db.one(sql.type(z.object({ isOver: z.boolean() }))`
    SELECT EXISTS (SELECT FROM webhook_endpoint WHERE id = ${endpointId} AND state = 'enabled'
      AND failing_since <= now() - ${patienceMs} * interval '1 millisecond') AS "isOver"`)
  return isOver
}
