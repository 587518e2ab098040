import { stringify } from 'csv-stringify/sync'
import type { Cell, FileTable } from '#domain/report-file.ts'

/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/

/** Text that no spreadsheet runs; numbers stay numbers, negative ones as well. */
export function harmless<T>(cell: T): T | string {
  return typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell
}

/** Rows as CSV, without a head. */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  return stringify(rows.map((row) => row.map(harmless)))
}

/** Rows under their names as CSV. */
export function csvOf(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return csvRows([names, ...rows])
}

/** A whole table as CSV, what is over all of it in its last rows. */
export function csvFile({ columns, rows, totals }: FileTable): Buffer {
  const names = columns.map(({ name }) => name)
  return Buffer.from(csvOf(names, [...rows, ...totals]))
}
