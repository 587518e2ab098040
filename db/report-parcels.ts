import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import type { Figure, Grouping, ReportSource } from '#domain/report-figures.ts'
import type { Period } from '#domain/report-periods.ts'
import type { ReportFilter } from '#domain/views-reports.ts'
import { inDays, keyOf, matches } from './report-figures.ts'

const parcelRow = z.object({
  shipmentId: z.string(),
  trackingNumber: z.string(),
  status: z.string(),
  day: z.string(),
  level: z.string(),
  zone: z.string().nullable(),
  partnerName: z.string().nullable(),
  courierName: z.string().nullable(),
  isOnTime: z.boolean().nullable(),
  tries: z.int(),
  exceptions: z.int(),
})
export type ReportParcelRow = z.output<typeof parcelRow>

export type ReportParcelPage = {
  source: ReportSource
  period: Period
  filter: ReportFilter
  /** The group that is meant, its key null for "none"; null for all of them. */
  group: { by: Grouping; key: string | null } | null
  /** Only those that a figure counts. */
  figure: Figure | null
  afterId: string | null
  limit: number
}

const tables: Record<ReportSource, string> = {
  shipments: 'shipment_measure',
  exceptions: 'exception_measure',
  stale: 'stale_measure',
}

/** The parcels behind a figure, by their ids. Served by shipment_fact_day_idx and exception_fact_day_idx. */
export function listReportParcels(
  db: CommonQueryMethods,
  { source, period, filter, group, figure, afterId, limit }: ReportParcelPage,
): Promise<readonly ReportParcelRow[]> {
  const counted = figure?.sum.map((name) => sql.fragment`${sql.identifier([name])} <> 0`)
  const conditions = sql.and([
    matches(filter),
    source !== 'stale' && inDays('day', [period]),
    group !== null && sql.fragment`${keyOf(group.by)} IS NOT DISTINCT FROM ${group.key}`,
    counted && sql.fragment`(${sql.join(counted, sql.fragment` OR `)})`,
    afterId !== null && sql.fragment`shipment_id > ${afterId}::uuid`,
  ])
  return db.any(sql.type(parcelRow)`
    SELECT s.id AS "shipmentId", s.tracking_number AS "trackingNumber", s.status,
      coalesce(f.day, company_day(s.created_at))::text AS day, s.level_code AS level, s.zone, p.name AS "partnerName",
      u.name AS "courierName", f.is_on_time AS "isOnTime", coalesce(f.tries, 0) AS tries,
      coalesce(f.exceptions, 0) AS exceptions
    FROM (
      SELECT DISTINCT shipment_id FROM ${sql.identifier([tables[source]])} WHERE ${conditions}
      ORDER BY shipment_id LIMIT ${limit}
    ) found JOIN shipment s ON s.id = found.shipment_id LEFT JOIN shipment_fact f ON f.shipment_id = s.id
      LEFT JOIN partner p ON p.id = s.partner_id LEFT JOIN app_user u ON u.id = s.courier_id
    ORDER BY s.id
    LIMIT ${limit}`)
}
