import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AppError } from '#domain/errors.ts'
import { mostImportBytes } from '#domain/imports.ts'
import { type Incoming, takeFile } from '../routes/upload-file.ts'
import type { FormFile } from '../services/contract.ts'
import { tooLarge } from '../services/import-files.ts'

/** The same as an upload by the API, for a form of a page: its body goes on as the stream that it is. */
export async function takePageFile<T>(request: Request, take: (file: FormFile) => Promise<T>): Promise<T> {
  if (request.body === null) throw new AppError('malformed', 'The upload cannot be read.')
  // The two declarations of one class: that of the browser, and that of Node.
  const body = Readable.fromWeb(request.body as ReadableStream)
  const stream: Incoming = Object.assign(body, { headers: Object.fromEntries(request.headers) })
  return await takeFile(stream, { mostBytes: mostImportBytes, tooLarge, take })
}
