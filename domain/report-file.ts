import { groupingNames, isTimeGrouping, type Unit } from './report-figures.ts'
import type { ReportLine, ReportView } from './views-reports.ts'

export type Cell = string | number | null

/** How a column is read; `text` is never taken for a number. */
export type ColumnKind = 'text' | Unit

export type FileColumn = { name: string; kind: ColumnKind }

/** A table on its way into a file, whatever its format. */
export type FileTable = {
  title: string
  /** What stands above the table: the period and what it was narrowed to. */
  notes: readonly string[]
  columns: readonly FileColumn[]
  rows: readonly (readonly Cell[])[]
  /** Over all rows. */
  totals: readonly (readonly Cell[])[]
  definitions: readonly { name: string; words: string }[]
}

/** A report as a table: times in hours, money in whole units, shares in percent. */
export function fileTableOf(view: ReportView): FileTable {
  const hasMoney = view.figures.some(({ unit }) => unit === 'money')
  const isCompared = view.compared !== null
  const figures = view.figures.map(({ name, unit }) => ({ name: `${name}${unitWords[unit]}`, kind: unit }))
  const before = isCompared ? figures.map(({ name, kind }) => ({ name: `${name}, period before`, kind })) : []
  return {
    title: view.title,
    notes: notesOf(view),
    columns: [
      { name: groupingNames[view.groupBy], kind: 'text' },
      ...(hasMoney ? [{ name: 'Currency', kind: 'text' as const }] : []),
      ...figures,
      ...before,
    ],
    rows: view.rows.map((line) => cellsOf(view, line, hasMoney)),
    totals: view.totals.map((line) => cellsOf(view, line, hasMoney)),
    definitions: view.figures.map(({ name, definition }) => ({ name, words: definition })),
  }
}

/** The name of its file, without what is after the point. */
export function fileNameOf({ code, period }: Pick<ReportView, 'code' | 'period'>): string {
  return `waybill-${code}-${period.from}-to-${period.to}`
}

const unitWords: Record<Unit, string> = { count: '', percent: ', %', seconds: ', hours', decimal: '', money: '' }

/** What one of a unit is in a file. */
const scales: Record<Unit, number> = { count: 1, percent: 0.01, seconds: 3_600, decimal: 1, money: 100 }

function cellsOf(
  { figures }: ReportView,
  { label, currency, values, previous }: ReportLine,
  hasMoney: boolean,
): Cell[] {
  const numbers = (given: ReportLine['values']) =>
    figures.map(({ code, unit }) => {
      const value = given[code] ?? null
      return value === null ? null : Math.round((value / scales[unit]) * 100) / 100
    })
  return [label, ...(hasMoney ? [currency] : []), ...numbers(values), ...(previous ? numbers(previous) : [])]
}

function notesOf({ period, compared, zone, asOf, filter, groupBy }: ReportView): string[] {
  const narrowed = Object.entries({ ...filter, partnerId: null, courierId: null })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
  const people = [filter.partnerId && 'one partner', filter.courierId && 'one courier'].filter(Boolean)
  const all = [...narrowed, ...people]
  return [
    `${period.from} to ${period.to}, days of ${zone}${isTimeGrouping(groupBy) ? `, by ${groupBy}` : ''}`,
    ...(compared ? [`Compared with ${compared.from} to ${compared.to}`] : []),
    ...(all.length > 0 ? [`Only: ${all.join(', ')}`] : []),
    `As of ${asOf.slice(0, 16).replace('T', ' ')} UTC`,
  ]
}
