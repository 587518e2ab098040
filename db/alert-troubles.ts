import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { alertColumns, alertShape } from './alerts.ts'

const troubleRow = z.object({
  ...alertShape,
  person: z.string(),
  channel: z.enum(['email', 'sms', 'webhook']),
  state: z.enum(['waiting', 'held', 'sent', 'failed']),
  failure: z.string(),
  notBeforeMs: z.number(),
  /** How many alerts were to go out in the same message. */
  together: z.int(),
})
export type TroubleRow = z.output<typeof troubleRow>

const recentDays = 7

/**
 * Messages of the last days that nobody has got, also while they are tried again: one row a message, with the gravest of
 * its alerts. Served by alert_delivery_trouble_idx and alert_delivery_group_idx.
 */
export function listUndelivered(db: CommonQueryMethods, limit: number): Promise<readonly TroubleRow[]> {
  return db.any(sql.type(troubleRow)`
    WITH trouble AS (
      SELECT DISTINCT ON (d.group_key) d.alert_id, d.channel, d.state, d.failure, d.not_before, d.group_key
      FROM alert_delivery d JOIN alert a ON a.id = d.alert_id
      WHERE d.failure IS NOT NULL AND d.state <> 'sent' AND a.created_at > now() - ${recentDays} * interval '1 day'
      ORDER BY d.group_key, d.level DESC, d.alert_id DESC
    )
    SELECT ${alertColumns}, u.name AS person, t.channel, t.state, t.failure, t.not_before AS "notBeforeMs",
      (SELECT count(*)::int FROM alert_delivery o WHERE o.group_key = t.group_key) AS together
    FROM trouble t JOIN alert a ON a.id = t.alert_id JOIN shipment s ON s.id = a.shipment_id
      JOIN app_user u ON u.id = a.user_id
    ORDER BY a.id DESC
    LIMIT ${limit}`)
}

const countRow = z.object({ state: z.enum(['waiting', 'held', 'failed']), count: z.int() })

/** What is not out yet, and what failed within a day. Served by the partial indexes of alert_delivery. */
export function countDeliveries(db: CommonQueryMethods) {
  return db.any(sql.type(countRow)`
    SELECT state, count(*)::int AS count FROM (
      SELECT state FROM alert_delivery WHERE state IN ('waiting', 'held') AND group_key IS NULL
      UNION ALL
      SELECT state FROM alert_delivery WHERE state = 'waiting' AND group_key IS NOT NULL
      UNION ALL
      SELECT state FROM alert_delivery
      WHERE failure IS NOT NULL AND state = 'failed' AND not_before > now() - interval '1 day'
    ) counted
    GROUP BY state
    LIMIT 10`)
}
