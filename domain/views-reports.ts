import type { Figure, Grouping, Stakeholder } from './report-figures.ts'
import type { Period, Span } from './report-periods.ts'
import type { ReportCode } from './reports.ts'
import type { Instant } from './views.ts'

/** By which parcels a report is narrowed. */
export type ReportFilter = {
  partnerId: string | null
  courierId: string | null
  zone: string | null
  level: string | null
}

type ReportOption = { value: string; label: string }

/** What a report can be narrowed by. */
export type ReportOptions = Readonly<Record<'partners' | 'couriers' | 'zones' | 'levels', readonly ReportOption[]>>

/** A report in the gallery of a viewer. */
export type ReportSummary = {
  code: ReportCode
  title: string
  words: string
  for: readonly Stakeholder[]
  groupings: readonly Grouping[]
}

/** Figures by their codes; null where a share or mean would divide by nothing. */
export type ReportValues = Readonly<Record<string, number | null>>

/** One group with its figures, and those of the period before where that was asked for. */
export type ReportLine = {
  /** Null for what has no such partner, courier or zone. */
  key: string | null
  label: string
  /** Set in reports of money: amounts of several currencies are never added. */
  currency: string | null
  values: ReportValues
  previous: ReportValues | null
}

export type ReportView = {
  code: ReportCode
  title: string
  words: string
  period: Period
  /** The period before; null unless it was asked for. */
  compared: Period | null
  /** The zone whose days are counted. */
  zone: string
  /** What had happened by then is in the figures. */
  asOf: Instant
  groupBy: Grouping
  groupings: readonly Grouping[]
  filter: ReportFilter
  figures: readonly Pick<Figure, 'code' | 'name' | 'unit' | 'definition'>[]
  rows: readonly ReportLine[]
  /** Over all groups; one line a currency in reports of money. */
  totals: readonly ReportLine[]
}

/** A parcel behind a figure. */
export type ReportParcel = {
  shipmentId: string
  trackingNumber: string
  status: string
  day: string
  level: string
  zone: string | null
  partnerName: string | null
  courierName: string | null
  isOnTime: boolean | null
  tries: number
  exceptions: number
}

/** What a kept question or a schedule asks, besides its period. */
export type ReportWish = {
  groupBy?: Grouping
  partnerId?: string
  courierId?: string
  zone?: string
  level?: string
  compare?: 'previous'
}

export type SavedReportView = {
  id: string
  report: ReportCode
  name: string
  query: ReportWish & { from?: string; to?: string }
}

export const rhythms = ['daily', 'weekly', 'monthly'] as const
export type Rhythm = (typeof rhythms)[number]

/** What each rhythm looks back on. */
export const spanOf: Record<Rhythm, Span> = { daily: 'day', weekly: 'week', monthly: 'month' }

export const reportFormats = ['csv', 'xlsx', 'pdf'] as const
export type ReportFormat = (typeof reportFormats)[number]

export const runStates = ['waiting', 'sent', 'failed'] as const
export type RunState = (typeof runStates)[number]

export type ReportScheduleView = {
  id: string
  report: ReportCode
  query: ReportWish
  format: ReportFormat
  rhythm: Rhythm
  /** 1 is Monday; null unless weekly. */
  weekday: number | null
  at: string
  zone: string
  recipients: readonly { id: string; name: string }[]
  isActive: boolean
  nextAt: Instant | null
  createdBy: string
  /** Whether the viewer may change it. */
  isMine: boolean
  /** The last sendings, the newest first. */
  runs: readonly { dueAt: Instant; state: RunState; sent: number; failure: string | null }[]
}
