import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

/** Files are kept in pieces of this size, so that nobody ever holds a whole one. */
export const chunkBytes = 1_048_576

export async function insertFile(db: CommonQueryMethods, { id, name }: { id: string; name: string }): Promise<void> {
  await db.query(sql.unsafe`INSERT INTO stored_file (id, name) VALUES (${id}, ${name})`)
}

export async function insertChunk(
  db: CommonQueryMethods,
  { fileId, index, bytes }: { fileId: string; index: number; bytes: Buffer },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO stored_file_chunk (file_id, index, bytes) VALUES (${fileId}, ${index}, ${sql.binary(bytes)})`)
}

export type FileEnd = { id: string; bytes: number; sha256: string; encoding: string }

/** The upload is whole: from now on it is never swept. */
export async function finishFile(db: CommonQueryMethods, { id, bytes, sha256, encoding }: FileEnd): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE stored_file SET bytes = ${bytes}, sha256 = ${sha256}, encoding = ${encoding} WHERE id = ${id}`)
}

export async function deleteFile(db: CommonQueryMethods, id: string): Promise<void> {
  await db.query(sql.unsafe`DELETE FROM stored_file WHERE id = ${id}`)
}

const fileRow = z.object({ bytes: z.number(), encoding: z.string() })

/** A file that is whole. Served by stored_file_pkey. */
export function findFile(db: CommonQueryMethods, id: string) {
  return db.maybeOne(sql.type(fileRow)`
    SELECT bytes, encoding FROM stored_file WHERE id = ${id} AND sha256 IS NOT NULL`)
}

const chunkRow = z.object({ bytes: z.instanceof(Buffer) })

/** The bytes of a file from one place to another, a piece at a time. Served by stored_file_chunk_pkey. */
export async function* readFile(
  db: CommonQueryMethods,
  { id, from, to }: { id: string; from: number; to: number },
): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const [index, start] = [Math.floor(at / chunkBytes), at % chunkBytes]
    const length = Math.min(chunkBytes - start, to - at)
    const { bytes } = await db.one(sql.type(chunkRow)`
      SELECT substring(bytes FROM ${start + 1}::int FOR ${length}::int) AS bytes FROM stored_file_chunk
      WHERE file_id = ${id} AND index = ${index}`)
    yield bytes
    at += length
  }
}

/** Removes uploads that were begun and never ended. Served by stored_file_unfinished_idx. */
export async function sweepFiles(db: CommonQueryMethods): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM stored_file WHERE id IN (
      SELECT id FROM stored_file WHERE sha256 IS NULL AND created_at < now() - interval '1 hour'
      ORDER BY created_at LIMIT 20)`)
}
