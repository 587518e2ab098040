import type { ListedRow } from '#db/import-rows.ts'
import type { ImportRow } from '#db/imports.ts'
import { sentOutcomes } from '#domain/imports.ts'
import type { ImportCounts, ImportRowView, ImportView } from '#domain/views-imports.ts'
import { instantOf } from './instants.ts'

/** An import as its partner and the staff see it. */
export function importView(row: ImportRow, examples?: readonly ListedRow[]): ImportView {
  const { id, source, name, sha256, state, mappingVersion, format, failure } = row
  return {
    id,
    partner: { id: row.partnerId, name: row.partnerName },
    source,
    name,
    sha256,
    state,
    counts: countsOf(row),
    progress: progressOf(row),
    mappingVersion,
    format,
    failure,
    createdBy: row.createdByName,
    createdAt: instantOf(row.createdAtMs),
    finishedAt: row.finishedAtMs === null ? null : instantOf(row.finishedAtMs),
    ...(examples && { examples: examples.flatMap(importRowView) }),
  }
}

/** A row; none while the dry run has not said what it is. */
export function importRowView(row: ListedRow): ImportRowView[] {
  const { line, outcome, result, cause, message, number, shipmentId, code, text, reason, place, occurredAtMs } = row
  if (outcome === null) return []
  const occurredAt = occurredAtMs === null ? null : instantOf(occurredAtMs)
  const said = { status: code, text, reason, place, occurredAt }
  return [{ line, outcome, result, reason: cause, message, trackingNumber: number, shipmentId, said }]
}

function countsOf({ counts, applied, inReview }: ImportRow): ImportCounts {
  const of = (outcome: string): number => counts?.[outcome] ?? 0
  return {
    rows: Object.values(counts ?? {}).reduce((sum, n) => sum + n, 0),
    new: of('new'),
    unchanged: of('unchanged'),
    unmapped: of('unmapped'),
    ambiguous: of('ambiguous'),
    unknownParcel: of('unknown_parcel'),
    backward: of('backward'),
    bad: of('bad'),
    applied,
    inReview,
  }
}

function progressOf({ state, counts, applied, inReview, startedAtMs, startedWith }: ImportRow): ImportView['progress'] {
  if (startedAtMs === null || (state !== 'applying' && state !== 'paused')) return null
  const total = sentOutcomes.reduce((sum, outcome) => sum + (counts?.[outcome] ?? 0), 0)
  const done = applied + inReview
  const seconds = Math.max(0.001, (Date.now() - startedAtMs) / 1_000)
  const perSecond = state === 'applying' ? Math.round(((done - startedWith) / seconds) * 10) / 10 : 0
  const secondsLeft = perSecond > 0 ? Math.ceil((total - done) / perSecond) : null
  return { done, total, perSecond, secondsLeft }
}
