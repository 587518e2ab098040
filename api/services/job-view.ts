import type { JobRow } from '#db/jobs.ts'
import type { JobResult, JobView, WhatIfOutcome } from '#domain/views-operations.ts'
import { instantOf } from './instants.ts'

/** A job as its owner sees it. */
export function jobView(row: JobRow, results?: readonly JobResult[]): JobView {
  const { id, kind, title, state, done, total, applied, refused } = row
  return {
    id,
    kind,
    title,
    state,
    done: Math.min(done, total),
    total,
    applied,
    refused,
    createdAt: instantOf(row.createdAtMs),
    finishedAt: row.finishedAtMs === null ? null : instantOf(row.finishedAtMs),
    ...(results && { results }),
    // Only our own activity writes it.
    ...(kind === 'what_if' && row.outcome !== null && { outcome: row.outcome as WhatIfOutcome }),
  }
}
