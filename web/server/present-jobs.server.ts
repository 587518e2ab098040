import type { JobResult, JobView } from '#domain/views-operations.ts'
import { durationWords } from '../duration.ts'
import { type Reading, when } from '../format.ts'
import { inWords } from './problems.server.ts'

/** A job as a line of the list and as the head of its page. */
export function jobOf(job: JobView, reading: Reading) {
  const { id, kind, title, state, done, total, applied, refused, createdAt, finishedAt } = job
  const endMs = finishedAt ? Date.parse(finishedAt) : reading.nowMs
  const tookMs = endMs - Date.parse(createdAt)
  return {
    id,
    kind,
    title,
    state,
    done,
    total,
    applied,
    refused,
    created: when(createdAt, reading),
    took: durationWords(tookMs),
    left: leftWords({ done, total, tookMs, isRunning: state === 'running' }),
  }
}

export type JobLine = ReturnType<typeof jobOf>

type Pace = { done: number; total: number; tookMs: number; isRunning: boolean }

/** How long the rest takes at the pace so far. */
function leftWords({ done, total, tookMs, isRunning }: Pace): string | null {
  if (!isRunning || done === 0 || done >= total) return null
  return `about ${durationWords((tookMs / done) * (total - done))} left`
}

const mostRows = 200

/** What became of each row; what was refused first, because somebody has to look at it. */
export function resultsOf(results: readonly JobResult[], show: string | null, reading: Reading) {
  const asked = show === 'refused' ? results.filter(isBad) : results
  const ordered = asked.toSorted((a, b) => Number(isBad(b)) - Number(isBad(a)) || a.index - b.index)
  const shown = show === 'all' ? ordered : ordered.slice(0, mostRows)
  return { rows: shown.map((result) => resultOf(result, reading)), more: ordered.length - shown.length }
}

function isBad({ state }: JobResult): boolean {
  return state === 'refused' || state === 'failed'
}

function resultOf({ index, shipmentId, trackingNumber, state, message }: JobResult, reading: Reading) {
  return { index, shipmentId, number: trackingNumber, state, message: message && inWords(message, reading) }
}

export type ResultLine = ReturnType<typeof resultOf>
