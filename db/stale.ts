import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik'
import { z } from 'zod'
import { statuses } from '#domain/status.ts'

const staleRow = z.object({
  shipmentId: z.string(),
  trackingNumber: z.string(),
  status: z.enum(statuses),
  carriage: z.string(),
  partnerId: z.string().nullable(),
  partnerName: z.string().nullable(),
  courierId: z.string().nullable(),
  courierName: z.string().nullable(),
  zone: z.string().nullable(),
  enteredAtMs: z.number(),
  staleAtMs: z.number(),
  openExceptions: z.int(),
})
export type StaleShipment = z.output<typeof staleRow>

export type StaleFilter = {
  atMs: number
  statuses: readonly string[] | null
  partnerId: string | null
  courierId: string | null
  zone: string | null
  carriage: string | null
  olderThanMinutes: number
}

export type StalePage = StaleFilter & { after: { atMs: number; id: string } | null; limit: number }

/** Every index of it begins with the instant at which the status became outdated. */
function isStale(filter: StaleFilter): FragmentSqlToken {
  const { atMs, olderThanMinutes, partnerId, courierId, zone, carriage } = filter
  const before = sql.timestamp(new Date(atMs - olderThanMinutes * 60_000))
  return sql.fragment`${sql.and([
    sql.fragment`s.stale_at IS NOT NULL AND s.status <> 'closed' AND s.stale_at <= ${before}`,
    filter.statuses !== null && sql.fragment`s.status = ANY (${sql.array(filter.statuses, 'text')})`,
    partnerId !== null && sql.fragment`s.partner_id = ${partnerId}`,
    courierId !== null && sql.fragment`s.courier_id = ${courierId}`,
    zone !== null && sql.fragment`s.zone = ${zone}`,
    carriage !== null && sql.fragment`s.carriage = ${carriage}`,
  ])}`
}

/** What is outdated, the oldest first, one page. Served by shipment_stale_idx. */
export function listStale(db: CommonQueryMethods, page: StalePage): Promise<readonly StaleShipment[]> {
  const { after, limit } = page
  const place = after
    ? sql.fragment`(s.stale_at, s.id) > (${sql.timestamp(new Date(after.atMs))}, ${after.id}::uuid)`
    : sql.fragment`TRUE`
  return db.any(sql.type(staleRow)`
    SELECT s.id AS "shipmentId", s.tracking_number AS "trackingNumber", s.status, coalesce(s.carriage, 'own') AS carriage,
      s.partner_id AS "partnerId", p.name AS "partnerName", s.courier_id AS "courierId", u.name AS "courierName", s.zone,
      s.entered_at AS "enteredAtMs", s.stale_at AS "staleAtMs", s.open_exceptions AS "openExceptions"
    FROM shipment s LEFT JOIN partner p ON p.id = s.partner_id LEFT JOIN app_user u ON u.id = s.courier_id
    WHERE ${isStale(page)} AND ${place}
    ORDER BY s.stale_at, s.id
    LIMIT ${limit}`)
}

const countRow = z.object({ status: z.enum(statuses), count: z.int(), oldestMs: z.number() })

/** How many of each status, and since when the oldest. Served by shipment_stale_idx. */
export function countStale(db: CommonQueryMethods, filter: StaleFilter) {
  return db.any(sql.type(countRow)`
    SELECT s.status, count(*)::int AS count, min(s.stale_at) AS "oldestMs" FROM shipment s
    WHERE ${isStale(filter)} GROUP BY s.status LIMIT 30`)
}
