import { Context, log } from '@temporalio/activity'
import type { Client } from '@temporalio/client'
import { Client as PgClient } from 'pg'
import type { DatabasePool } from 'slonik'
import { countRows, judgeRows, openStage, readWords, settleDates } from '#db/import-staging.ts'
import { endImport, endStaging, findImport, type ImportRow } from '#db/imports.ts'
import { findMapping } from '#db/mappings.ts'
import { hasNoSpace } from '#db/no-space.ts'
import { findFile, readFile } from '#db/stored-files.ts'
import { mapStatus } from '#domain/mapping.ts'
import { ownVocabulary } from '#domain/own-vocabulary.ts'
import { documentOf } from '#domain/schemas/mapping.ts'
import type { Encoding } from '#files/encoding.ts'
import { encodings } from '#files/encoding.ts'
import { type ByteSource, FileFault } from '#files/source.ts'
import { formatOf } from '#files/table.ts'
import type { ImportRun } from '#workflows/messages.ts'
import { createPacer } from '../pacer.ts'
import { applyRows } from './send.ts'
import { type Staged, stageRows } from './stage.ts'

export type ImportActivities = ReturnType<typeof createImportActivities>

export type ImportDependencies = {
  pool: DatabasePool
  databaseUrl: string
  client: Client
  /** Workflow tasks a second that imports may cost: the rest belongs to people (temporal.md §7). */
  perSecond: number
  /** Aborted when the worker stops. */
  stopping: AbortSignal
}

const beatEveryMs = 1_000
const mostTries = 5

/** Partners' rows, staged and told to their shipments. All that is known of an import lies in PostgreSQL. */
export function createImportActivities(deps: ImportDependencies) {
  // One for all imports of this process: two files at once get no more than one.
  const pace = createPacer(deps.perSecond)
  return {
    /** Goes on with an import from wherever it is; a repeat after a crash repeats nothing that has an answer. */
    async runImport(given: ImportRun): Promise<void> {
      const context = Context.current()
      using watch = watchOver(deps, given)
      try {
        const row = await mine(deps.pool, given)
        if (row?.state === 'staging') await stageImport(deps, row, watch)
        const staged = await mine(deps.pool, given)
        if (staged?.state !== 'applying') return
        const isDone = await applyRows({ ...deps, pace }, staged, watch)
        if (isDone) await endImport(deps.pool, { ...given, state: 'done', failure: null })
      } catch (error) {
        const words = wordsOf(error)
        if (words === null && (watch.ending.aborted || context.info.attempt < mostTries)) throw error
        if (words === null) log.error('an import has failed', { importId: given.id, reason: String(error) })
        const failure = words ?? 'It failed on our side. The log of the worker says why.'
        // What was sent stays sent: with space again, somebody goes on with the first row that has no answer.
        const isPaused = hasNoSpace(error) && (await mine(deps.pool, given))?.state === 'applying'
        await endImport(deps.pool, { ...given, state: isPaused ? 'paused' : 'failed', failure })
      }
    },
  }
}

/** What a person can do something about; null for a fault that may pass. */
function wordsOf(error: unknown): string | null {
  if (hasNoSpace(error)) return 'There is no space left to keep its rows. It can go on once there is.'
  return error instanceof FileFault ? error.message : null
}

/** The import, while it is still this run that is meant. */
async function mine(pool: DatabasePool, { id, run }: ImportRun): Promise<ImportRow | null> {
  const row = await findImport(pool, { id, partnerId: null })
  return row?.run === run ? row : null
}

export type Watch = {
  ending: AbortSignal
  /** Throws once somebody has stopped the import, or the worker stops. */
  check: () => void
  isMeant: () => boolean
}

/** Tells Temporal that we live, and looks whether the import is still meant to run. */
function watchOver({ pool, stopping }: ImportDependencies, given: ImportRun): Watch & Disposable {
  const context = Context.current()
  const ending = AbortSignal.any([context.cancellationSignal, stopping])
  let [isMeant, isOver] = [true, false]
  const timer = setInterval(() => {
    context.heartbeat()
    mine(pool, given).then(
      (row) => {
        isMeant = row?.state === 'staging' || row?.state === 'applying'
      },
      // The database is away for a moment; the work itself will hear of it.
      () => undefined,
    )
  }, beatEveryMs)
  return {
    ending,
    isMeant: () => isMeant,
    check: () => {
      // What still runs beside an activity that has failed ends with it.
      if (isOver) throw new Error('The activity is over.')
      if (ending.aborted) throw new Error('The worker stops; another one goes on.')
      if (!isMeant) throw new FileFault('invalid_input', 'It was stopped.')
    },
    [Symbol.dispose]: () => {
      isOver = true
      clearInterval(timer)
    },
  }
}

async function stageImport(deps: ImportDependencies, row: ImportRow, watch: Watch): Promise<void> {
  const { pool } = deps
  const { id, run, partnerId, sha256, isDirect } = row
  const client = new PgClient({ connectionString: deps.databaseUrl, application_name: 'worker-import' })
  await client.connect()
  try {
    await openStage(client, id, row.fileId !== null)
    if (row.fileId !== null) {
      const { dates } = await stageFile(client, { ...deps, row, fileId: row.fileId }, watch)
      if (dates.either > 0) await settleDates(client, orderOf(row, dates))
    }
    const mapping = await findMapping(pool, partnerId)
    const document = mapping ? documentOf(mapping.document) : ownVocabulary
    await readWords(client, id, (said) => mapStatus(document, said))
    watch.check()
    await judgeRows(client, { importId: id, partnerId, sha256 })
    const counts = await countRows(client, id)
    await endStaging(pool, { id, run, counts, mappingVersion: mapping?.version ?? null, isApplied: isDirect })
  } finally {
    await client.end()
  }
}

type FileStaging = Pick<ImportDependencies, 'pool'> & { row: ImportRow; fileId: string }

async function stageFile(client: PgClient, { pool, row, fileId }: FileStaging, watch: Watch): Promise<Staged> {
  const file = await findFile(pool, fileId)
  if (!file) throw new FileFault('invalid_input', 'The file is gone.')
  const source: ByteSource = { size: file.bytes, read: (from, to) => readFile(pool, { id: fileId, from, to }) }
  const format = await formatOf(source, encodingOf(file.encoding))
  const { columns, dateOrder, zone } = row.format
  return await stageRows(client, {
    importId: row.id,
    table: 'stage',
    source,
    format,
    columns,
    dateOrder,
    zone,
    beat: watch.check,
  })
}

function encodingOf(name: string): Encoding {
  return encodings.find((encoding) => encoding === name) ?? 'utf-8'
}

/** Dates that can be read in two ways are read as all the others of their file, if those agree. */
function orderOf({ format }: ImportRow, { dmy, mdy }: Staged['dates']) {
  if (format.dateOrder !== null || (dmy > 0 && mdy > 0)) return format.dateOrder
  if (dmy > 0) return 'dmy'
  return mdy > 0 ? 'mdy' : null
}
