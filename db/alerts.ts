import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik'
import { z } from 'zod'
import { alertKinds, alertReaders, urgentLevel } from '#domain/alerts.ts'
import { exceptionTypes, severities } from '#domain/exception-types.ts'
import { staffChannels } from '#domain/ladder-steps.ts'

export const alertShape = {
  id: z.int(),
  exceptionId: z.string(),
  shipmentId: z.string(),
  trackingNumber: z.string(),
  type: z.enum(exceptionTypes),
  reason: z.string(),
  severity: z.enum(severities),
  level: z.int(),
  kind: z.enum(alertKinds),
  reader: z.enum(alertReaders),
  zone: z.string().nullable(),
  createdAtMs: z.number(),
  readAtMs: z.number().nullable(),
}

export const alertColumns = sql.fragment`a.id, a.exception_id AS "exceptionId", a.shipment_id AS "shipmentId",
  s.tracking_number AS "trackingNumber", a.type, a.reason, a.severity, a.level, a.kind, a.reader, a.zone,
  a.created_at AS "createdAtMs", a.read_at AS "readAtMs"`

const delivery = z.object({
  channel: z.enum(staffChannels),
  state: z.enum(['waiting', 'held', 'sent', 'failed']),
  /** When it went out, or when it is tried next. */
  atMs: z.number().nullable(),
  failure: z.string().nullable(),
})

const alertRow = z.object({ ...alertShape, deliveries: z.array(delivery) })
export type AlertRow = z.output<typeof alertRow>

const deliveries = sql.fragment`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'failure', d.failure,
    'atMs', CASE d.state WHEN 'failed' THEN NULL
      ELSE floor(extract(epoch FROM coalesce(d.sent_at, d.not_before)) * 1000) END) ORDER BY d.channel), '[]')
  FROM alert_delivery d WHERE d.alert_id = a.id) AS deliveries`

export type AlertPage = { userId: string; isUnread: boolean | null; before: number | null; limit: number }

/** One person's, the newest first. Served by alert_user_idx; the unread ones alone by alert_unread_idx. */
export function listAlerts(db: CommonQueryMethods, page: AlertPage): Promise<readonly AlertRow[]> {
  const { userId, isUnread, before, limit } = page
  return db.any(sql.type(alertRow)`
    SELECT ${alertColumns}, ${deliveries} FROM alert a JOIN shipment s ON s.id = a.shipment_id
    WHERE ${sql.and([
      sql.fragment`a.user_id = ${userId}`,
      isUnread !== null && (isUnread ? sql.fragment`a.read_at IS NULL` : sql.fragment`a.read_at IS NOT NULL`),
      before !== null && sql.fragment`a.id < ${before}`,
    ])}
    ORDER BY a.id DESC
    LIMIT ${limit}`)
}

/** How many somebody has not read. Served by alert_unread_idx. */
export async function countUnread(db: CommonQueryMethods, userId: string): Promise<number> {
  const { count } = await db.one(sql.type(z.object({ count: z.int() }))`
    SELECT count(*)::int AS count FROM alert WHERE user_id = ${userId} AND read_at IS NULL`)
  return count
}

/** What a bell shows at most: the count stays cheap however many there are. */
export const bellLimit = 100

const bellRow = z.object({ unread: z.int(), loudest: z.int().nullable(), sound: z.boolean() })

/** How many are unread, up to a hundred, and the newest of them that may sound. Served by alert_unread_idx. */
export function readBell(db: CommonQueryMethods, userId: string): Promise<z.output<typeof bellRow>> {
  return db.one(sql.type(bellRow)`
    SELECT count(*)::int AS unread, max(newest.id) FILTER (WHERE newest.level >= 2) AS loudest,
      coalesce((SELECT document -> 'sound' = 'true' FROM alert_preference WHERE user_id = ${userId}), false) AS sound
    FROM (
      SELECT id, level FROM alert WHERE user_id = ${userId} AND read_at IS NULL ORDER BY id DESC LIMIT ${bellLimit}
    ) newest`)
}

/** Marks one's own as read, all without ids, and takes back what need not be told outside any more. */
export async function markRead(
  db: CommonQueryMethods,
  { userId, ids }: { userId: string; ids: readonly number[] | null },
): Promise<void> {
  await db.query(sql.unsafe`
    WITH seen AS (
      UPDATE alert SET read_at = now()
      WHERE user_id = ${userId} AND read_at IS NULL AND ${ids === null ? sql.fragment`TRUE` : anyOf(ids)}
      RETURNING id
    )
    DELETE FROM alert_delivery d USING seen
    WHERE d.alert_id = seen.id AND d.level < ${urgentLevel} AND d.state IN ('waiting', 'held') AND d.group_key IS NULL`)
}

function anyOf(ids: readonly number[]): FragmentSqlToken {
  return sql.fragment`id = ANY (${sql.array(ids, 'int8')})`
}
