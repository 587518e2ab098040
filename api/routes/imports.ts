import { Readable } from 'node:stream'
import { z } from 'zod'
import { AppError } from '#domain/errors.ts'
import { mostImportBytes } from '#domain/imports.ts'
import { importAnswer, importRowAnswer, statusesAnswer } from '#domain/schemas/answers-imports.ts'
import { pageOf } from '#domain/schemas/answers-shared.ts'
import { maybe } from '#domain/schemas/common.ts'
import {
  importFormatInput,
  importListQuery,
  importQuery,
  importRowsCsvQuery,
  importRowsQuery,
  statusesInput,
  statusesQuery,
} from '#domain/schemas/imports.ts'
import { rowsCsv } from '#files/rows-csv.ts'
import type { Services } from '../services/contract.ts'
import { tooLarge } from '../services/import-files.ts'
import { demand } from '../services/permission.ts'
import { ok, type Route } from './route.ts'
import { takeFile } from './upload-file.ts'

/** The file, and how it is written where that is not known yet, as the JSON of a PATCH. */
const importForm = z.strictObject({
  file: z.string().meta({ format: 'binary' }),
  format: maybe(z.string()),
})

/** What somebody may do with an import, each a path of its own. */
const moves = {
  apply: 'Tell the parcels what the rows of a looked-at import say',
  pause: 'Stop for now; what was sent stays sent',
  resume: 'Go on at the row where it was paused',
  cancel: 'Stop for good; what was sent stays sent and is listed',
} as const

/** Partners' files and statuses. */
export function importRoutes({ imports }: Services): Route[] {
  return [
    {
      method: 'post',
      path: '/imports',
      summary: 'Upload a CSV, TSV or XLSX file of statuses, at most 100 MB; `dryRun=true` changes nothing',
      access: 'viewer',
      query: importQuery,
      isUpload: true,
      form: importForm,
      answers: { 201: importAnswer },
      handle: async ({ stream, query }, viewer) => {
        // Rights before the first byte.
        demand(viewer, 'imports.write')
        const body = await takeFile(stream, {
          mostBytes: mostImportBytes,
          tooLarge,
          take: ({ name, bytes, fields }) => {
            const format = async () => jsonOf((await fields).get('format'))
            return imports.upload({ name, bytes, format }, query, viewer)
          },
        })
        return { status: 201, body, headers: { Location: `/api/v1/imports/${body.id}` } }
      },
    },
    {
      method: 'get',
      path: '/imports',
      summary: 'Imports, the newest first',
      access: 'viewer',
      query: importListQuery,
      answers: { 200: pageOf(importAnswer) },
      handle: async ({ query }, viewer) => ok(await imports.list(query, viewer)),
    },
    {
      method: 'get',
      path: '/imports/{id}',
      summary: 'One import with its counts, progress and examples',
      access: 'viewer',
      answers: { 200: importAnswer },
      handle: async ({ params }, viewer) => ok(await imports.get(params.id ?? '', viewer)),
    },
    {
      method: 'patch',
      path: '/imports/{id}',
      summary: 'Say what its columns, dates and zone mean; it is staged anew, and the partner’s next files too',
      access: 'viewer',
      body: importFormatInput,
      answers: { 200: importAnswer },
      handle: async ({ params, body }, viewer) => ok(await imports.change(params.id ?? '', body, viewer)),
    },
    ...Object.entries(moves).map(
      ([name, summary]): Route => ({
        method: 'post',
        path: `/imports/{id}/${name}`,
        summary,
        access: 'viewer',
        answers: { 200: importAnswer },
        handle: async ({ params }, viewer) =>
          // The keys of the table are names of the service's own methods.
          ok(await imports[name as keyof typeof moves](params.id ?? '', viewer)),
      }),
    ),
    {
      method: 'get',
      path: '/imports/{id}/rows',
      summary: 'Its rows with what became of each',
      access: 'viewer',
      query: importRowsQuery,
      answers: { 200: pageOf(importRowAnswer) },
      handle: async ({ params, query }, viewer) => ok(await imports.rows(params.id ?? '', query, viewer)),
    },
    {
      method: 'get',
      path: '/imports/{id}/rows.csv',
      summary: 'The same as CSV, all of them',
      access: 'viewer',
      query: importRowsCsvQuery,
      answers: { 200: null },
      handle: async ({ params, query }, viewer) => {
        const stream = Readable.from(rowsCsv(await imports.allRows(params.id ?? '', query, viewer)))
        const headers = { 'Content-Disposition': 'attachment; filename="rows.csv"' }
        return { status: 200, contentType: 'text/csv', stream, headers }
      },
    },
    {
      method: 'post',
      path: '/partner/statuses',
      summary: 'Report one status or up to 1,000, once for each Idempotency-Key',
      access: 'viewer',
      query: statusesQuery,
      body: statusesInput,
      headers: { 'Idempotency-Key': 'A text of your own; the same key and body report once' },
      answers: { 200: statusesAnswer, 202: statusesAnswer },
      handle: async ({ body, query, header }, viewer) => {
        const key = header('idempotency-key') ?? ''
        const { isDone, view } = await imports.report(body, { viewer, query, idempotencyKey: key })
        return { status: isDone ? 200 : 202, body: view, headers: { Location: `/api/v1/imports/${view.import.id}` } }
      },
    },
  ]
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return null
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    throw new AppError('malformed', 'The field `format` is no JSON.')
  }
}
