import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { writeAudit } from '#db/audit.ts'
import { eachRow, listExamples, listRows } from '#db/import-rows.ts'
import {
  findImport,
  type ImportRow,
  insertImport,
  listImports,
  moveImport,
  rememberFormat,
  restageImport,
} from '#db/imports.ts'
import { deleteFile } from '#db/stored-files.ts'
import { findPartner } from '#db/users.ts'
import { AppError } from '#domain/errors.ts'
import { type ImportState, importMoves, rowOutcomes, rowResults } from '#domain/imports.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import {
  importFormatInput,
  importListQuery,
  importQuery,
  importRowsCsvQuery,
  importRowsQuery,
} from '#domain/schemas/imports.ts'
import type { Limits } from '../limits.ts'
import { wrongField } from './command-facts.ts'
import type { Services, Viewer } from './contract.ts'
import { idCursor, pageOf, readCursor } from './cursor.ts'
import { checkFile, formatFor, keepFile, merged } from './import-files.ts'
import { importRowView, importView } from './import-view.ts'
import { demand, forbidden, notFound, viewerKey } from './permission.ts'
import type { Sender } from './send-update.ts'

export type ImportDeps = { db: DatabasePool; sender: Sender; limits: Limits }

const examplesOfEach = 5
const lineCursor = z.tuple([z.int()])

type Imports = Omit<Services['imports'], 'report'>

/** Partners' files: staged, looked at, applied. What belongs to another partner is not there. */
export function createImportService(deps: ImportDeps): Imports {
  const { db, sender } = deps
  return {
    upload: async (file, query, viewer) => await upload(deps, { file, query }, viewer),

    list: async (query, viewer) => {
      const { partnerId, state, cursor, limit } = importListQuery.parse(query)
      const own = partnerScope(viewer)
      const rows = await listImports(db, {
        partnerId: own ?? partnerId ?? null,
        states: state ?? null,
        beforeId: readCursor(cursor, idCursor)?.[0] ?? null,
        limit: limit + 1,
      })
      return pageOf(rows, limit, { item: (row) => importView(row), place: ({ id }) => [id] })
    },

    get: async (id, viewer) => {
      const row = await demandImport(db, id, viewer)
      return importView(row, await listExamples(db, row.id, examplesOfEach))
    },

    apply: async (id, viewer) => await move(deps, { id, move: 'apply', to: 'applying' }, viewer),
    pause: async (id, viewer) => await move(deps, { id, move: 'pause', to: 'paused' }, viewer),
    resume: async (id, viewer) => await move(deps, { id, move: 'resume', to: 'applying' }, viewer),
    cancel: async (id, viewer) => await move(deps, { id, move: 'cancel', to: 'cancelled' }, viewer),

    change: async (id, unchecked, viewer) => {
      demand(viewer, 'imports.write')
      const row = await demandImport(db, id, viewer)
      const format = merged(row.format, importFormatInput.parse(unchecked))
      if (row.fileId === null) throw notNow(row.state)
      await checkFile(db, row.fileId, format)
      await sender.demand()
      const run = await restageImport(db, { id: row.id, from: importMoves.change, format })
      if (run === null) throw notNow(row.state)
      await rememberFormat(db, { partnerId: row.partnerId, format })
      await sender.startImport({ id: row.id, run })
      return importView(await demandImport(db, id, viewer))
    },

    rows: async (id, query, viewer) => {
      const row = await demandImport(db, id, viewer)
      const { outcome, cursor, limit } = importRowsQuery.parse(query)
      const afterLine = readCursor(cursor, lineCursor)?.[0] ?? 0
      const rows = await listRows(db, { importId: row.id, ...filterOf(outcome), afterLine, limit: limit + 1 })
      const page = pageOf(rows, limit, { item: importRowView, place: ({ line }) => [line] })
      return { ...page, items: page.items.flat() }
    },

    allRows: async (id, query, viewer) => {
      const row = await demandImport(db, id, viewer)
      const { outcome } = importRowsCsvQuery.parse(query)
      return eachRow(db, { importId: row.id, ...filterOf(outcome) })
    },
  }
}

type Uploaded = { file: Parameters<Imports['upload']>[0]; query: unknown }

async function upload(deps: ImportDeps, { file, query }: Uploaded, viewer: Viewer) {
  const { db, sender, limits } = deps
  demand(viewer, 'imports.write')
  const { dryRun, partnerId } = importQuery.parse(query)
  const partner = await partnerFor(db, partnerId, viewer)
  await limits.upload(viewerKey(viewer))
  await sender.demand()
  const kept = await keepFile(db, file.name, file.bytes)
  try {
    const given = await file.format()
    const format = await formatFor(db, partner, given === null ? null : importFormatInput.parse(given))
    await checkFile(db, kept.id, format)
    const id = uuidv7()
    await db.transaction(async (tx) => {
      await insertImport(tx, {
        id,
        partnerId: partner,
        source: 'upload',
        name: file.name,
        fileId: kept.id,
        sha256: kept.sha256,
        isDirect: !dryRun,
        format,
        failure: null,
        idempotencyKey: null,
        createdBy: { id: viewer.userId, name: viewer.name },
      })
      if (given !== null) await rememberFormat(tx, { partnerId: partner, format })
      await audit(tx, viewer, { id, action: 'created', before: null, after: { name: file.name, dryRun } })
    })
    await sender.startImport({ id, run: 1 })
    return importView(await demandImport(db, id, viewer))
  } catch (error) {
    await deleteFile(db, kept.id).catch(() => undefined)
    throw error
  }
}

type Asked = { id: string; move: keyof typeof importMoves; to: ImportState }

async function move(deps: ImportDeps, { id, move: name, to }: Asked, viewer: Viewer) {
  const { db, sender } = deps
  demand(viewer, 'imports.write')
  const row = await demandImport(db, id, viewer)
  if (to === 'applying') await sender.demand()
  const run = await db.transaction(async (tx) => {
    const moved = await moveImport(tx, { id: row.id, from: importMoves[name], to })
    if (moved === null) throw notNow((await findImport(tx, { id: row.id, partnerId: null }))?.state ?? row.state)
    await audit(tx, viewer, { id: row.id, action: name, before: { state: row.state }, after: { state: to } })
    return moved
  })
  if (to === 'applying') await sender.startImport({ id: row.id, run })
  return importView(await demandImport(db, id, viewer))
}

type Entry = { id: string; action: string } & Pick<Parameters<typeof writeAudit>[1], 'before' | 'after'>

async function audit(tx: Parameters<typeof writeAudit>[0], viewer: Viewer, { id, action, ...change }: Entry) {
  const actor = { actorId: viewer.userId, actorName: viewer.name }
  await writeAudit(tx, { ...actor, action: `import.${action}`, subject: { kind: 'import', id }, ...change })
}

/** Whose imports somebody sees: null is everybody's. */
function partnerScope(viewer: Viewer): string | null {
  demand(viewer, 'imports.read')
  if (viewer.permissions.includes('shipments.read_all')) return null
  if (viewer.partnerId === null) throw forbidden()
  return viewer.partnerId
}

/** For whom somebody sends rows: a partner for itself, an admin for the partner that he names. */
export async function partnerFor(db: DatabasePool, asked: string | undefined, viewer: Viewer): Promise<string> {
  const own = partnerScope(viewer)
  if (own !== null && asked !== undefined && asked !== own) throw forbidden()
  const id = own ?? asked
  if (id === undefined) throw wrongField('/partnerId', 'Name the partner whose rows these are.', 'missing')
  if (!(await findPartner(db, id))) throw wrongField('/partnerId', 'There is no such partner.', 'unknown')
  return id
}

async function demandImport(db: DatabasePool, id: string, viewer: Viewer): Promise<ImportRow> {
  const partnerId = partnerScope(viewer)
  const known = idSchema.safeParse(id)
  const row = known.success ? await findImport(db, { id: known.data, partnerId }) : null
  if (!row) throw notFound('import')
  return row
}

function notNow(state: ImportState): AppError {
  return new AppError('not_now', `This is not possible while the import is ${state}.`)
}

function filterOf(wanted: string | undefined) {
  const outcome = rowOutcomes.find((known) => known === wanted) ?? null
  return { outcome, result: rowResults.find((known) => known === wanted) ?? null }
}
