import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'
import { type JobKind, type JobResult, jobKinds, jobStates } from '#domain/views-operations.ts'

const jobRow = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  title: z.string(),
  state: z.enum(jobStates),
  total: z.int(),
  done: z.int(),
  applied: z.int(),
  refused: z.int(),
  outcome: z.unknown(),
  createdBy: z.string().nullable(),
  createdAtMs: z.number(),
  finishedAtMs: z.number().nullable(),
})
export type JobRow = z.output<typeof jobRow>

/** Counted from the rows where there are any, so that no counter can disagree with them. */
const columns = sql.fragment`j.id, j.kind, j.title, j.state, j.total,
  CASE WHEN c.rows = 0 THEN j.done ELSE c.done END AS done, c.applied, c.refused, j.outcome, j.created_by AS "createdBy",
  j.created_at AS "createdAtMs", j.finished_at AS "finishedAtMs"`

const tables = sql.fragment`job j CROSS JOIN LATERAL (
    SELECT count(*)::int AS rows, (count(*) FILTER (WHERE i.state <> 'waiting'))::int AS done,
      (count(*) FILTER (WHERE i.state = 'applied'))::int AS applied,
      (count(*) FILTER (WHERE i.state IN ('refused', 'failed')))::int AS refused
    FROM job_item i WHERE i.job_id = j.id
  ) c`

export type NewJob = {
  id: string
  kind: JobKind
  title: string
  total: number
  input: SerializableValue
  createdBy: string | null
}

export async function insertJob(db: CommonQueryMethods, job: NewJob): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO job (id, kind, title, state, total, input, created_by)
    VALUES (${job.id}, ${job.kind}, ${job.title}, 'running', ${job.total}, ${sql.jsonb(job.input)}, ${job.createdBy}::uuid)`)
}

/** Served by job_pkey and job_item_pkey. */
export function findJob(db: CommonQueryMethods, id: string): Promise<JobRow | null> {
  return db.maybeOne(sql.type(jobRow)`SELECT ${columns} FROM ${tables} WHERE j.id = ${id}`)
}

/** Mine, the newest first. Served by job_owner_idx. */
export function listJobs(db: CommonQueryMethods, createdBy: string): Promise<readonly JobRow[]> {
  return db.any(sql.type(jobRow)`
    SELECT ${columns} FROM ${tables} WHERE j.created_by = ${createdBy}::uuid ORDER BY j.created_at DESC LIMIT 50`)
}

const inputRow = z.object({ kind: z.enum(jobKinds), state: z.enum(jobStates), input: z.unknown() })

export function findJobInput(db: CommonQueryMethods, id: string) {
  return db.maybeOne(sql.type(inputRow)`SELECT kind, state, input FROM job WHERE id = ${id}`)
}

/** Ends a job that still runs; true when this call ended it. */
export async function endJob(
  db: CommonQueryMethods,
  { id, state, outcome = null }: { id: string; state: 'done' | 'failed' | 'cancelled'; outcome?: SerializableValue },
): Promise<boolean> {
  const { rowCount } = await db.query(sql.unsafe`
    UPDATE job SET state = ${state}, finished_at = now(), outcome = coalesce(${sql.jsonb(outcome)}, outcome)
    WHERE id = ${id} AND state = 'running'`)
  return rowCount > 0
}

/** How far work without rows has come. */
export async function noteProgress(db: CommonQueryMethods, { id, done }: { id: string; done: number }): Promise<void> {
  await db.query(sql.unsafe`UPDATE job SET done = ${done} WHERE id = ${id}`)
}

export type NewItem = {
  shipmentId: string
  commandId: string
  command: SerializableValue
  state: 'waiting' | 'refused'
  code: string | null
  message: string | null
}

const itemsAtOnce = 2_000

/** A row for each shipment, all of which get the command of the job's template under an id of their own. */
export function rowsFor(shipmentIds: readonly string[], newId: () => string): NewItem[] {
  const row = { command: null, state: 'waiting', code: null, message: null } as const
  return shipmentIds.map((shipmentId) => ({ ...row, shipmentId, commandId: newId() }))
}

/** Writes down a job with its rows in their order; the caller's transaction makes them one. */
export async function insertRowJob(
  tx: CommonQueryMethods,
  job: Omit<NewJob, 'total'>,
  items: readonly NewItem[],
): Promise<void> {
  await insertJob(tx, { ...job, total: items.length })
  await insertItems(tx, job.id, items)
}

async function insertItems(db: CommonQueryMethods, jobId: string, items: readonly NewItem[]): Promise<void> {
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    const rows = items.slice(from, from + itemsAtOnce).map((item, index) => ({ ...item, index: from + index }))
    await db.query(sql.unsafe`
      INSERT INTO job_item (job_id, index, shipment_id, command_id, command, state, code, message)
      SELECT ${jobId}::uuid, i.index, i."shipmentId", i."commandId", i.command, i.state, i.code, i.message
      FROM jsonb_to_recordset(${sql.jsonb(rows)}) AS i (index int, "shipmentId" text, "commandId" text, command jsonb,
        state text, code text, message text)`)
  }
}

const waitingRow = z.object({
  index: z.int(),
  shipmentId: z.string(),
  commandId: z.string(),
  command: z.unknown(),
})
export type WaitingItem = z.output<typeof waitingRow>

/** The next rows that nobody has sent yet. Served by job_item_waiting_idx. */
export function listWaiting(db: CommonQueryMethods, jobId: string, limit: number): Promise<readonly WaitingItem[]> {
  return db.any(sql.type(waitingRow)`
    SELECT index, shipment_id AS "shipmentId", command_id AS "commandId", command FROM job_item
    WHERE job_id = ${jobId} AND state = 'waiting' ORDER BY index LIMIT ${limit}`)
}

const startRow = z.object({ id: z.string() })

/**
 * Jobs with a workflow of their own that still run and are older than a minute: nobody may have started them.
 * Served by job_running_idx.
 */
export function listStartableJobs(db: CommonQueryMethods): Promise<readonly z.output<typeof startRow>[]> {
  return db.any(sql.type(startRow)`
    SELECT id FROM job WHERE state = 'running' AND kind <> 'bulletin' AND created_at < now() - interval '1 minute'
    ORDER BY created_at LIMIT 100`)
}

export type ItemEnd = {
  index: number
  state: 'applied' | 'refused' | 'failed'
  code: string | null
  message: string | null
}

export async function endItem(db: CommonQueryMethods, jobId: string, end: ItemEnd): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE job_item SET state = ${end.state}, code = ${end.code}, message = ${end.message}
    WHERE job_id = ${jobId} AND index = ${end.index} AND state = 'waiting'`)
}

const resultRow = z.object({
  index: z.int(),
  shipmentId: z.string(),
  trackingNumber: z.string().nullable(),
  commandId: z.string(),
  state: z.enum(['waiting', 'applied', 'refused', 'failed']),
  code: z.string().nullable(),
  message: z.string().nullable(),
}) satisfies z.ZodType<JobResult>

/** What became of the rows, in their order. Served by job_item_pkey. */
export function listResults(
  db: CommonQueryMethods,
  { jobId, afterIndex, limit }: { jobId: string; afterIndex: number; limit: number },
): Promise<readonly JobResult[]> {
  return db.any(sql.type(resultRow)`
    SELECT i.index, i.shipment_id AS "shipmentId", s.tracking_number AS "trackingNumber", i.command_id AS "commandId",
      i.state, i.code, i.message
    FROM job_item i LEFT JOIN shipment s ON s.id::text = i.shipment_id
    WHERE i.job_id = ${jobId} AND i.index > ${afterIndex} ORDER BY i.index LIMIT ${limit}`)
}
