import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { type RowOutcome, type RowResult, rowOutcomes, rowResults } from '#domain/imports.ts'

const listedRow = z.object({
  line: z.int(),
  outcome: z.enum(rowOutcomes).nullable(),
  result: z.enum(rowResults).nullable(),
  cause: z.string().nullable(),
  message: z.string().nullable(),
  number: z.string(),
  code: z.string(),
  text: z.string(),
  reason: z.string(),
  place: z.string(),
  note: z.string(),
  occurredAtMs: z.number().nullable(),
  shipmentId: z.string().nullable(),
  trackingNumber: z.string().nullable(),
})
export type ListedRow = z.output<typeof listedRow>

const columns = sql.fragment`r.line, r.outcome, r.result, r.cause, r.message, r.number, r.code, r.text, r.reason, r.place,
  r.note, r.occurred_at AS "occurredAtMs", r.shipment_id AS "shipmentId", s.tracking_number AS "trackingNumber"`

export type RowPage = {
  importId: string
  outcome: RowOutcome | null
  result: RowResult | null
  afterLine: number
  limit: number
}

/** Rows in their order. Served by import_row_pkey, import_row_outcome_idx and import_row_result_idx. */
export function listRows(db: CommonQueryMethods, page: RowPage): Promise<readonly ListedRow[]> {
  const { importId, outcome, result, afterLine, limit } = page
  return db.any(sql.type(listedRow)`
    SELECT ${columns} FROM import_row r LEFT JOIN shipment s ON s.id = r.shipment_id
    WHERE ${sql.and([
      sql.fragment`r.import_id = ${importId} AND r.line > ${afterLine}`,
      ...(outcome === null ? [] : [sql.fragment`r.outcome = ${outcome}`]),
      ...(result === null ? [] : [sql.fragment`r.result = ${result}`]),
    ])}
    ORDER BY r.line LIMIT ${limit}`)
}

/** A few rows of each outcome, to look at. Served by import_row_outcome_idx. */
export function listExamples(db: CommonQueryMethods, importId: string, each: number): Promise<readonly ListedRow[]> {
  return db.any(sql.type(listedRow)`
    SELECT ${columns} FROM unnest(${sql.array([...rowOutcomes], 'text')}) AS o (outcome)
    CROSS JOIN LATERAL (
      SELECT * FROM import_row r WHERE r.import_id = ${importId} AND r.outcome = o.outcome ORDER BY r.line LIMIT ${each}
    ) r LEFT JOIN shipment s ON s.id = r.shipment_id
    ORDER BY r.line LIMIT 100`)
}

const pageSize = 1_000

/** Every row, a page at a time, for an export. */
export async function* eachRow(
  db: CommonQueryMethods,
  filter: Pick<RowPage, 'importId' | 'outcome' | 'result'>,
): AsyncGenerator<readonly ListedRow[]> {
  for (let afterLine = 0; ; ) {
    const rows = await listRows(db, { ...filter, afterLine, limit: pageSize })
    const last = rows.at(-1)
    if (!last) return
    yield rows
    afterLine = last.line
  }
}

export type GivenRow = {
  line: number
  number: string
  code: string
  text: string
  reason: string
  place: string
  note: string
  eventId: string
  hasEvidence: boolean
  occurredAtMs: number | null
  fault: { code: string; message: string } | null
}

/** Stages rows that came as JSON. */
export async function insertRows(
  db: CommonQueryMethods,
  { importId, rows }: { importId: string; rows: readonly GivenRow[] },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO import_row (import_id, line, number, code, text, reason, place, note, event_id, evidence, occurred_at,
      outcome, cause, message)
    SELECT ${importId}::uuid, r.line, upper(r.number), r.code, r.text, r.reason, r.place, r.note, r."eventId", r."hasEvidence",
      to_timestamp(r."occurredAtMs" / 1000.0), CASE WHEN r.fault IS NOT NULL THEN 'bad' END, r.fault ->> 'code',
      r.fault ->> 'message'
    FROM jsonb_to_recordset(${sql.jsonb(rows)}) AS r (line int, number text, code text, text text, reason text,
      place text, note text, "eventId" text, "hasEvidence" boolean, "occurredAtMs" bigint, fault jsonb)`)
}
