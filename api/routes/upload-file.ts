import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import { AppError } from '#domain/errors.ts'

/** What comes beside the file. */
export type Fields = ReadonlyMap<string, string>

type Taking<T> = {
  /** Refused unread when the request says that it is larger. */
  mostBytes: number
  tooLarge: () => AppError
  /** Reads the file to its end; `fields` is whole once the request is. */
  take: (file: { name: string; bytes: Readable; fields: Promise<Fields> }) => Promise<T>
}

const limits = { files: 1, fields: 8, fieldSize: 20_000, fieldNameSize: 50, parts: 10 }
const overhead = 1_048_576

/** Hands the one file of a multipart request on while it comes in; nobody ever holds the whole of it. */
export function takeFile<T>(stream: IncomingMessage, { mostBytes, tooLarge, take }: Taking<T>): Promise<T> {
  if (!/^multipart\/form-data\s*;/i.test(stream.headers['content-type'] ?? '')) {
    throw new AppError('unsupported_type', 'The file must come as multipart/form-data.')
  }
  if (Number(stream.headers['content-length'] ?? 0) > mostBytes + overhead) {
    stream.resume()
    throw tooLarge()
  }
  return new Promise((resolve, reject) => {
    const parser = open(stream)
    const fields = new Map<string, string>()
    const whole = Promise.withResolvers<Fields>()
    // Whoever takes the file may never ask for them.
    whole.promise.catch(() => undefined)
    let taken: Promise<void> | null = null
    const fail = (error: unknown): void => {
      stream.unpipe(parser)
      // What is still coming is thrown away, so that the client gets to read the answer.
      stream.resume()
      parser.destroy()
      whole.reject(error)
      reject(error)
    }
    parser.on('field', (name, value) => fields.set(name, value))
    parser.on('file', (name, file, { filename }) => {
      // Whoever reads it hears of it there; before that it must not end the process.
      file.on('error', () => undefined)
      if (name !== 'file' || taken) {
        file.resume()
        return
      }
      taken = take({ name: nameOf(filename), bytes: file, fields: whole.promise }).then(resolve, fail)
    })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parser.on(limit, () => fail(broken()))
    parser.on('error', () => fail(broken()))
    stream.on('aborted', () => fail(broken()))
    parser.on('close', () => {
      whole.resolve(fields)
      if (!taken) fail(missingFile())
    })
    stream.pipe(parser)
  })
}

function open(stream: IncomingMessage) {
  try {
    return busboy({ headers: stream.headers, limits, defParamCharset: 'utf8' })
  } catch {
    throw broken()
  }
}

/** The name alone, without the folders that some programs send, short enough to show. */
function nameOf(filename: string | undefined): string {
  const name = (filename ?? '').replaceAll(/[\p{Cc}\uFFFD]/gu, '').trim()
  return name === '' ? 'file' : name.slice(0, 200)
}

function broken(): AppError {
  return new AppError('malformed', 'The upload cannot be read.')
}

function missingFile(): AppError {
  return new AppError('invalid_input', 'The file is missing.', {
    errors: [{ pointer: '/file', code: 'missing', message: 'is missing' }],
  })
}
