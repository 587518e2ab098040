import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik'
import { z } from 'zod'
import { digestFrom, urgentLevel } from '#domain/alerts.ts'
import { exceptionTypes } from '#domain/exception-types.ts'
import { alertColumns, alertShape } from './alerts.ts'

const digestMinutes = 10
/** For the one that puts messages together: two at once would make two messages for one person. */
const lockKey = 7_215_992
/** So many alerts go out together at most, and are put together in one round: no statement may take long in a flood. */
const mostTogether = 20_000
/** So many alerts of a message are told one by one. */
const mostDetails = 100

const messageRow = z.object({
  key: z.string(),
  channel: z.enum(['email', 'sms', 'webhook']),
  attempts: z.int(),
  count: z.int(),
  level: z.int(),
  email: z.string(),
  phone: z.string().nullable(),
  webhookUrl: z.string().nullable(),
})
const detailRow = z.object({ ...alertShape, zoneName: z.string().nullable() })
const lineRow = z.object({
  type: z.enum(exceptionTypes),
  zone: z.string().nullable(),
  zoneName: z.string().nullable(),
  count: z.int(),
  /** How many at each level. */
  levels: z.record(z.string(), z.int()),
})
export type AlertDetail = z.output<typeof detailRow>
export type AlertLine = z.output<typeof lineRow>

/** Everything that waits for one person on one way, as one message. */
export type WaitingMessage = z.output<typeof messageRow> & {
  /** The gravest first, not all of them when there are many. */
  alerts: readonly AlertDetail[]
  /** All of them, counted by type and zone. */
  lines: readonly AlertLine[]
}

export type Taking = { settleMs: number; limit: number }

/**
 * Puts what waits into messages, one a person and way, and takes those that are due for a minute; what its worker did
 * not live to finish is the same message afterwards. Nothing when another worker is at it.
 */
export async function takeMessages(pool: DatabasePool, { settleMs, limit }: Taking): Promise<WaitingMessage[]> {
  const taken = await pool.transaction(async (tx) => {
    const isAlone = await tx.oneFirst(sql.type(z.object({ isAlone: z.boolean() }))`
      SELECT pg_try_advisory_xact_lock(${lockKey}) AS "isAlone"`)
    if (!isAlone) return []
    const keys = await formMessages(tx, { settleMs, limit })
    if (keys.length > 0) await dropMoot(tx, keys)
    return await claimMessages(tx, limit)
  })
  return await Promise.all(taken.map((message) => withContent(pool, message)))
}

/**
 * Gives all that is due for a person one key, unless an earlier message is still on its way. From five in ten minutes on
 * the next message waits until ten minutes after the last one; what is urgent takes everything along at once. A wave is
 * let come in before. Served by alert_delivery_loose_idx, alert_delivery_open_idx and alert_delivery_sent_idx.
 */
async function formMessages(db: CommonQueryMethods, { settleMs, limit }: Taking): Promise<string[]> {
  const rows = await db.any(sql.type(z.object({ key: z.string() }))`
    WITH loose AS (
      SELECT user_id, channel, count(*) AS due, max(level) AS level, min(not_before) AS oldest FROM alert_delivery
      WHERE state IN ('waiting', 'held') AND group_key IS NULL AND not_before <= now()
      GROUP BY user_id, channel
    ), ready AS (
      SELECT l.user_id, l.channel, l.due, l.level, l.oldest, new_uuid() AS key
      FROM loose l, LATERAL (
        SELECT count(*) AS sent FROM (
          SELECT FROM alert_delivery s
          WHERE s.user_id = l.user_id AND s.channel = l.channel
            AND s.sent_at > now() - ${digestMinutes} * interval '1 minute'
          ORDER BY s.sent_at DESC LIMIT ${digestFrom}
        ) last
      ) recent
      WHERE (l.level >= ${urgentLevel} OR (l.oldest <= now() - ${settleMs} * interval '1 millisecond'
          AND (recent.sent = 0 OR l.channel = 'webhook' OR l.due + recent.sent < ${digestFrom})))
        AND NOT EXISTS (SELECT FROM alert_delivery o WHERE o.user_id = l.user_id AND o.channel = l.channel
          AND o.state = 'waiting' AND o.group_key IS NOT NULL)
      ORDER BY l.level DESC, l.oldest LIMIT ${limit}
    ), first AS MATERIALIZED (
      SELECT * FROM (SELECT *, sum(due) OVER (ORDER BY level DESC, oldest, key) - due AS before FROM ready) summed
      WHERE before < ${mostTogether}
    ), formed AS (
      UPDATE alert_delivery d SET group_key = m.key, state = 'waiting'
      FROM (
        SELECT f.key, f.channel, w.alert_id FROM first f, LATERAL (
          SELECT alert_id FROM alert_delivery
          WHERE user_id = f.user_id AND channel = f.channel AND state IN ('waiting', 'held') AND group_key IS NULL
            AND not_before <= now()
          ORDER BY level DESC, not_before LIMIT ${mostTogether}
        ) w
      ) m
      WHERE d.alert_id = m.alert_id AND d.channel = m.channel
    )
    SELECT key FROM first LIMIT ${limit}`)
  return rows.map(({ key }) => key)
}

/**
 * Nobody is told outside of what they have read, what is over, or what a later message tells better; urgent ones go out
 * all the same. Who has left the company is told nothing.
 */
async function dropMoot(db: CommonQueryMethods, keys: readonly string[]): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM alert_delivery d USING alert a
    WHERE d.group_key = ANY (${sql.array(keys, 'uuid')}) AND a.id = d.alert_id
      AND (NOT EXISTS (SELECT FROM app_user u WHERE u.id = d.user_id AND u.is_active)
        OR (d.level < ${urgentLevel} AND (a.read_at IS NOT NULL
          OR EXISTS (SELECT FROM exception x WHERE x.id = a.exception_id AND x.state = 'resolved')
          OR EXISTS (SELECT FROM alert n JOIN alert_delivery l ON l.alert_id = n.id AND l.channel = d.channel
            WHERE n.exception_id = a.exception_id AND n.user_id = a.user_id AND n.id > a.id))))`)
}

/** Served by alert_delivery_open_idx and alert_delivery_group_idx. */
function claimMessages(db: CommonQueryMethods, limit: number) {
  return db.any(sql.type(messageRow)`
    WITH due AS (
      SELECT group_key, count(*) AS due, max(level) AS level, min(not_before) AS oldest FROM alert_delivery
      WHERE state = 'waiting' AND group_key IS NOT NULL AND not_before <= now()
      GROUP BY group_key ORDER BY max(level) DESC, min(not_before) LIMIT ${limit}
    ), first AS MATERIALIZED (
      SELECT * FROM (SELECT *, sum(due) OVER (ORDER BY level DESC, oldest, group_key) - due AS before FROM due) summed
      WHERE before < ${mostTogether}
    ), claimed AS (
      UPDATE alert_delivery d SET attempts = d.attempts + 1, not_before = now() + interval '1 minute'
      FROM first f WHERE d.group_key = f.group_key AND d.state = 'waiting'
      RETURNING d.group_key, d.channel, d.user_id, d.attempts, d.level
    ), message AS (
      SELECT group_key, channel, user_id, max(attempts) AS attempts, count(*) AS count, max(level) AS level
      FROM claimed GROUP BY group_key, channel, user_id
    )
    SELECT m.group_key AS key, m.channel, m.attempts, m.count, m.level, u.email, p.document ->> 'phone' AS phone,
      p.document ->> 'webhookUrl' AS "webhookUrl"
    FROM message m JOIN app_user u ON u.id = m.user_id LEFT JOIN alert_preference p ON p.user_id = m.user_id
    ORDER BY m.level DESC LIMIT ${limit}`)
}

/** What a message says; its members never change, so that a repeat says the same. */
async function withContent(db: CommonQueryMethods, message: z.output<typeof messageRow>): Promise<WaitingMessage> {
  const members = sql.fragment`alert a JOIN alert_delivery d ON d.alert_id = a.id AND d.group_key = ${message.key}
    LEFT JOIN zone z ON z.code = a.zone`
  const [alerts, lines] = await Promise.all([
    db.any(sql.type(detailRow)`
      SELECT ${alertColumns}, z.name AS "zoneName" FROM ${members} JOIN shipment s ON s.id = a.shipment_id
      ORDER BY a.level DESC, a.id LIMIT ${mostDetails}`),
    db.any(sql.type(lineRow)`
      SELECT type, zone, "zoneName", sum(count)::int AS count, jsonb_object_agg(level, count) AS levels
      FROM (
        SELECT a.type, a.zone, z.name AS "zoneName", a.level, count(*)::int AS count FROM ${members}
        GROUP BY a.type, a.zone, z.name, a.level
      ) counted
      GROUP BY type, zone, "zoneName" ORDER BY max(level) DESC, sum(count) DESC, type, zone LIMIT 500`),
  ])
  return { ...message, alerts, lines }
}

/** A message is out, or nobody will ever take it; either way it is not tried again. */
export async function finishMessage(db: CommonQueryMethods, key: string, failure: string | null): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE alert_delivery SET state = CASE WHEN ${failure}::text IS NULL THEN 'sent' ELSE 'failed' END,
      sent_at = CASE WHEN ${failure}::text IS NULL THEN now() END, failure = ${failure}
    WHERE group_key = ${key} AND state = 'waiting'`)
}

export type Postponed = { key: string; attempts: number; failure: string }

/** Tries again later; the pause doubles up to an hour, and people see why. */
export async function postponeMessage(db: CommonQueryMethods, { key, attempts, failure }: Postponed): Promise<void> {
  const seconds = Math.min(3_600, 5 * 2 ** Math.min(attempts, 10))
  await db.query(sql.unsafe`
    UPDATE alert_delivery SET not_before = now() + ${seconds} * interval '1 second', failure = ${failure}
    WHERE group_key = ${key} AND state = 'waiting'`)
}
