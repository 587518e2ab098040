import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { alertReaders, defaultAlertPreferences, urgentLevel } from '#domain/alerts.ts'

/** At level 1 only who has not looked for so long is told outside of the app. */
const unreadMinutes = 15

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

const told = z.object({ rows: z.int(), alerts: z.int() })

/** Rows of the outbox that are due. A faulty one stands aside, so that it holds up no others. */
const due = (limit: number) => sql.fragment`
  due AS MATERIALIZED (
    SELECT id, shipment_id, seq, facts, coalesce(
      jsonb_typeof(facts -> 'who') = 'array' AND jsonb_typeof(facts -> 'channels') = 'array'
      AND facts ->> 'level' ~ '^[1-4]$' AND facts ->> 'kind' IN ('raised', 'reopened', 'escalated')
      AND facts ->> 'exceptionId' ~* ${uuid} AND facts ->> 'type' <> '' AND facts ->> 'reason' <> ''
      AND facts ->> 'severity' <> '', false) AS is_readable
    FROM outbox
    WHERE channel = 'l' AND not_before <= now() AND sent_at IS NULL AND failure IS NULL
    ORDER BY not_before LIMIT ${limit} FOR UPDATE SKIP LOCKED
  ), news AS MATERIALIZED (
    SELECT d.id, d.shipment_id, d.seq, f.*
    FROM due d, LATERAL jsonb_to_record(CASE WHEN d.is_readable THEN d.facts ELSE '{}' END) AS f (
      "exceptionId" uuid, type text, reason text, level int, severity text, kind text, "ownerKind" text, "ownerId" text,
      zone text, who jsonb, channels text[])
    WHERE d.is_readable
  )`

/** Who reads as what. Where a role has nobody, an administrator reads in its place: there is always one. */
const people = sql.fragment`
  role_ (reader, roles) AS (VALUES ('dispatcher', '{dispatcher,supervisor}'::text[]), ('supervisor', '{supervisor}'),
    ('admin', '{admin}')
  ), holder AS MATERIALIZED (
    SELECT r.reader, u.id AS user_id FROM role_ r JOIN app_user u ON u.is_active AND u.roles && r.roles
  ), people AS MATERIALIZED (
    SELECT reader, user_id, reader AS told_as FROM holder
    UNION ALL
    SELECT r.reader, h.user_id, 'admin' FROM role_ r JOIN holder h ON h.reader = 'admin'
    WHERE NOT EXISTS (SELECT FROM holder own WHERE own.reader = r.reader)
  ), owner_role (id, reader) AS (VALUES ('D', 'dispatcher'), ('V', 'supervisor'), ('A', 'admin'))`

/** Each person once an event, by the nearest of the reasons. The courier of a role is told in the app alone. */
const recipients = sql.fragment`
  asked AS MATERIALIZED (
    SELECT n.id, n.shipment_id, w.reader AS wanted, n."ownerKind" AS owner_kind, n."ownerId" AS owner_id
    FROM news n, jsonb_array_elements_text(n.who) AS w (reader)
  ), found AS (
    SELECT a.id, p.user_id, p.told_as FROM asked a JOIN people p ON p.reader = a.wanted
    UNION ALL
    SELECT a.id, p.user_id, p.told_as FROM asked a JOIN owner_role o ON o.id = a.owner_id
      JOIN people p ON p.reader = o.reader WHERE a.wanted = 'owner' AND a.owner_kind = 'role'
    UNION ALL
    SELECT a.id, u.id, 'owner' FROM asked a JOIN app_user u ON u.is_active
      AND u.id = CASE WHEN a.owner_id ~* ${uuid} THEN a.owner_id::uuid END
      WHERE a.wanted = 'owner' AND a.owner_kind = 'user'
    UNION ALL
    SELECT a.id, u.id, 'courier' FROM asked a JOIN shipment s ON s.id = a.shipment_id
      JOIN app_user u ON u.is_active AND u.id = s.courier_id
      WHERE a.wanted = 'owner' AND a.owner_kind = 'role' AND a.owner_id = 'C'
  ), told AS (
    SELECT DISTINCT ON (id, user_id) id, user_id, told_as FROM found
    ORDER BY id, user_id, array_position(${sql.array(alertReaders, 'text')}, told_as)
  )`

/** How each of them wants to be told, and when their quiet hours would end. */
const wishes = sql.fragment`
  wish AS MATERIALIZED (
    SELECT u.user_id, p.document AS wish, quiet_until(now(), p.document) AS quiet_now,
      quiet_until(now() + ${unreadMinutes} * interval '1 minute', p.document) AS quiet_later
    FROM (SELECT DISTINCT user_id FROM told) u, LATERAL (
      SELECT coalesce((SELECT document FROM alert_preference WHERE user_id = u.user_id),
        ${sql.jsonb(defaultAlertPreferences)}) AS document) p
  )`

const ways = sql.fragment`
  way AS (
    SELECT a.id AS alert_id, c.channel, a.user_id, a.level,
      CASE WHEN a.level = 1 THEN w.quiet_later WHEN a.level < ${urgentLevel} THEN w.quiet_now END AS quiet_until,
      now() + CASE WHEN a.level = 1 THEN ${unreadMinutes} ELSE 0 END * interval '1 minute' AS at
    FROM fresh a JOIN wish w ON w.user_id = a.user_id, LATERAL (SELECT DISTINCT unnest(a.channels) AS channel) c
    WHERE c.channel IN ('email', 'sms', 'webhook') AND a.reader <> 'courier'
      AND (c.channel <> 'sms' OR w.wish ->> 'phone' IS NOT NULL)
      AND (c.channel <> 'webhook' OR w.wish ->> 'webhookUrl' IS NOT NULL)
      AND (a.level >= ${urgentLevel} OR (w.wish ->> c.channel = 'true' AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(w.wish -> 'muted') AS m (type text, until timestamptz)
        WHERE m.type = a.type AND m.until > now())))
  )`

/**
 * Turns events that wait for the staff into one alert a person, with the ways each goes out of the house, and marks them
 * as told, all in one statement: a repeat finds the alerts there and adds nothing. Served by outbox_alert_idx.
 */
export function fanOutAlerts(db: CommonQueryMethods, limit: number): Promise<z.output<typeof told>> {
  return db.one(sql.type(told)`
    WITH ${due(limit)}, ${people}, ${recipients}, ${wishes},
    fresh AS (
      INSERT INTO alert (user_id, shipment_id, seq, exception_id, type, reason, severity, level, kind, zone, reader,
        channels)
      SELECT t.user_id, n.shipment_id, n.seq, n."exceptionId", n.type, n.reason, n.severity, n.level, n.kind, n.zone,
        t.told_as, n.channels
      FROM told t JOIN news n ON n.id = t.id ORDER BY t.id
      ON CONFLICT DO NOTHING
      RETURNING id, user_id, level, type, reader, channels
    ), ${ways}, going AS (
      INSERT INTO alert_delivery (alert_id, channel, user_id, level, state, not_before)
      SELECT alert_id, channel, user_id, level, CASE WHEN quiet_until IS NULL THEN 'waiting' ELSE 'held' END,
        coalesce(quiet_until, at)
      FROM way
      RETURNING user_id, channel, level
    ), hurried AS (
      -- Whoever still waits for an earlier message gets it, and this one, within a minute: the lease is kept.
      UPDATE alert_delivery AS d SET not_before = now() + interval '1 minute'
      FROM (SELECT DISTINCT user_id, channel FROM going WHERE level >= ${urgentLevel}) g
      WHERE d.user_id = g.user_id AND d.channel = g.channel AND d.state = 'waiting' AND d.group_key IS NOT NULL
        AND d.not_before > now() + interval '1 minute'
    ), done AS (
      UPDATE outbox o SET sent_at = CASE WHEN d.is_readable THEN now() END,
        failure = CASE WHEN NOT d.is_readable THEN 'unreadable' END
      FROM due d WHERE o.id = d.id
    )
    SELECT (SELECT count(*) FROM due)::int AS rows, (SELECT count(*) FROM fresh)::int AS alerts`)
}
