import type { ColumnMap } from './import-columns.ts'
import type { DateOrder } from './import-instants.ts'
import type { ImportSource, ImportState, RowOutcome, RowResult } from './imports.ts'
import type { Instant } from './views.ts'

/** How the rows of an import are written. */
export type ImportFormatView = { columns: ColumnMap; dateOrder: DateOrder | null; zone: string }

/** How many rows came to what; `rows` is all of them. */
export type ImportCounts = {
  rows: number
  new: number
  unchanged: number
  unmapped: number
  ambiguous: number
  unknownParcel: number
  backward: number
  bad: number
  applied: number
  inReview: number
}

/** One row with what became of it; `trackingNumber` is what the row itself says. */
export type ImportRowView = {
  line: number
  outcome: RowOutcome
  /** Null until its parcel has answered, and for what is never sent. */
  result: RowResult | null
  reason: string | null
  message: string | null
  trackingNumber: string
  shipmentId: string | null
  said: { status: string; text: string; reason: string; place: string; occurredAt: Instant | null }
}

/** A partner's file, or statuses that came at once by the API. */
export type ImportView = {
  id: string
  partner: { id: string; name: string }
  source: ImportSource
  name: string
  sha256: string
  state: ImportState
  counts: ImportCounts
  /** While rows are being sent. */
  progress: { done: number; total: number; perSecond: number; secondsLeft: number | null } | null
  mappingVersion: number | null
  format: ImportFormatView
  failure: string | null
  createdBy: string
  createdAt: Instant
  finishedAt: Instant | null
  /** Up to five rows of each outcome; absent in lists. */
  examples?: readonly ImportRowView[]
}

/** What became of statuses that came at once. */
export type StatusesView = { import: ImportView; items: readonly ImportRowView[] }
