import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik'
import { z } from 'zod'
import { type Grouping, measuresOf, type Report } from '#domain/report-figures.ts'
import { addDays, type Period, wholeMonths } from '#domain/report-periods.ts'
import type { ReportFilter } from '#domain/views-reports.ts'

export type ReportAsk = { report: Report; groupBy: Grouping; period: Period; filter: ReportFilter }

const sumsRow = z.object({
  key: z.string().nullable(),
  currency: z.string().nullable(),
  sums: z.record(z.string(), z.number()),
})
export type ReportSums = z.output<typeof sumsRow>

/** So many groups a report may have; there are not as many days, couriers or zones. */
const mostGroups = 10_000

/** A table of sums or of facts, and which of its days are meant; null for all that it shows. */
type Part = { table: string; day: 'day' | 'month'; days: readonly Period[] | null }

/**
 * The measures of a report by its groups. Read from sums, never from events: by day where nobody is asked for, else by
 * month, and only the days before and after whole months from the facts. Served by the keys of the sums and by the
 * indexes of shipment_fact and exception_fact by day, courier and partner.
 */
export function sumReport(db: CommonQueryMethods, ask: ReportAsk): Promise<readonly ReportSums[]> {
  const measures = measuresOf(ask.report)
  const currency = ask.report.needs === 'money.read' ? sql.fragment`currency` : sql.fragment`NULL::text`
  const parts = partsOf(ask).map(
    ({ table, day, days }) => sql.fragment`
      SELECT ${keyOf(ask.groupBy, day)} AS key, ${currency} AS currency, ${names(measures)}
      FROM ${sql.identifier([table])} WHERE ${days ? inDays(day, days) : sql.fragment`TRUE`} AND ${matches(ask.filter)}`,
  )
  const pairs = measures.map((name) => sql.fragment`${name}::text, sum(${sql.identifier([name])})::bigint`)
  return db.any(sql.type(sumsRow)`
    SELECT key, currency, json_build_object(${sql.join(pairs, sql.fragment`, `)}) AS sums
    FROM (${sql.join(parts, sql.fragment` UNION ALL `)}) f
    GROUP BY key, currency
    ORDER BY key NULLS LAST, currency
    LIMIT ${mostGroups}`)
}

type Sums = { table: string; day: 'day' | 'month' }

/** The sums that have what a question is about; null where only the facts have all of it. */
function sumsFor({ report: { source }, groupBy, filter }: ReportAsk): Sums | null {
  const isOfPeople =
    groupBy === 'partner' || groupBy === 'courier' || filter.partnerId !== null || filter.courierId !== null
  const isOfKinds = groupBy === 'type' || groupBy === 'step'
  if (source === 'shipments') return isOfPeople ? month('report_month') : { table: 'report_day', day: 'day' }
  if (isOfKinds) return isOfPeople ? null : month('report_exception_type_month')
  return isOfPeople ? month('report_exception_month') : { table: 'report_exception_day', day: 'day' }
}

function month(table: string): Sums {
  return { table, day: 'month' }
}

/** What answers for days that are no whole month: sums where they have all that is asked, else the facts themselves. */
function singleDaysFor({ report: { source }, groupBy, filter }: ReportAsk): string {
  if (source === 'exceptions') return 'exception_measure'
  const isByPeople = groupBy === 'partner' || groupBy === 'courier'
  return isByPeople && filter.zone === null && filter.level === null ? 'report_people_day' : 'shipment_measure'
}

/** The fewest rows that answer: what a whole month sums up is not added again day by day. */
function partsOf(ask: ReportAsk): Part[] {
  const { report, groupBy, period } = ask
  if (report.source === 'stale') return [{ table: 'stale_measure', day: 'day', days: null }]
  const single = singleDaysFor(ask)
  const sums = sumsFor(ask)
  if (sums?.day === 'day') return [{ ...sums, days: [period] }]
  const isByDay = groupBy === 'day' || groupBy === 'week'
  const months = sums && !isByDay ? wholeMonths(period) : null
  if (!sums || !months) return [{ table: single, day: 'day', days: [period] }]
  const edges = [
    { from: period.from, to: addDays(months.from, -1) },
    { from: addDays(months.to, 1), to: period.to },
  ].filter(({ from, to }) => from <= to)
  const whole: Part = { ...sums, days: [months] }
  return edges.length === 0 ? [whole] : [whole, { table: single, day: 'day', days: edges }]
}

const columnOf: Partial<Record<Grouping, string>> = {
  partner: 'partner_id',
  courier: 'courier_id',
  zone: 'zone',
  level: 'level_code',
  type: 'type',
  step: 'step',
  status: 'status',
}

/** What a row is grouped by, as text. */
export function keyOf(groupBy: Grouping, day: 'day' | 'month' = 'day'): FragmentSqlToken {
  const column = columnOf[groupBy]
  if (column) return sql.fragment`${sql.identifier([column])}::text`
  const date = sql.identifier([day])
  return groupBy === 'day'
    ? sql.fragment`${date}::text`
    : sql.fragment`date_trunc(${groupBy}, ${date}::timestamp)::date::text`
}

export function inDays(column: 'day' | 'month', days: readonly Period[]): FragmentSqlToken {
  const spans = days.map(
    ({ from, to }) => sql.fragment`${sql.identifier([column])} BETWEEN ${from}::date AND ${to}::date`,
  )
  return sql.fragment`(${sql.join(spans, sql.fragment` OR `)})`
}

export function matches({ partnerId, courierId, zone, level }: ReportFilter): FragmentSqlToken {
  return sql.fragment`${sql.and([
    partnerId !== null && sql.fragment`partner_id = ${partnerId}`,
    courierId !== null && sql.fragment`courier_id = ${courierId}`,
    zone !== null && sql.fragment`zone = ${zone}`,
    level !== null && sql.fragment`level_code = ${level}`,
    sql.fragment`TRUE`,
  ])}`
}

function names(columns: readonly string[]): FragmentSqlToken {
  return sql.fragment`${sql.join(
    columns.map((name) => sql.identifier([name])),
    sql.fragment`, `,
  )}`
}

const standRow = z.object({ zone: z.string(), today: z.string(), asOfMs: z.number(), nowMs: z.number() })

/** The zone and day of the company, and up to when everything is in the facts. Served by report_mark_waiting_idx. */
export function findReportStand(db: CommonQueryMethods): Promise<z.output<typeof standRow>> {
  return db.one(sql.type(standRow)`
    SELECT company_zone() AS zone, company_day(now())::text AS today, now() AS "nowMs",
      coalesce((SELECT marked_at FROM report_mark WHERE failed_at IS NULL ORDER BY id LIMIT 1), now()) AS "asOfMs"`)
}

const labelRow = z.object({ key: z.string(), label: z.string() })

/** What people call the partners, couriers, zones or levels of some keys. */
export async function findReportLabels(
  db: CommonQueryMethods,
  groupBy: Grouping,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = namesOf[groupBy]
  if (!names || keys.length === 0) return new Map()
  const rows = await db.any(sql.type(labelRow)`
    SELECT n.key, n.label FROM (${names}) n WHERE n.key = ANY (${sql.array(keys, 'text')}) LIMIT ${keys.length}`)
  return new Map(rows.map(({ key, label }) => [key, label]))
}

const namesOf: Partial<Record<Grouping, FragmentSqlToken>> = {
  partner: sql.fragment`SELECT id::text AS key, name AS label FROM partner`,
  courier: sql.fragment`SELECT id::text AS key, name AS label FROM app_user`,
  zone: sql.fragment`SELECT code AS key, name AS label FROM zone`,
  level: sql.fragment`
    SELECT DISTINCT ON (code) code AS key, coalesce(document ->> 'name', code) AS label
    FROM service_level ORDER BY code, version DESC`,
}

const optionRow = z.object({
  kind: z.enum(['partners', 'couriers', 'zones', 'levels']),
  value: z.string(),
  label: z.string(),
})

/** What reports can be narrowed by, as lists to choose from. */
export async function listReportOptions(db: CommonQueryMethods) {
  const rows = await db.any(sql.type(optionRow)`
    SELECT kind, value, label FROM (
      SELECT 'partners' AS kind, id::text AS value, name AS label FROM partner
      UNION ALL SELECT 'couriers', id::text, name FROM app_user WHERE roles @> '{courier}'
      UNION ALL SELECT 'zones', code, name FROM zone
      UNION ALL (SELECT DISTINCT ON (code) 'levels', code, coalesce(document ->> 'name', code) FROM service_level
        ORDER BY code, version DESC)
    ) o ORDER BY label, value LIMIT 2000`)
  const of = (wanted: string) =>
    rows.filter(({ kind }) => kind === wanted).map(({ value, label }) => ({ value, label }))
  return { partners: of('partners'), couriers: of('couriers'), zones: of('zones'), levels: of('levels') }
}
