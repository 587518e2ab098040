import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import type { CommonQueryMethods, DatabasePool } from 'slonik'
import { eachRow } from '#db/import-rows.ts'
import { findDropped, type ImportRow, lockImport } from '#db/imports.ts'
import { findPartnerByFolder } from '#db/users.ts'
import { rowsCsv } from '#files/rows-csv.ts'
import { importStart, importWorkflowType } from '#workflows/messages.ts'
import { takeDropped } from './drop-take.ts'

export type DropFolder = {
  dir: string
  pool: DatabasePool
  client: Client
  stopping: AbortSignal
  /** How often it is looked into, in milliseconds; a file is taken once it has stood still from one look to the next. */
  lookEveryMs: number
  warn: (facts: object, message: string) => void
}

type Seen = { size: number; changedAtMs: number; sha256: string | null }

const taken = /\.(csv|tsv|txt|xlsx)$/i

/**
 * Imports what partners put into their folders, `<dir>/<partner>/<file>`, each file once whoever sees it first; when it
 * is through it moves to `done` or `failed` with a table of what became of its rows beside it.
 */
export async function watchDropFolder(folder: DropFolder): Promise<void> {
  const seen = new Map<string, Seen>()
  const unknown = new Set<string>()
  while (!folder.stopping.aborted) {
    for (const name of await namesIn(folder.dir)) {
      const partner = await findPartnerByFolder(folder.pool, name).catch(() => null)
      if (!partner && !unknown.has(name)) folder.warn({ folder: name }, 'a folder belongs to no partner')
      if (!partner) unknown.add(name)
      else await lookInto(folder, { path: join(folder.dir, name), partnerId: partner.id }, seen)
    }
    await sleep(folder.lookEveryMs, undefined, { signal: folder.stopping }).catch(() => undefined)
  }
}

type Place = { path: string; partnerId: string }

async function lookInto(folder: DropFolder, { path, partnerId }: Place, seen: Map<string, Seen>): Promise<void> {
  const files = (await namesIn(path)).filter((name) => taken.test(name))
  for (const name of files) {
    const file = join(path, name)
    try {
      const before = seen.get(file)
      const stat = await lstat(file)
      if (!stat.isFile()) continue
      const isStill = before?.size === stat.size && before.changedAtMs === stat.mtimeMs
      const sha256 = isStill ? (before.sha256 ?? (await digestOf(file))) : null
      seen.set(file, { size: stat.size, changedAtMs: stat.mtimeMs, sha256 })
      if (sha256 === null) continue
      const row = await goOn(folder, { partnerId, name, sha256, file })
      if (row && (await putAway(folder, { row, path, name }))) seen.delete(file)
    } catch (error) {
      // Another worker may have moved it; what lasts is tried again at the next look.
      if (!isGone(error)) folder.warn({ reason: String(error) }, 'a file of the drop folder could not be taken')
    }
  }
}

type Found = { partnerId: string; name: string; sha256: string; file: string }

/** The import of a file: begun now if nobody has yet. */
async function goOn({ pool, client }: DropFolder, found: Found): Promise<ImportRow | null> {
  const known = await findDropped(pool, found)
  if (known) return known
  const id = await takeDropped(pool, found)
  if (id !== null) await client.workflow.start(importWorkflowType, importStart({ id, run: 1 }))
  return await findDropped(pool, found)
}

type Through = { row: ImportRow; path: string; name: string }

/** Moves a file that is through out of the way, one worker at a time; true when it is. */
async function putAway({ pool }: DropFolder, { row, path, name }: Through): Promise<boolean> {
  const isDone = row.state === 'done'
  if (!isDone && row.state !== 'failed' && row.state !== 'cancelled') return false
  const target = join(path, isDone ? 'done' : 'failed')
  return await pool.transaction(async (tx) => {
    if (!(await lockImport(tx, row.id))) return false
    await access(join(path, name))
    await mkdir(target, { recursive: true })
    const isTaken = await access(join(target, name)).then(
      () => true,
      () => false,
    )
    const put = isTaken ? `${row.id}-${name}` : name
    const draft = join(target, `.${row.id}.result.csv`)
    await writeFile(draft, resultOf(tx, row))
    await rename(draft, join(target, `${put}.result.csv`))
    await rename(join(path, name), join(target, put))
    return true
  })
}

function resultOf(db: CommonQueryMethods, { id, failure }: ImportRow): AsyncIterable<string> | string {
  if (failure === null) return rowsCsv(eachRow(db, { importId: id, outcome: null, result: null }))
  return `failure\n"${failure.replaceAll('"', '""')}"\n`
}

async function namesIn(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => [])
  return names.filter((name) => !name.startsWith('.'))
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
