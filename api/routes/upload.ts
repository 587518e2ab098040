import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { AppError } from '#domain/errors.ts'
import type { Viewer } from '../services/contract.ts'
import { demand } from '../services/permission.ts'
import { maxProofBytes } from '../services/proofs.ts'

export type Upload = { bytes: Buffer; kind: string; shipmentId: string | null }

const limits = { files: 1, fields: 4, fieldSize: 200, fieldNameSize: 50, parts: 6, fileSize: maxProofBytes }

/** Reads one multipart upload: rights before the first byte, and nothing is read beyond the limit. */
export function readUpload(stream: IncomingMessage, viewer: Viewer): Promise<Upload> {
  demand(viewer, 'proofs.upload')
  if (!/^multipart\/form-data\s*;/i.test(stream.headers['content-type'] ?? '')) {
    throw new AppError('unsupported_type', 'The picture must come as multipart/form-data.')
  }
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>()
    const chunks: Buffer[] = []
    let hasFile = false
    const fail = (error: AppError): void => {
      stream.unpipe(parser)
      // What is still coming is thrown away, so that the client gets to read the answer.
      stream.resume()
      reject(error)
    }
    const parser = open(stream)
    parser.on('field', (name, value) => fields.set(name, value))
    parser.on('file', (name, file) => {
      hasFile ||= name === 'file'
      file.on('data', (chunk: Buffer) => name === 'file' && chunks.push(chunk))
      file.on('limit', () => fail(new AppError('too_large', 'A picture may have at most 10 MB.')))
      file.on('error', () => fail(broken()))
    })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) parser.on(limit, () => fail(broken()))
    parser.on('error', () => fail(broken()))
    stream.on('aborted', () => fail(broken()))
    parser.on('close', () => {
      if (hasFile) resolve({ bytes: Buffer.concat(chunks), ...named(fields) })
      else fail(missingFile())
    })
    stream.pipe(parser)
  })
}

function open(stream: IncomingMessage) {
  try {
    return busboy({ headers: stream.headers, limits })
  } catch {
    throw broken()
  }
}

function named(fields: ReadonlyMap<string, string>) {
  return { kind: fields.get('kind') ?? 'photo', shipmentId: fields.get('shipmentId') ?? null }
}

function broken(): AppError {
  return new AppError('malformed', 'The upload cannot be read.')
}

function missingFile(): AppError {
  return new AppError('invalid_input', 'The picture is missing.', {
    errors: [{ pointer: '/file', code: 'missing', message: 'is missing' }],
  })
}
