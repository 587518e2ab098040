import type { HistoryRow, WorkflowView } from '#domain/views.ts'
import { durationWords } from '../duration.ts'
import { dayWords, type Reading, timeWords, when } from '../format.ts'

type Group = HistoryRow['group']

/** Steps of the engine that only matter to who looks for a fault. */
const inner: readonly Group[] = ['task', 'projection']
const gapMs = 60_000

export type HistoryLine = {
  eventId: number
  group: Group
  words: string
  type: string
  time: string
  exact: string
  iso: string
  /** How long nothing happened before it, when that was long. */
  gap: string | null
  /** The attributes as the engine wrote them. */
  raw: string
  /** In the compact view: the inner steps that belong to it. */
  inner: readonly { eventId: number; words: string; type: string }[]
}

/** The history as lines; the compact view folds the engine's own steps into the line before. */
export function historyOf({ events }: WorkflowView, { isFull, reading }: { isFull: boolean; reading: Reading }) {
  const lines: (HistoryLine & { inner: HistoryLine['inner'][number][] })[] = []
  let lastMs: number | null = null
  for (const row of events) {
    const line = lines.at(-1)
    if (!isFull && inner.includes(row.group) && line) {
      line.inner.push({ eventId: row.eventId, words: row.words, type: row.type })
    } else {
      lines.push({ ...lineOf(row, lastMs, reading), inner: [] })
    }
    lastMs = Date.parse(row.at)
  }
  return lines
}

function lineOf(row: HistoryRow, lastMs: number | null, reading: Reading): Omit<HistoryLine, 'inner'> {
  const at = when(row.at, reading)
  const day = dayWords(at.ms, reading)
  const quietMs = lastMs === null ? 0 : at.ms - lastMs
  return {
    eventId: row.eventId,
    group: row.group,
    words: row.words,
    type: row.type,
    time: day === 'today' ? timeWords(at.ms, reading) : `${day}, ${timeWords(at.ms, reading)}`,
    exact: at.exact,
    iso: at.iso,
    gap: quietMs >= gapMs ? durationWords(quietMs) : null,
    raw: JSON.stringify(row.attributes, null, 2),
  }
}

/** How full the history is: the engine asks for a fresh run long before its limit. */
export function sizeOf({ historyLength, historyBytes }: WorkflowView) {
  return {
    events: historyLength,
    kilobytes: Math.ceil(historyBytes / 1024),
    // Temporal refuses to go on at 51,200 events or 50 MB.
    share: Math.max(historyLength / 51_200, historyBytes / 52_428_800),
  }
}
