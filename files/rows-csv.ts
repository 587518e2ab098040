import { stringify } from 'csv-stringify/sync'

/** A row with what became of it, as an export says it. */
export type ResultRow = {
  line: number
  number: string
  code: string
  text: string
  reason: string
  place: string
  note: string
  occurredAtMs: number | null
  outcome: string | null
  result: string | null
  cause: string | null
  message: string | null
}

const columns = [
  'line',
  'tracking_number',
  'status',
  'occurred_at',
  'place',
  'reason',
  'note',
  'text',
  'outcome',
  'result',
  'why',
  'message',
] as const

type Line = Record<(typeof columns)[number], string | number>

/** Rows as CSV, written while they are read; cells that a spreadsheet would take for formulas are made plain text. */
export async function* rowsCsv(pages: AsyncIterable<readonly ResultRow[]>): AsyncGenerator<string> {
  yield stringify([], { header: true, columns: [...columns] })
  for await (const rows of pages) {
    yield stringify(rows.map(lineOf), { columns: [...columns], escape_formulas: true })
  }
}

function lineOf(row: ResultRow): Line {
  return {
    line: row.line,
    tracking_number: row.number,
    status: row.code,
    occurred_at: row.occurredAtMs === null ? '' : new Date(row.occurredAtMs).toISOString(),
    place: row.place,
    reason: row.reason,
    note: row.note,
    text: row.text,
    outcome: row.outcome ?? '',
    result: row.result ?? '',
    why: row.cause ?? '',
    message: row.message ?? '',
  }
}
