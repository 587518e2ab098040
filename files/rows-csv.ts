import { csvRows } from './csv.ts'

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

const columns: readonly (readonly [name: string, cell: (row: ResultRow) => string | number | null])[] = [
  ['line', ({ line }) => line],
  ['tracking_number', ({ number }) => number],
  ['status', ({ code }) => code],
  ['occurred_at', ({ occurredAtMs }) => (occurredAtMs === null ? null : new Date(occurredAtMs).toISOString())],
  ['place', ({ place }) => place],
  ['reason', ({ reason }) => reason],
  ['note', ({ note }) => note],
  ['text', ({ text }) => text],
  ['outcome', ({ outcome }) => outcome],
  ['result', ({ result }) => result],
  ['why', ({ cause }) => cause],
  ['message', ({ message }) => message],
]

/** Rows as CSV, written while they are read; no cell is a formula. */
export async function* rowsCsv(pages: AsyncIterable<readonly ResultRow[]>): AsyncGenerator<string> {
  yield csvRows([columns.map(([name]) => name)])
  for await (const rows of pages) yield csvRows(rows.map((row) => columns.map(([, cell]) => cell(row))))
}
