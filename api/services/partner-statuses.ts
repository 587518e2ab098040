import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import canonicalize from 'canonicalize'
import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { type GivenRow, insertRows, listRows } from '#db/import-rows.ts'
import { findImport, findImportByKey, type ImportRow, insertImport } from '#db/imports.ts'
import { AppError } from '#domain/errors.ts'
import { mostAheadMs, mostStatuses } from '#domain/imports.ts'
import { idempotencyKey } from '#domain/schemas/booking.ts'
import { type StatusInput, statusesInput, statusesQuery } from '#domain/schemas/imports.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { formatFor } from './import-files.ts'
import { importRowView, importView } from './import-view.ts'
import { type ImportDeps, partnerFor } from './imports.ts'
import { demand } from './permission.ts'

const waitMs = 3_000
const lookEveryMs = 40

/** Statuses that a partner's own system sends: the same way as a file, applied at once, answered row by row. */
export function createStatusReporter(deps: ImportDeps): Services['imports']['report'] {
  const { db, sender } = deps
  return async (unchecked, { viewer, query, idempotencyKey: header }) => {
    demand(viewer, 'imports.write')
    const key = idempotencyKey.safeParse(header)
    if (!key.success) throw wrongField('/idempotencyKey', 'The header Idempotency-Key is needed.', 'missing')
    const { dryRun, partnerId: asked } = statusesQuery.parse(query)
    const partnerId = await partnerFor(db, asked, viewer)
    const parsed = statusesInput.parse(unchecked)
    const items = Array.isArray(parsed) ? parsed : [parsed]
    // With its key: the same words tomorrow, without a time of their own, are another report.
    const sha256 = digestOf([key.data, canonicalize(unchecked), ...(dryRun ? ['dry'] : [])])
    await sender.demand()
    const format = await formatFor(db, partnerId, null)
    const id = uuidv7()
    const isNew = await db.transaction(async (tx) => {
      const isOurs = await insertImport(tx, {
        id,
        partnerId,
        source: 'api',
        name: items.length === 1 ? 'A status' : `${items.length} statuses`,
        fileId: null,
        sha256,
        isDirect: !dryRun,
        format,
        failure: null,
        idempotencyKey: key.data,
        createdBy: { id: viewer.userId, name: viewer.name },
      })
      if (isOurs) await insertRows(tx, { importId: id, rows: items.map(rowOf) })
      return isOurs
    })
    const known = isNew ? null : await findImportByKey(db, { partnerId, key: key.data })
    if (known && known.sha256 !== sha256) {
      throw new AppError('idempotency_conflict', 'This Idempotency-Key was used for other statuses.')
    }
    if (isNew) await sender.startImport({ id, run: 1 })
    return await answerOf(db, known?.id ?? id)
  }
}

function digestOf(parts: readonly (string | undefined)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}

function rowOf(status: StatusInput, index: number): GivenRow {
  const { trackingNumber, reference, text = '', reason = '', place = '', note = '', eventId = '' } = status
  const occurredAtMs = status.occurredAt === undefined ? null : Date.parse(status.occurredAt)
  const isAhead = occurredAtMs !== null && occurredAtMs > Date.now() + mostAheadMs
  return {
    line: index + 1,
    number: trackingNumber ?? reference ?? '',
    code: status.status,
    ...{ text, reason, place, note, eventId, occurredAtMs },
    hasEvidence: status.hasEvidence ?? false,
    fault: isAhead ? { code: 'future', message: 'occurredAt lies in the future.' } : null,
  }
}

/** Waits a little for the parcels to answer; what takes longer is asked for at the import. */
async function answerOf(db: DatabasePool, id: string) {
  const giveUpAtMs = Date.now() + waitMs
  let row: ImportRow | null = null
  for (;;) {
    row = await findImport(db, { id, partnerId: null })
    if ((row && isStill(row)) || Date.now() > giveUpAtMs) break
    await sleep(lookEveryMs)
  }
  if (!row) throw new AppError('unavailable', 'Ask again in a moment.', { retryAfterSeconds: 1 })
  const rows = await listRows(db, { importId: id, outcome: null, result: null, afterLine: 0, limit: mostStatuses })
  const view = { import: importView(row), items: rows.flatMap(importRowView) }
  return { isDone: row.state === 'done' || row.state === 'review', view }
}

/** Nothing more will happen to it by itself. */
function isStill({ state }: ImportRow): boolean {
  return state !== 'staging' && state !== 'applying'
}
