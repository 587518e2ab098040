import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { type MessageState, messageStates, testKind } from '#domain/webhooks.ts'
import { type Owner, ownedBy } from './webhook-endpoints.ts'

const attempt = z.object({
  attempt: z.int(),
  atMs: z.number(),
  outcome: z.enum(['sent', 'failed']),
  status: z.int().nullable(),
  durationMs: z.int(),
  reason: z.string().nullable(),
})

const messageRow = z.object({
  id: z.int(),
  messageId: z.string(),
  endpointId: z.string(),
  kind: z.string(),
  shipmentId: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  seq: z.int().nullable(),
  state: z.enum(messageStates),
  attempts: z.int(),
  notBeforeMs: z.number(),
  sentAtMs: z.number().nullable(),
  failure: z.string().nullable(),
  createdAtMs: z.number(),
  body: z.string(),
  log: z.array(attempt),
})
export type MessageRow = z.output<typeof messageRow>

const log = sql.fragment`(
  SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.id DESC), '[]') FROM (
    SELECT d.id, d.attempt, floor(extract(epoch FROM d.at) * 1000) AS "atMs", d.outcome, d.status,
      d.duration_ms AS "durationMs", d.reason
    FROM webhook_delivery d WHERE d.message_id = m.id ORDER BY d.id DESC LIMIT 20
  ) l) AS log`

export type MessagePage = Owner & {
  endpointId: string | null
  state: MessageState | null
  before: number | null
  limit: number
}

/** The newest first, of one endpoint or of all that are somebody's. Served by webhook_message_endpoint_idx. */
export function listMessages(db: CommonQueryMethods, page: MessagePage): Promise<readonly MessageRow[]> {
  const { endpointId, state, before, limit } = page
  return db.any(sql.type(messageRow)`
    SELECT m.id, m.message_id AS "messageId", m.endpoint_id AS "endpointId", m.kind, m.shipment_id AS "shipmentId",
      s.tracking_number AS "trackingNumber", m.seq, m.state, m.attempts, m.not_before AS "notBeforeMs",
      m.sent_at AS "sentAtMs", m.failure, m.created_at AS "createdAtMs", m.body, ${log}
    FROM webhook_endpoint e, LATERAL (
      SELECT * FROM webhook_message WHERE ${sql.and([
        sql.fragment`endpoint_id = e.id`,
        state !== null && sql.fragment`state = ${state}`,
        before !== null && sql.fragment`id < ${before}`,
      ])} ORDER BY id DESC LIMIT ${limit}
    ) m LEFT JOIN shipment s ON s.id = m.shipment_id
    WHERE ${ownedBy(page)} AND ${endpointId === null ? sql.fragment`TRUE` : sql.fragment`e.id = ${endpointId}`}
    ORDER BY m.id DESC
    LIMIT ${limit}`)
}

/** A message that tries the endpoint; it goes the way of all others. */
export async function insertTest(db: CommonQueryMethods, endpointId: string): Promise<number> {
  const { id } = await db.one(sql.type(z.object({ id: z.int() }))`
    INSERT INTO webhook_message (endpoint_id, kind, body, state, not_before)
    VALUES (${endpointId}, ${testKind}, json_build_object('type', ${testKind}::text,
      'timestamp', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', json_build_object('endpointId', ${endpointId}::text))::text, 'waiting', now())
    RETURNING id`)
  return id
}

export type Replay = { endpointId: string; afterId: number | null; sinceMs: number | null }

/** Sends again what came after a message or an instant, each under the id it had. Served by webhook_message_endpoint_idx. */
export async function replayMessages(
  db: CommonQueryMethods,
  { endpointId, afterId, sinceMs }: Replay,
): Promise<number> {
  const { rowCount } = await db.query(sql.unsafe`
    UPDATE webhook_message SET state = 'waiting', attempts = 0, not_before = now(), sent_at = NULL, failure = NULL
    WHERE ${sql.and([
      sql.fragment`endpoint_id = ${endpointId}`,
      afterId !== null && sql.fragment`id > ${afterId}`,
      sinceMs !== null && sql.fragment`created_at >= ${sql.timestamp(new Date(sinceMs))}`,
    ])}`)
  return rowCount
}

/** Whatever waits is tried at once, as if for the first time. Served by webhook_message_due_idx. */
export async function hurryMessages(db: CommonQueryMethods, endpointId: string): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE webhook_message SET attempts = 0, not_before = now() WHERE endpoint_id = ${endpointId} AND state = 'waiting'`)
}
