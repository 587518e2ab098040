import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { ListedRow } from '#db/import-rows.ts'

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
export function rowsCsv(pages: AsyncIterable<readonly ListedRow[]>): Readable {
  return Readable.from(written(pages))
}

async function* written(pages: AsyncIterable<readonly ListedRow[]>): AsyncGenerator<string> {
  yield stringify([], { header: true, columns: [...columns] })
  for await (const rows of pages) {
    yield stringify(rows.map(lineOf), { columns: [...columns], escape_formulas: true })
  }
}

function lineOf(row: ListedRow): Line {
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
