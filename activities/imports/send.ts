import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import type { DatabasePool } from 'slonik'
import { collectResults, keepReports, listWaitingRows, reviewClosed, type WaitingRow } from '#db/import-sending.ts'
import type { ImportRow } from '#db/imports.ts'
import type { Command } from '#domain/payloads.ts'
import { reports, shipmentWorkflowId } from '#workflows/messages.ts'
import { isPassing } from '../job-row.ts'
import type { Watch } from './run.ts'

const parcelsAtOnce = 50
const mostInSignal = 200
const deadlineMs = 15_000
const lookEveryMs = 100
/** When a report without an answer is told once more, and a parcel that hears nothing is looked at. */
const tellAgainAfterMs = 20_000

type Sending = { pool: DatabasePool; client: Client; pace: () => Promise<void> }

/**
 * Tells the parcels what their rows say: rows of one parcel as one message in the order of their time, parcels side by
 * side, and the next ones while the last ones are still answering. True when nothing is left to tell.
 */
export async function applyRows(deps: Sending, row: ImportRow, watch: Watch): Promise<boolean> {
  let after: string | null = null
  let settling: Promise<void> = Promise.resolve()
  while (watch.isMeant()) {
    watch.check()
    const place = { importId: row.id, afterShipmentId: after, shipments: parcelsAtOnce }
    const rows: readonly WaitingRow[] = await listWaitingRows(deps.pool, place)
    if (rows.length === 0) {
      await settling
      if (after === null) return true
      // From the beginning once more: what had no answer may have got one meanwhile, or is told again.
      after = null
      continue
    }
    after = rows.at(-1)?.shipmentId ?? null
    const left = { row, rows: await keep(deps, { row, rows }) }
    const sending = sendAll(deps, left, watch)
    const answers = settle(deps, { ...left, sending }, watch)
    // They are awaited below; until then a failure must not end the process.
    answers.catch(() => undefined)
    await sending
    await settling
    settling = answers
  }
  await settling
  return false
}

type Batch = { row: ImportRow; rows: readonly WaitingRow[] }

/** Keeps the reports of a batch; what no parcel has answered yet is left to be sent. */
async function keep({ pool }: Sending, { row, rows }: Batch): Promise<WaitingRow[]> {
  const lines = rows.map(({ line }) => line)
  const kept = await keepReports(pool, row, lines)
  // A worker that was killed may have sent these already.
  const answered = await collectResults(pool, row.id, lines)
  return rows.filter(({ line }) => kept.has(line) && !answered.has(line))
}

async function sendAll(deps: Sending, { row, rows }: Batch, watch: Watch): Promise<void> {
  const parcels = Map.groupBy(rows, ({ shipmentId }) => shipmentId)
  await Promise.all(
    [...parcels.values()].map(async (said) => {
      for (let from = 0; from < said.length; from += mostInSignal) {
        await sendOne(deps, { row, rows: said.slice(from, from + mostInSignal) }, watch)
      }
    }),
  )
}

/** One message to one parcel, tried until it is taken. */
async function sendOne({ pool, client, pace }: Sending, { row, rows }: Batch, watch: Watch): Promise<void> {
  const [first] = rows
  if (!first) return
  const handle = client.workflow.getHandle(shipmentWorkflowId(first.shipmentId))
  const commands = rows.map((said) => commandOf(row, said))
  for (;;) {
    watch.check()
    await pace()
    // A pause does not wait for those who wait for their turn.
    watch.check()
    try {
      await client.connection.withDeadline(Date.now() + deadlineMs, () => handle.signal(reports, commands))
      return
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) {
        await reviewClosed(pool, { importId: row.id, lines: rows.map(({ line }) => line), isGone: true })
        return
      }
      if (!isPassing(error)) throw error
      await sleep(1_000, undefined, { signal: watch.ending }).catch(() => undefined)
    }
  }
}

type Settling = Batch & { sending: Promise<void> }

/** Waits until every row of a batch has its answer; a parcel that stays silent is told once more, which is harmless. */
async function settle(deps: Sending, { row, rows, sending }: Settling, watch: Watch): Promise<void> {
  const open = new Map(rows.map((said) => [said.line, said]))
  let toldAtMs = Number.POSITIVE_INFINITY
  sending.then(
    () => {
      toldAtMs = Date.now()
    },
    // Whoever sends hears of it.
    () => undefined,
  )
  while (open.size > 0) {
    watch.check()
    await sleep(lookEveryMs)
    const lines = [...open.keys()]
    for (const line of await collectResults(deps.pool, row.id, lines)) open.delete(line)
    if (open.size === 0 || Date.now() - toldAtMs < tellAgainAfterMs) continue
    for (const line of await reviewClosed(deps.pool, { importId: row.id, lines, isGone: false })) open.delete(line)
    await sendAll(deps, { row, rows: [...open.values()] }, watch)
    toldAtMs = Date.now()
  }
}

function commandOf({ partnerId, createdAtMs, mappingVersion }: ImportRow, said: WaitingRow): Command {
  const { commandId, occurredAtMs, verdict, hasEvidence } = said
  return {
    commandId,
    actor: { kind: 'P', id: partnerId },
    source: 'partner',
    occurredAtMs,
    receivedAtMs: createdAtMs,
    expectedSeq: null,
    type: 'partner_status',
    payload: { verdict, hasEvidence, noteId: null, mappingVersion },
  }
}
