import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type ColumnMap, missingIn, placesIn } from '#domain/import-columns.ts'
import { createInstantReader, type DateOrder } from '#domain/import-instants.ts'
import { readRow } from '#domain/import-rows.ts'
import { mostImportRows } from '#domain/imports.ts'
import { type ByteSource, FileFault } from '#files/source.ts'
import type { FileFormat } from '#files/table.ts'
import { readHeader, readTable } from '#files/table.ts'
import { copyColumns, copyLine } from './copy-line.ts'

export type Staging = {
  importId: string
  /** `stage` in a dry run; a bench compares with the table where the rows end. */
  table: 'stage' | 'import_row'
  source: ByteSource
  format: FileFormat
  columns: ColumnMap
  dateOrder: DateOrder | null
  zone: string
  /** Called now and then; what it throws ends the staging. */
  beat: (rows: number) => void
}

export type Staged = {
  rows: number
  /** Dates that can only be day first, only be month first, or either. */
  dates: { dmy: number; mdy: number; either: number }
}

/** Reads a file to its end and copies its rows into a table, in the little memory that a few of them take. */
export async function stageRows(client: Client, staging: Staging): Promise<Staged> {
  const { importId, source, format, columns, beat } = staging
  const header = await readHeader(source, format)
  const places = placesIn(header, columns)
  const missing = missingIn(places, columns)
  if (missing.length > 0) throw new FileFault('invalid_input', `The file lacks: ${missing.join(', ')}.`, missing)
  const reading = {
    places,
    columns: header.length,
    nowMs: Date.now(),
    readInstant: createInstantReader(staging.zone, staging.dateOrder),
  }
  const staged: Staged = { rows: 0, dates: { dmy: 0, mdy: 0, either: 0 } }
  const counting = { ...reading, readInstant: counted(reading.readInstant, staged.dates) }
  const copy = client.query(copyFrom(`COPY ${staging.table} (${copyColumns}) FROM STDIN`))
  const ended = finished(copy)
  // Heard where it is awaited; until then a failure must not end the process.
  ended.catch(() => undefined)
  try {
    let isHeader = true
    for await (const rows of readTable(source, format)) {
      const fresh = isHeader ? rows.slice(1) : rows
      if (rows.length > 0) isHeader = false
      staged.rows += fresh.length
      if (staged.rows > mostImportRows) {
        throw new FileFault('invalid_input', `The file has more than ${mostImportRows} rows.`)
      }
      const text = fresh.map((row) => copyLine(importId, readRow(row, counting))).join('')
      if (text !== '' && !copy.write(text)) await once(copy, 'drain')
      beat(staged.rows)
      await breathe()
    }
  } catch (error) {
    copy.destroy(error instanceof Error ? error : new Error(String(error)))
    await ended.catch(() => undefined)
    throw error
  }
  copy.end()
  await ended
  return staged
}

type Read = ReturnType<typeof createInstantReader>

/** The same reader; what its cells can only mean is counted for the file as a whole. */
function counted(read: Read, dates: Staged['dates']): Read {
  return (text) => {
    const instant = read(text)
    if (instant.kind === 'either') dates.either++
    else if (instant.kind === 'instant' && instant.order !== null) dates[instant.order]++
    return instant
  }
}
