import { setTimeout as sleep } from 'node:timers/promises'
import { Context } from '@temporalio/activity'
import type { Client } from '@temporalio/client'
import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { findBulletin, idsReachedBy, markEnded } from '#db/bulletins.ts'
import { endItem, endJob, findJobInput, insertRowJob, listWaiting, rowsFor, type WaitingItem } from '#db/jobs.ts'
import type { Actor } from '#domain/actors.ts'
import { type CommandTemplate, commandOfRow, type JobInput } from '#domain/jobs.ts'
import type { Command } from '#domain/payloads.ts'
import { sendRow } from './job-row.ts'
import { createPacer } from './pacer.ts'

export type JobActivities = ReturnType<typeof createJobActivities>

export type JobDependencies = {
  pool: DatabasePool
  client: Client
  /** Workflow tasks a second that bulk work may cost: the rest belongs to people (temporal.md §7). */
  perSecond: number
  /** Aborted when the worker stops. */
  stopping: AbortSignal
  /** Replays history under a draft policy; the one kind of job that sends nothing. */
  whatIf: (jobId: string, beat: () => void) => Promise<void>
}

const atOnce = 20
const mostTries = 5

/** Long work, a row each. Everything it needs is in PostgreSQL, so that any worker can go on with it. */
export function createJobActivities(deps: JobDependencies) {
  const { pool } = deps
  return {
    /** Sends what waits, until nothing does. A repeat after a crash sends only what has no answer yet. */
    async runJob(jobId: string): Promise<void> {
      const context = Context.current()
      const beat = () => context.heartbeat()
      const job = await findJobInput(pool, jobId)
      if (job?.state !== 'running') return
      if (job.kind === 'what_if') return await tryWhatIf(deps, { jobId, attempt: context.info.attempt, beat })
      const ending = AbortSignal.any([context.cancellationSignal, deps.stopping])
      // Only our own service writes it.
      const { template } = job.input as JobInput
      await sendAll(deps, { jobId, template, ending, beat })
      await endJob(pool, { id: jobId, state: 'done' })
    },

    /** The job that ends a bulletin on every shipment it has reached; made once. */
    async liftBulletin(bulletinId: string): Promise<string> {
      return await makeLifting(pool, bulletinId)
    },
  }
}

type Trying = { jobId: string; attempt: number; beat: () => void }

/** A replay that fails again and again will not succeed: it ends, and its page says so. */
async function tryWhatIf({ pool, whatIf }: JobDependencies, { jobId, attempt, beat }: Trying): Promise<void> {
  try {
    await whatIf(jobId, beat)
  } catch (error) {
    if (attempt < mostTries) throw error
    await endJob(pool, { id: jobId, state: 'failed' })
  }
}

type Sending = { jobId: string; template: CommandTemplate | null; ending: AbortSignal; beat: () => void }

async function sendAll(deps: JobDependencies, { jobId, template, ending, beat }: Sending): Promise<void> {
  const { pool } = deps
  const pace = createPacer(deps.perSecond)
  for (;;) {
    if (ending.aborted) throw new Error('The worker stops; another one goes on.')
    beat()
    const job = await findJobInput(pool, jobId)
    if (job?.state !== 'running') return
    const items = await listWaiting(pool, jobId, atOnce)
    if (items.length === 0) return
    const answered = await Promise.all(ordered(items).map((line) => sendLine(deps, { line, jobId, template, pace })))
    // Nobody answered: what is away may be back in a moment.
    if (!answered.some((count) => count > 0)) await sleep(1_000, undefined, { signal: ending }).catch(() => undefined)
  }
}

/** Rows of one shipment keep their order; different shipments go side by side. */
function ordered(items: readonly WaitingItem[]): WaitingItem[][] {
  const lines = new Map<string, WaitingItem[]>()
  for (const item of items) lines.set(item.shipmentId, [...(lines.get(item.shipmentId) ?? []), item])
  return [...lines.values()]
}

type Line = { line: WaitingItem[]; jobId: string; template: CommandTemplate | null; pace: () => Promise<void> }

async function sendLine({ pool, client }: JobDependencies, { line, jobId, template, pace }: Line): Promise<number> {
  let answered = 0
  for (const item of line) {
    await pace()
    // Where there is no template the service wrote a whole command into the row.
    const command = template ? commandOfRow(template, item.commandId) : (item.command as Command)
    const end = await sendRow(client, item.shipmentId, command)
    if (!end) return answered
    await endItem(pool, jobId, { index: item.index, ...end })
    answered++
  }
  return answered
}

async function makeLifting(pool: DatabasePool, bulletinId: string): Promise<string> {
  const bulletin = await findBulletin(pool, bulletinId)
  if (!bulletin) throw new Error('There is no such bulletin.')
  // The id is worked out from the bulletin's: a repeat finds the job that the first try has made.
  const jobId = `${bulletinId.slice(0, -1)}${bulletinId.endsWith('f') ? 'e' : 'f'}`
  if (await findJobInput(pool, jobId)) return jobId
  const ids = await idsReachedBy(pool, bulletin.jobId)
  const nowMs = Date.now()
  const actor: Actor = { kind: 'V', id: bulletin.publishedById }
  const template = {
    actor,
    source: 'system',
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    type: 'end_bulletin',
    payload: { bulletinId },
  } as const
  const title = `The bulletin for ${bulletin.zoneName} is over`
  await pool.transaction(async (tx) => {
    await markEnded(tx, bulletinId)
    const job = { id: jobId, kind: 'bulletin' as const, title, input: { template }, createdBy: bulletin.publishedById }
    await insertRowJob(tx, job, rowsFor(ids, uuidv7))
  })
  return jobId
}
