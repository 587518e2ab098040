import { importMoves, type RowOutcome, type RowResult } from '#domain/imports.ts'
import type { ImportCounts, ImportRowView, ImportView } from '#domain/views-imports.ts'
import { durationWords } from '../duration.ts'
import { type Reading, when } from '../format.ts'
import { causeWords, sourceNames } from '../words/imports.ts'
import { saidWords } from '../words/mappings.ts'

const counts: Record<RowOutcome | RowResult, keyof ImportCounts> = {
  new: 'new',
  applied: 'applied',
  in_review: 'inReview',
  unchanged: 'unchanged',
  unmapped: 'unmapped',
  ambiguous: 'ambiguous',
  unknown_parcel: 'unknownParcel',
  backward: 'backward',
  bad: 'bad',
}

/** Every outcome and result, in the order in which somebody looks at them. */
export const rowKinds = Object.keys(counts) as (keyof typeof counts)[]
export type RowKind = (typeof rowKinds)[number]

const figures = new Intl.NumberFormat('en-GB')

/** An import as a line of a list. */
export function importLine(view: ImportView, reading: Reading) {
  const { id, partner, source, name, state, counts: found, createdBy, createdAt } = view
  return {
    id,
    partnerName: partner.name,
    source: sourceNames[source],
    name,
    state,
    by: createdBy,
    created: when(createdAt, reading),
    rows: figures.format(found.rows),
    applied: figures.format(found.applied),
    unchanged: figures.format(found.unchanged),
    doubted: state === 'review' ? found.unmapped + found.ambiguous : found.inReview,
    refused: found.unknownParcel + found.backward + found.bad,
  }
}
export type ImportLine = ReturnType<typeof importLine>

/** An import as the head of its page. */
export function importOf(view: ImportView, reading: Reading) {
  const { id, partner, source, name, state, failure, format, mappingVersion, createdBy, createdAt, finishedAt } = view
  const { new: fresh, unmapped, ambiguous, unchanged, rows, applied, inReview } = view.counts
  return {
    id,
    partner,
    name,
    source: sourceNames[source],
    state,
    failure,
    format,
    mappingVersion,
    by: createdBy,
    created: when(createdAt, reading),
    took: finishedAt ? durationWords(Date.parse(finishedAt) - Date.parse(createdAt)) : null,
    rows,
    tiles: rowKinds.map((kind) => ({ kind, count: figures.format(view.counts[counts[kind]]) })),
    doubted: unmapped + ambiguous,
    told: applied + inReview,
    toSend: fresh + unmapped + ambiguous,
    /** Nothing of it is news for any parcel. */
    isUnchanged: unchanged > 0 && fresh + unmapped + ambiguous === 0,
    unchanged,
    isRunning: state === 'staging' || state === 'applying',
    canChange: source !== 'api' && importMoves.change.includes(state),
    progress: progressOf(view),
  }
}
export type ImportHead = ReturnType<typeof importOf>

function progressOf({ progress }: ImportView) {
  if (!progress) return null
  const { done, total, perSecond, secondsLeft } = progress
  return {
    done,
    total,
    rate: perSecond > 0 ? `${figures.format(perSecond)} rows/s` : null,
    left: secondsLeft === null || secondsLeft === 0 ? null : `about ${durationWords(secondsLeft * 1_000)} left`,
  }
}

/** Less than all that is known of an instant: a page holds many rows. */
function timeOf(instant: string, reading: Reading) {
  const { iso, text } = when(instant, reading)
  return { iso, text }
}

/** One row with what became of it. */
export function rowLine({ line, trackingNumber, shipmentId, said, ...row }: ImportRowView, reading: Reading) {
  const { outcome, result, reason, message } = row
  return {
    line,
    number: trackingNumber,
    shipmentId,
    words: saidWords({ code: said.status, text: said.text, reason: said.reason }),
    place: said.place,
    at: said.occurredAt && timeOf(said.occurredAt, reading),
    outcome,
    result,
    why: message ?? (reason && causeWords(reason)) ?? (outcome === 'new' ? '' : causeWords(outcome)),
  }
}
export type RowLine = ReturnType<typeof rowLine>
