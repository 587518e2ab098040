import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'
import { importFields } from '#domain/import-columns.ts'
import { dateOrders } from '#domain/import-instants.ts'
import { type ImportSource, type ImportState, importSources, importStates } from '#domain/imports.ts'

/** How the rows of one import are written: what was asked for, or what the partner's files are known to be. */
export const importFormat = z.object({
  columns: z.partialRecord(z.enum(importFields), z.string()),
  dateOrder: z.enum(dateOrders).nullable(),
  zone: z.string(),
})
export type ImportFormat = z.output<typeof importFormat>

const importRow = z.object({
  id: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  source: z.enum(importSources),
  name: z.string(),
  fileId: z.string().nullable(),
  sha256: z.string(),
  state: z.enum(importStates),
  isDirect: z.boolean(),
  run: z.int(),
  format: importFormat,
  mappingVersion: z.int().nullable(),
  counts: z.record(z.string(), z.int()).nullable(),
  applied: z.int(),
  inReview: z.int(),
  failure: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdByName: z.string(),
  createdAtMs: z.number(),
  startedAtMs: z.number().nullable(),
  startedWith: z.int(),
  finishedAtMs: z.number().nullable(),
})
export type ImportRow = z.output<typeof importRow>

const columns = sql.fragment`i.id, i.partner_id AS "partnerId", p.name AS "partnerName", i.source, i.name,
  i.file_id AS "fileId", i.sha256, i.state, i.is_direct AS "isDirect", i.run, i.format,
  i.mapping_version AS "mappingVersion", i.counts, i.applied, i.in_review AS "inReview", i.failure,
  i.created_by AS "createdBy", i.created_by_name AS "createdByName", i.created_at AS "createdAtMs",
  i.started_at AS "startedAtMs", i.started_with AS "startedWith", i.finished_at AS "finishedAtMs"`

export type NewImport = {
  id: string
  partnerId: string
  source: ImportSource
  name: string
  fileId: string | null
  sha256: string
  isDirect: boolean
  format: ImportFormat
  failure: string | null
  idempotencyKey: string | null
  createdBy: { id: string | null; name: string }
}

/** Writes down an import; false where its key, or its file in the watched folder, was taken before. */
export async function insertImport(db: CommonQueryMethods, given: NewImport): Promise<boolean> {
  const state: ImportState = given.failure === null ? 'staging' : 'failed'
  const { rowCount } = await db.query(sql.unsafe`
    INSERT INTO import (id, partner_id, source, name, file_id, sha256, state, is_direct, format, failure,
      idempotency_key, created_by, created_by_name, finished_at)
    VALUES (${given.id}, ${given.partnerId}, ${given.source}, ${given.name}, ${given.fileId}::uuid, ${given.sha256},
      ${state}, ${given.isDirect}, ${sql.jsonb(given.format)}, ${given.failure}, ${given.idempotencyKey},
      ${given.createdBy.id}::uuid, ${given.createdBy.name}, CASE ${state} WHEN 'failed' THEN now() END)
    ON CONFLICT DO NOTHING`)
  return rowCount === 1
}

/** Everybody's when `partnerId` is null. Served by import_pkey. */
export function findImport(
  db: CommonQueryMethods,
  { id, partnerId }: { id: string; partnerId: string | null },
): Promise<ImportRow | null> {
  return db.maybeOne(sql.type(importRow)`
    SELECT ${columns} FROM import i JOIN partner p ON p.id = i.partner_id
    WHERE i.id = ${id} AND (${partnerId}::uuid IS NULL OR i.partner_id = ${partnerId}::uuid)`)
}

export function findImportByKey(
  db: CommonQueryMethods,
  { partnerId, key }: { partnerId: string; key: string },
): Promise<ImportRow | null> {
  return db.maybeOne(sql.type(importRow)`
    SELECT ${columns} FROM import i JOIN partner p ON p.id = i.partner_id
    WHERE i.partner_id = ${partnerId} AND i.idempotency_key = ${key}`)
}

/** What became of a file of the watched folder. Served by import_drop_idx. */
export function findDropped(
  db: CommonQueryMethods,
  { partnerId, name, sha256 }: { partnerId: string; name: string; sha256: string },
): Promise<ImportRow | null> {
  return db.maybeOne(sql.type(importRow)`
    SELECT ${columns} FROM import i JOIN partner p ON p.id = i.partner_id
    WHERE i.partner_id = ${partnerId} AND i.name = ${name} AND i.sha256 = ${sha256} AND i.source = 'drop'`)
}

export type ImportPage = {
  partnerId: string | null
  states: readonly ImportState[] | null
  beforeId: string | null
  limit: number
}

/** The newest first. Served by import_partner_idx, or by import_pkey for everybody's. */
export function listImports(db: CommonQueryMethods, page: ImportPage): Promise<readonly ImportRow[]> {
  const { partnerId, states, beforeId, limit } = page
  return db.any(sql.type(importRow)`
    SELECT ${columns} FROM import i JOIN partner p ON p.id = i.partner_id
    WHERE ${sql.and([
      partnerId === null ? sql.fragment`true` : sql.fragment`i.partner_id = ${partnerId}`,
      states === null ? sql.fragment`true` : sql.fragment`i.state = ANY (${sql.array([...states], 'text')})`,
      beforeId === null ? sql.fragment`true` : sql.fragment`i.id < ${beforeId}`,
    ])}
    ORDER BY i.id DESC LIMIT ${limit}`)
}

const startRow = z.object({ id: z.string(), run: z.int() })

/** Imports that should be worked on and are older than a minute: their start may be lost. Served by import_running_idx. */
export function listStartableImports(db: CommonQueryMethods): Promise<readonly z.output<typeof startRow>[]> {
  return db.any(sql.type(startRow)`
    SELECT id, run FROM import WHERE state IN ('staging', 'applying') AND created_at < now() - interval '1 minute'
    ORDER BY created_at LIMIT 100`)
}

export type Move = { id: string; from: readonly ImportState[]; to: ImportState }

/** Moves an import on, if it is where it should be; the number of its new run, or null. */
export async function moveImport(db: CommonQueryMethods, { id, from, to }: Move): Promise<number | null> {
  const isEnd = to === 'done' || to === 'failed' || to === 'cancelled'
  const row = await db.maybeOne(sql.type(z.object({ run: z.int() }))`
    UPDATE import SET state = ${to}, run = run + 1,
      started_at = CASE WHEN ${to === 'applying'} THEN now() ELSE started_at END,
      started_with = CASE WHEN ${to === 'applying'} THEN applied + in_review ELSE started_with END,
      failure = CASE WHEN ${to === 'applying'} THEN NULL ELSE failure END,
      finished_at = CASE WHEN ${isEnd} THEN now() END
    WHERE id = ${id} AND state = ANY (${sql.array([...from], 'text')})
    RETURNING run`)
  return row?.run ?? null
}

/** The format is another one: everything that was staged under the old one goes, and staging begins anew. */
export async function restageImport(
  db: CommonQueryMethods,
  { id, from, format }: { id: string; from: readonly ImportState[]; format: ImportFormat },
): Promise<number | null> {
  const row = await db.maybeOne(sql.type(z.object({ run: z.int() }))`
    UPDATE import SET state = 'staging', run = run + 1, format = ${sql.jsonb(format)}, counts = NULL, failure = NULL,
      finished_at = NULL, told_at = NULL, is_direct = false
    WHERE id = ${id} AND state = ANY (${sql.array([...from], 'text')}) AND file_id IS NOT NULL
    RETURNING run`)
  return row?.run ?? null
}

export type StagingEnd = {
  id: string
  run: number
  counts: Readonly<Record<string, number>>
  mappingVersion: number | null
  isApplied: boolean
}

/** The dry run is over; false where somebody has decided otherwise meanwhile. */
export async function endStaging(db: CommonQueryMethods, end: StagingEnd): Promise<boolean> {
  const state: ImportState = end.isApplied ? 'applying' : 'review'
  const { rowCount } = await db.query(sql.unsafe`
    UPDATE import SET state = ${state}, counts = ${sql.jsonb(end.counts)}, mapping_version = ${end.mappingVersion},
      started_at = CASE WHEN ${end.isApplied} THEN now() END, started_with = 0
    WHERE id = ${end.id} AND run = ${end.run} AND state = 'staging'`)
  return rowCount === 1
}

export type ImportEnd = { id: string; run: number; state: 'done' | 'failed' | 'paused'; failure: string | null }

/** Ends an import that this run still works on, or leaves it to a person. */
export async function endImport(db: CommonQueryMethods, { id, run, state, failure }: ImportEnd): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE import SET state = ${state}, failure = ${failure},
      finished_at = CASE WHEN ${state} <> 'paused' THEN now() END,
      -- Rows may have turned out to be known while it ran.
      counts = CASE ${state} WHEN 'done' THEN (
        SELECT jsonb_object_agg(outcome, n) FROM (
          SELECT outcome, count(*) AS n FROM import_row WHERE import_id = ${id} GROUP BY outcome) AS c)
        ELSE counts END
    WHERE id = ${id} AND run = ${run} AND state IN ('staging', 'applying')`)
}

const lockRow = z.object({ isOurs: z.boolean() })

/** Whether nobody else is ending this import just now; held until the transaction ends. */
export async function lockImport(tx: CommonQueryMethods, id: string): Promise<boolean> {
  const { isOurs } = await tx.one(sql.type(lockRow)`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) AS "isOurs"`)
  return isOurs
}

/** How a partner's files are known to be written. Served by import_format_pkey. */
export function findFormat(db: CommonQueryMethods, partnerId: string): Promise<ImportFormat | null> {
  return db.maybeOne(sql.type(importFormat)`
    SELECT columns, date_order AS "dateOrder", zone FROM import_format WHERE partner_id = ${partnerId}`)
}

export async function rememberFormat(
  db: CommonQueryMethods,
  { partnerId, format }: { partnerId: string; format: ImportFormat },
): Promise<void> {
  const columnMap: SerializableValue = format.columns
  await db.query(sql.unsafe`
    INSERT INTO import_format (partner_id, columns, date_order, zone)
    VALUES (${partnerId}, ${sql.jsonb(columnMap)}, ${format.dateOrder}, ${format.zone})
    ON CONFLICT (partner_id) DO UPDATE SET columns = excluded.columns, date_order = excluded.date_order,
      zone = excluded.zone, updated_at = now()`)
}
