import type { ImportField } from '#domain/import-columns.ts'
import type { ImportSource, ImportState, RowOutcome, RowResult } from '#domain/imports.ts'

type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger'
type Row = { name: string; tone: Tone }

export const importStateTable: Record<ImportState, Row> = {
  staging: { name: 'Reading', tone: 'info' },
  review: { name: 'To be applied', tone: 'warn' },
  applying: { name: 'Applying', tone: 'info' },
  paused: { name: 'Paused', tone: 'warn' },
  done: { name: 'Done', tone: 'ok' },
  failed: { name: 'Failed', tone: 'danger' },
  cancelled: { name: 'Cancelled', tone: 'neutral' },
}

export const sourceNames: Record<ImportSource, string> = {
  upload: 'file',
  api: 'statuses',
  drop: 'watched folder',
}

/** What a row may come to, in the order in which somebody looks at them. */
export const rowTable: Record<RowOutcome | RowResult, Row & { words: string }> = {
  new: { name: 'New', tone: 'ok', words: 'News for their parcels' },
  applied: { name: 'Applied', tone: 'ok', words: 'Their parcels have taken them' },
  in_review: { name: 'In review', tone: 'warn', words: 'Somebody looks at them' },
  unchanged: { name: 'Unchanged', tone: 'neutral', words: 'Known already' },
  unmapped: { name: 'Unmapped', tone: 'warn', words: 'A word that no rule knows' },
  ambiguous: { name: 'Ambiguous', tone: 'warn', words: 'A word that is read in two ways' },
  unknown_parcel: { name: 'Unknown parcel', tone: 'danger', words: 'No parcel of yours' },
  backward: { name: 'Backward', tone: 'danger', words: 'Older than where the parcel is' },
  bad: { name: 'Bad', tone: 'danger', words: 'Cannot be read' },
}

/** Why a row came to what it did, where it does not say so itself. */
const causes: Readonly<Record<string, string>> = {
  known: 'It was said before.',
  repeated: 'It says the same as an earlier row.',
  same_status: 'The parcel is there already.',
  older: 'The parcel is further already.',
  unknown: 'None of your parcels has this number.',
  unmapped: 'No rule of the mapping knows this word.',
  ambiguous: 'Two rules of the mapping read this word differently.',
  no_evidence: 'There is no proof of it.',
  closed: 'The parcel is closed.',
  future: 'It lies in the future.',
  day_or_month: 'Day and month cannot be told apart.',
}

export function causeWords(cause: string): string {
  return causes[cause] ?? `It was kept: ${cause.replaceAll('_', ' ')}.`
}

export const fieldNames: Record<ImportField, string> = {
  tracking_number: 'Tracking number or reference',
  status: 'Status',
  occurred_at: 'Time',
  place: 'Place',
  reason: 'Reason',
  note: 'Note',
  text: 'Status in words',
  event_id: 'Number of the event',
  evidence: 'Proof of delivery',
}

/** What was done, as the address says it. */
const doneTable: Readonly<Record<string, { words: string; state: ImportState }>> = {
  apply: { words: 'It is being applied.', state: 'applying' },
  pause: { words: 'It is paused. What was sent stays sent.', state: 'paused' },
  resume: { words: 'It goes on where it was paused.', state: 'applying' },
  cancel: { words: 'It is cancelled. What was sent stays sent.', state: 'cancelled' },
  change: { words: 'It is read again under the new columns; your next files too.', state: 'staging' },
}

/** The words for what was done, as long as they are true: an import goes on while its page stays open. */
export function doneWords(done: string | null, state: ImportState): string | null {
  const row = doneTable[done ?? '']
  return row?.state === state ? row.words : null
}
