import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { findFormat, type ImportFormat } from '#db/imports.ts'
import {
  chunkBytes,
  deleteFile,
  findFile,
  finishFile,
  insertChunk,
  insertFile,
  readFile,
  sweepFiles,
} from '#db/stored-files.ts'
import { AppError } from '#domain/errors.ts'
import { missingIn, placesIn, usualFormat } from '#domain/import-columns.ts'
import { mostImportBytes } from '#domain/imports.ts'
import type { ImportFormatInput } from '#domain/schemas/imports.ts'
import { encodings } from '#files/encoding.ts'
import { FileFault } from '#files/source.ts'
import { storeBytes } from '#files/store.ts'
import { formatOf, readHeader } from '#files/table.ts'

export type KeptFile = { id: string; sha256: string }

/** Writes a stream into the database a megabyte at a time; nothing is left of one that is too large or breaks off. */
export async function keepFile(db: DatabasePool, name: string, bytes: AsyncIterable<Buffer>): Promise<KeptFile> {
  await sweepFiles(db)
  const id = uuidv7()
  await insertFile(db, { id, name })
  try {
    const keep = async (index: number, piece: Buffer) => await insertChunk(db, { fileId: id, index, bytes: piece })
    const stored = await storeBytes(bytes, { pieceBytes: chunkBytes, most: mostImportBytes, keep })
    if (stored === null) throw tooLarge()
    await finishFile(db, { id, ...stored })
    return { id, sha256: stored.sha256 }
  } catch (error) {
    // What cannot be deleted now is swept later; why it failed is what counts.
    await deleteFile(db, id).catch(() => undefined)
    throw error
  }
}

export function tooLarge(): AppError {
  return new AppError('too_large', `A file may have at most ${mostImportBytes / 1_048_576} MB.`)
}

/** How the files of a partner are written: what is said now, over what is remembered. */
export async function formatFor(
  db: DatabasePool,
  partnerId: string,
  given: ImportFormatInput | null,
): Promise<ImportFormat> {
  return merged((await findFormat(db, partnerId)) ?? usualFormat, given)
}

export function merged(known: ImportFormat, given: ImportFormatInput | null): ImportFormat {
  return {
    columns: given?.columns ?? known.columns,
    dateOrder: given?.dateOrder === undefined ? known.dateOrder : given.dateOrder,
    zone: given?.zone ?? known.zone,
  }
}

/** Looks at the beginning of a file and refuses in plain words what cannot be staged. */
export async function checkFile(db: DatabasePool, fileId: string, { columns }: ImportFormat): Promise<void> {
  const file = await findFile(db, fileId)
  if (!file) throw new AppError('not_now', 'The file of this import is gone.')
  const source = {
    size: file.bytes,
    read: (from: number, to: number) => readFile(db, { id: fileId, from, to }),
  }
  try {
    const encoding = encodings.find((known) => known === file.encoding) ?? 'utf-8'
    const header = await readHeader(source, await formatOf(source, encoding))
    const missing = missingIn(placesIn(header, columns), columns)
    if (missing.length > 0) throw new FileFault('invalid_input', `The file lacks: ${missing.join(', ')}.`, missing)
  } catch (error) {
    throw error instanceof FileFault ? refusalOf(error) : error
  }
}

function refusalOf({ code, message, missing }: FileFault): AppError {
  if (code === 'unsupported_type') return new AppError(code, message)
  const errors = missing.map((name) => ({ pointer: '/file', code: 'missing_column', message: `has no column ${name}` }))
  return new AppError(code, message, {
    errors: errors.length > 0 ? errors : [{ pointer: '/file', code: 'unreadable', message }],
  })
}
