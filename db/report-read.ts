import type { CommonQueryMethods } from 'slonik'
import { type ExceptionType, exceptionRow, exceptionTypes } from '#domain/exception-types.ts'
import { figureValue, type Grouping, isTimeGrouping, type Report } from '#domain/report-figures.ts'
import { type Period, periodBefore, stepsOf } from '#domain/report-periods.ts'
import { type ReportCode, reportRow } from '#domain/reports.ts'
import type { ReportFilter, ReportLine, ReportValues, ReportView } from '#domain/views-reports.ts'
import { plain } from '#domain/words.ts'
import { findReportLabels, findReportStand, type ReportSums, sumReport } from './report-figures.ts'

export type ReportReading = {
  code: ReportCode
  groupBy: Grouping
  period: Period
  filter: ReportFilter
  isCompared: boolean
}

/** A report with its figures by group and over all. Who may read it has been decided by the caller. */
export async function readReport(db: CommonQueryMethods, reading: ReportReading): Promise<ReportView> {
  const { code, groupBy, period, filter } = reading
  const report = reportRow(code)
  // What is outdated now was not so in a period before.
  const compared = reading.isCompared && report.source !== 'stale' ? periodBefore(period) : null
  const ask = { report, groupBy, filter }
  const [stand, now, before] = await Promise.all([
    findReportStand(db),
    sumReport(db, { ...ask, period }),
    compared ? sumReport(db, { ...ask, period: compared }) : null,
  ])
  const groups = joined(reading, { now, before, compared })
  const keys = [...new Set(groups.flatMap(({ key }) => (key === null ? [] : [key])))]
  const labels = await findReportLabels(db, groupBy, keys)
  return {
    code,
    title: report.title,
    words: report.words,
    period,
    compared,
    zone: stand.zone,
    asOf: new Date(stand.asOfMs).toISOString(),
    groupBy,
    groupings: report.groupings,
    filter,
    figures: report.figures.map(({ code, name, unit, definition }) => ({ code, name, unit, definition })),
    rows: groups.map((group) => lineOf(report, group, labelOf(groupBy, group.key, labels))),
    totals: totalsOf(report, { now, before }),
  }
}

type Sums = Readonly<Record<string, number>>
type Group = { key: string | null; currency: string | null; sums: Sums; before: Sums | null }
type Found = { now: readonly ReportSums[]; before: readonly ReportSums[] | null }

/** Groups beside what they were before: days by their place in the period, everything else by its key. */
function joined({ groupBy, period }: ReportReading, found: Found & { compared: Period | null }): Group[] {
  const { now, before, compared } = found
  const currencies = [...new Set([...now, ...(before ?? [])].map(({ currency }) => currency))]
  const at = (sums: readonly ReportSums[], key: string | null | undefined, currency: string | null) =>
    sums.find((one) => one.key === key && one.currency === currency)?.sums ?? {}
  if (isTimeGrouping(groupBy)) {
    const steps = stepsOf(groupBy, period)
    const earlier = compared ? stepsOf(groupBy, compared) : []
    return (currencies.length > 0 ? currencies : [null]).flatMap((currency) =>
      steps.map((key, place) => ({
        key,
        currency,
        sums: at(now, key, currency),
        before: before && at(before, earlier[place], currency),
      })),
    )
  }
  const known = new Map([...now, ...(before ?? [])].map((one) => [`${one.key} ${one.currency}`, one]))
  return [...known.values()].map(({ key, currency }) => ({
    key,
    currency,
    sums: at(now, key, currency),
    before: before && at(before, key, currency),
  }))
}

function lineOf(report: Report, { key, currency, sums, before }: Group, label: string): ReportLine {
  return { key, label, currency, values: valuesOf(report, sums), previous: before && valuesOf(report, before) }
}

function valuesOf({ figures }: Report, sums: Sums): ReportValues {
  return Object.fromEntries(figures.map((figure) => [figure.code, figureValue(figure, sums)]))
}

function totalsOf(report: Report, { now, before }: Found): ReportLine[] {
  const currencies = [...new Set([...now, ...(before ?? [])].map(({ currency }) => currency))]
  return (currencies.length > 0 ? currencies : [null]).map((currency) => {
    const sums = added(now, currency)
    return lineOf(report, { key: null, currency, sums, before: before && added(before, currency) }, 'All')
  })
}

function added(groups: readonly ReportSums[], currency: string | null): Sums {
  const total: Record<string, number> = {}
  for (const group of groups) {
    if (group.currency !== currency) continue
    for (const [name, value] of Object.entries(group.sums)) total[name] = (total[name] ?? 0) + value
  }
  return total
}

const noneOf: Partial<Record<Grouping, string>> = {
  partner: 'Our own fleet',
  courier: 'No courier yet',
  zone: 'Outside all zones',
}

function labelOf(groupBy: Grouping, key: string | null, labels: ReadonlyMap<string, string>): string {
  if (key === null) return noneOf[groupBy] ?? 'None'
  if (groupBy === 'step') return `Level ${key}`
  if (groupBy === 'type') return isType(key) ? exceptionRow(key).name : plain(key)
  return labels.get(key) ?? (groupBy === 'courier' || groupBy === 'partner' ? 'Unknown' : plain(key))
}

function isType(key: string): key is ExceptionType {
  return exceptionTypes.some((type) => type === key)
}
