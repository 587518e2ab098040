import { type Grouping, groupingNames, isTimeGrouping, stakeholderNames, type Unit } from '#domain/report-figures.ts'
import { figureWords } from '#domain/report-words.ts'
import type {
  ReportLine,
  ReportOptions,
  ReportParcel,
  ReportSummary,
  ReportView,
  SavedReportView,
} from '#domain/views-reports.ts'
import { plain } from '#domain/words.ts'
import { type Reading, when } from '../format.ts'

/** What a report is asked in an address. */
const asked = ['from', 'to', 'groupBy', 'partnerId', 'courierId', 'zone', 'level', 'compare'] as const

/** The question of an address, without what is empty and without what belongs to the page alone. */
export function reportQueryOf(search: URLSearchParams, more: readonly string[] = []): Record<string, string> {
  const pairs = [...asked, ...more].map((name) => [name, search.get(name)?.trim() ?? ''] as const)
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''))
}

/** A report of the gallery, ready to show. */
export function galleryOf(reports: readonly ReportSummary[]) {
  return reports.map(({ code, title, words, for: stakeholders }) => ({
    code,
    title,
    words,
    stakeholders: stakeholders.map((one) => stakeholderNames[one]),
  }))
}

/** A kept view as a link. */
export function viewLinkOf({ id, name, report, query }: SavedReportView, gallery: readonly ReportSummary[]) {
  const title = gallery.find(({ code }) => code === report)?.title ?? report
  return { id, name, report: title, to: `/reports/${report}?${addressOf({ ...query }, {})}` }
}

/** A report with its figures as people read them, and the addresses that lead on from it. */
export function reportOf(view: ReportView, query: Record<string, string>, reading: Reading) {
  const { code, figures, totals, rows, groupBy, compared, period } = view
  const isOfMoney = figures.some(({ unit }) => unit === 'money')
  const parcels = (more: Record<string, string>) =>
    `/reports/${code}/parcels?${addressOf({ ...query, ...period }, more)}`
  return {
    code,
    title: view.title,
    words: view.words,
    period,
    compared,
    zone: view.zone,
    asOf: when(view.asOf, reading),
    groupBy,
    groupings: view.groupings.map((value) => ({ value, label: groupingNames[value] })),
    totals: totals.flatMap((line) =>
      figures.map((figure) => ({
        key: `${figure.code} ${line.currency}`,
        name: figure.name,
        definition: figure.definition,
        value: figureWords(figure.unit, line.values[figure.code] ?? null, line.currency),
        change: changeOf(figure, line),
        parcels: parcels({ figure: figure.code }),
      })),
    ),
    columns: [groupingNames[groupBy], ...(isOfMoney ? ['Currency'] : []), ...figures.map(({ name }) => name)],
    rows: rows.map((line) => ({
      key: `${line.key} ${line.currency}`,
      label: labelOf(groupBy, line),
      currency: isOfMoney ? line.currency : null,
      parcels: parcels({ groupBy, key: line.key ?? '' }),
      cells: figures.map(({ code: name, unit }) => cellOf(unit, line, name)),
    })),
    isOfMoney,
    isEmpty: totals.every(({ values }) => Object.values(values).every((value) => !value)),
    chart: isTimeGrouping(groupBy) ? chartOf(view) : null,
    files: (['csv', 'xlsx', 'pdf'] as const).map((format) => ({
      format,
      to: `/api/v1/reports/${code}?${addressOf({ ...query, ...period, groupBy }, { format })}`,
    })),
    schedule: `/reports/${code}/schedule?${addressOf(query, {})}`,
  }
}

export type ShownReport = ReturnType<typeof reportOf>

/** Without the currency: it has a column of its own. */
function cellOf(unit: Unit, { values, previous }: ReportLine, code: string) {
  return {
    value: figureWords(unit, values[code] ?? null, null),
    previous: previous && figureWords(unit, previous[code] ?? null, null),
  }
}

type Change = { words: string; isUp: boolean } | null

/** How a figure has moved since the period before: shares in points, everything else in percent of what it was. */
function changeOf({ code, unit }: ReportView['figures'][number], { values, previous }: ReportLine): Change {
  const [now, before] = [values[code] ?? null, previous?.[code] ?? null]
  if (previous === null || now === null || before === null) return null
  const isUp = now >= before
  if (unit === 'percent') return { words: `${Math.abs((now - before) * 100).toFixed(1)} points`, isUp }
  if (before === 0) return now === 0 ? { words: 'as before', isUp } : null
  return { words: `${Math.abs(((now - before) / before) * 100).toFixed(1)} %`, isUp }
}

function labelOf(groupBy: Grouping, { key, label }: ReportLine): string {
  if (key === null || !isTimeGrouping(groupBy)) return label
  const at = new Date(`${key}T12:00:00Z`)
  const style: Intl.DateTimeFormatOptions =
    groupBy === 'month' ? { month: 'long', year: 'numeric' } : { weekday: 'short', day: 'numeric', month: 'short' }
  const words = new Intl.DateTimeFormat('en-GB', { ...style, timeZone: 'UTC' }).format(at)
  return groupBy === 'week' ? `Week of ${words}` : words
}

/** The first share, mean or sum that says something, over time: the rest stands in the table. */
function chartOf({ figures, rows, compared }: ReportView) {
  const figure = figures.find(({ unit }) => unit !== 'count') ?? figures[0]
  const [first] = rows
  if (!figure || !first) return null
  const shown = rows.filter(({ currency }) => currency === first.currency)
  const scale =
    figure.unit === 'percent' ? 100 : figure.unit === 'seconds' ? 1 / 3_600 : figure.unit === 'money' ? 0.01 : 1
  const points = (of: (line: ReportLine) => number | null | undefined) =>
    shown.map((line) => {
      const value = of(line) ?? null
      return value === null ? null : value * scale
    })
  return {
    name: figure.name,
    unit: { count: '', percent: '%', seconds: 'hours', decimal: '', money: first.currency ?? '' }[figure.unit],
    times: shown.map(({ key }) => Date.parse(`${key}T12:00:00Z`) / 1_000),
    values: points(({ values }) => values[figure.code]),
    before: compared ? points(({ previous }) => previous?.[figure.code]) : null,
  }
}

export type ShownChart = NonNullable<ReturnType<typeof chartOf>>

/** Lists to choose from, without those that have nothing in them. */
export function filtersOf({ partners, couriers, zones, levels }: ReportOptions) {
  const lists = [
    { name: 'zone', label: 'Zone', options: zones },
    { name: 'level', label: 'Service level', options: levels },
    { name: 'partnerId', label: 'Partner', options: partners },
    { name: 'courierId', label: 'Courier', options: couriers },
  ]
  return lists.filter(({ options }) => options.length > 0)
}

export type ShownFilter = ReturnType<typeof filtersOf>[number]

/** A parcel behind a figure; where it is looked at depends on who looks. */
export function reportParcelOf({ shipmentId, isOnTime, ...parcel }: ReportParcel, isStaff: boolean) {
  return {
    ...parcel,
    id: shipmentId,
    to: isStaff ? `/dispatch/shipments/${shipmentId}` : `/app/shipments/${shipmentId}`,
    status: plain(parcel.status),
    tries: counted(parcel.tries, 'try', 'tries'),
    exceptions: counted(parcel.exceptions, 'exception', 'exceptions'),
    onTime: isOnTime === null ? 'open' : isOnTime ? 'in time' : 'late',
  }
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? `no ${many}` : `${count} ${count === 1 ? one : many}`
}

function addressOf(query: Record<string, string>, more: Record<string, string>): string {
  return new URLSearchParams({ ...query, ...more }).toString()
}
