import { type ColumnPlaces, type ImportField, importFields } from './import-columns.ts'
import type { CellInstant } from './import-instants.ts'
import { mostAheadMs } from './imports.ts'

/** A row of a partner's file as it is staged: what it says, or why it says nothing. */
export type StagedRow = {
  line: number
  said: Readonly<Record<Exclude<ImportField, 'occurred_at'>, string>>
  atMs: number | null
  /** The other reading of a date whose day and month cannot be told apart; then `atMs` is day first. */
  monthFirstAtMs: number | null
  fault: { code: string; message: string } | null
}

type Raw = { line: number; cells: readonly string[]; fault: { code: string; column: number; message: string } | null }

export type RowReading = {
  places: ColumnPlaces
  columns: number
  nowMs: number
  readInstant: (text: string) => CellInstant
}

const longest: Record<ImportField, number> = {
  tracking_number: 64,
  status: 120,
  occurred_at: 64,
  place: 200,
  reason: 200,
  note: 1_000,
  text: 500,
  event_id: 120,
  evidence: 200,
}

const nothingSaid = {
  tracking_number: '',
  status: '',
  place: '',
  reason: '',
  note: '',
  text: '',
  event_id: '',
  evidence: '',
}

/** Reads one row. A row that cannot be read says why, with the column, and leaves the others alone. */
export function readRow(raw: Raw, reading: RowReading): StagedRow {
  const { line } = raw
  if (raw.fault) return bad(line, raw.fault.code, `Column ${raw.fault.column}: ${raw.fault.message}`)
  const said: Record<string, string> = { ...nothingSaid }
  let when = ''
  for (const field of importFields) {
    const at = reading.places[field]
    if (at === undefined) continue
    const value = (raw.cells[at] ?? '').trim()
    const fault = faultOf(field, value)
    if (fault) return bad(line, fault.code, `Column ${at + 1} (${field}) ${fault.message}`)
    if (field === 'occurred_at') when = value
    else said[field] = value
  }
  // Every key is there: it begins with all of them.
  const row = { line, said: said as StagedRow['said'], atMs: null, monthFirstAtMs: null, fault: null }
  if (said.tracking_number === '') return { ...row, fault: { code: 'missing', message: 'It names no parcel.' } }
  if (said.status === '' && said.text === '')
    return { ...row, fault: { code: 'missing', message: 'It says no status.' } }
  if (raw.cells.length > reading.columns && raw.cells.slice(reading.columns).some((cell) => cell.trim() !== '')) {
    return { ...row, fault: { code: 'too_many_cells', message: 'It has more cells than the header has columns.' } }
  }
  return when === '' ? row : withInstant(row, when, reading)
}

function withInstant(row: StagedRow, when: string, { readInstant, nowMs, places }: RowReading): StagedRow {
  const read = readInstant(when)
  const column = (places.occurred_at ?? 0) + 1
  if (read.kind === 'unreadable') {
    const message = `Column ${column} (occurred_at) is no date and time that can be read.`
    return { ...row, fault: { code: 'bad_date', message } }
  }
  if (read.kind === 'either') return { ...row, atMs: read.dmyMs, monthFirstAtMs: read.mdyMs }
  if (read.ms <= nowMs + mostAheadMs) return { ...row, atMs: read.ms }
  return { ...row, fault: { code: 'future', message: `Column ${column} (occurred_at) lies in the future.` } }
}

function faultOf(field: ImportField, value: string): { code: string; message: string } | null {
  if (value.includes('\uFFFD')) return { code: 'broken_encoding', message: 'has bytes that are no text.' }
  if (value.includes('\0')) return { code: 'nul', message: 'has a NUL, which cannot be kept.' }
  if (value.length > longest[field])
    return { code: 'too_long', message: `is longer than ${longest[field]} characters.` }
  return null
}

function bad(line: number, code: string, message: string): StagedRow {
  return { line, said: nothingSaid, atMs: null, monthFirstAtMs: null, fault: { code, message } }
}
