import { createReadStream } from 'node:fs'
import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { findFormat, insertImport } from '#db/imports.ts'
import { chunkBytes, deleteFile, finishFile, insertChunk, insertFile } from '#db/stored-files.ts'
import { usualFormat } from '#domain/import-columns.ts'
import { mostImportBytes } from '#domain/imports.ts'
import { storeBytes } from '#files/store.ts'

export type Dropped = { partnerId: string; name: string; sha256: string; file: string }

/** Keeps a file of the watched folder and writes down its import; null where another worker was faster. */
export async function takeDropped(
  pool: DatabasePool,
  { partnerId, name, sha256, file }: Dropped,
): Promise<string | null> {
  const [id, fileId] = [uuidv7(), uuidv7()]
  await insertFile(pool, { id: fileId, name })
  const keep = async (index: number, bytes: Buffer) => await insertChunk(pool, { fileId, index, bytes })
  const stored = await storeBytes(createReadStream(file), { pieceBytes: chunkBytes, most: mostImportBytes, keep })
  // Changed while it was read: the next look sees it move.
  if (stored && stored.sha256 !== sha256) {
    await deleteFile(pool, fileId)
    return null
  }
  if (stored) await finishFile(pool, { id: fileId, ...stored })
  const failure = stored ? null : `The file has more than ${mostImportBytes / 1_048_576} MB.`
  const isOurs = await insertImport(pool, {
    id,
    partnerId,
    source: 'drop',
    name,
    fileId: stored ? fileId : null,
    sha256,
    isDirect: true,
    format: (await findFormat(pool, partnerId)) ?? usualFormat,
    failure,
    idempotencyKey: null,
    createdBy: { id: null, name: 'Drop folder' },
  })
  if (!isOurs || !stored) await deleteFile(pool, fileId)
  return isOurs && stored ? id : null
}
