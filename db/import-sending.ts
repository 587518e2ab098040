import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { type RowResult, rowResults } from '#domain/imports.ts'
import type { MappingVerdict } from '#domain/mapping.ts'
import type { ImportRow } from './imports.ts'

const waitingRow = z.object({
  line: z.int(),
  shipmentId: z.string(),
  commandId: z.string(),
  hasEvidence: z.boolean(),
  occurredAtMs: z.number(),
  // Only the dry run writes it.
  verdict: z.custom<MappingVerdict>((value) => typeof value === 'object' && value !== null && 'kind' in value),
})
export type WaitingRow = z.output<typeof waitingRow>

/** Where the next batch begins: behind the last parcel of the one before. */
export type Place = { importId: string; afterShipmentId: string | null; shipments: number }

/**
 * What is still to be told to the next parcels, in the order in which it happened; a row without a time of its own
 * happened when its file came. Served by import_row_waiting_idx.
 */
export function listWaitingRows(db: CommonQueryMethods, place: Place): Promise<readonly WaitingRow[]> {
  const { importId, afterShipmentId, shipments } = place
  const waits = sql.fragment`import_id = ${importId} AND result IS NULL AND outcome IN ('new', 'unmapped', 'ambiguous')`
  return db.any(sql.type(waitingRow)`
    WITH next AS (
      SELECT DISTINCT shipment_id FROM import_row
      WHERE ${waits} AND shipment_id > ${afterShipmentId ?? '00000000-0000-0000-0000-000000000000'}::uuid
      ORDER BY shipment_id LIMIT ${shipments}
    )
    SELECT r.line, r.shipment_id AS "shipmentId", r.command_id AS "commandId", r.evidence AS "hasEvidence",
      coalesce(r.occurred_at, i.created_at) AS "occurredAtMs", w.verdict
    FROM next JOIN import_row r ON r.shipment_id = next.shipment_id
      JOIN import_word w ON w.import_id = r.import_id AND w.id = r.word_id
      JOIN import i ON i.id = r.import_id
    WHERE r.import_id = ${importId} AND r.result IS NULL AND r.outcome IN ('new', 'unmapped', 'ambiguous')
    ORDER BY r.shipment_id, "occurredAtMs", r.line LIMIT 20000`)
}

const lineRow = z.object({ line: z.int() })

/**
 * Keeps the reports of these rows in the partner's own words, before any workflow hears of them. A row whose report
 * has come on another way meanwhile is `unchanged`; the lines that are to be told are given back.
 */
export async function keepReports(
  db: CommonQueryMethods,
  { id, partnerId, source, sha256, mappingVersion, createdBy, createdByName }: ImportRow,
  lines: readonly number[],
): Promise<ReadonlySet<number>> {
  const these = sql.fragment`r.import_id = ${id} AND r.line = ANY (${sql.array([...lines], 'int4')})`
  await db.query(sql.unsafe`
    INSERT INTO partner_event (command_id, shipment_id, partner_id, event_key, code, text, reason, place, has_evidence,
      occurred_at, received_at, source, import_id, line, mapping_version, verdict, said_by, said_by_name)
    SELECT r.command_id, r.shipment_id, i.partner_id,
      CASE WHEN r.occurred_at IS NULL AND r.event_id = '' THEN 'row:' || ${sha256}::text || ':' || r.line
        ELSE partner_event_key(r.event_id, coalesce(nullif(r.code, ''), r.text), r.occurred_at, r.place) END,
      r.code, r.text, r.reason, r.place, r.evidence, coalesce(r.occurred_at, i.created_at), i.created_at, ${source}, i.id, r.line,
      ${mappingVersion}::int, w.verdict, ${createdBy}::uuid, ${createdByName}
    FROM import_row r JOIN import i ON i.id = r.import_id
      JOIN import_word w ON w.import_id = r.import_id AND w.id = r.word_id
    WHERE ${these} AND i.partner_id = ${partnerId}
    ON CONFLICT DO NOTHING`)
  await db.query(sql.unsafe`
    UPDATE import_row r SET outcome = 'unchanged', cause = 'known'
    WHERE ${these} AND NOT EXISTS (SELECT FROM partner_event p WHERE p.command_id = r.command_id)`)
  const told = await db.any(sql.type(lineRow)`
    SELECT r.line FROM import_row r WHERE ${these} AND r.outcome <> 'unchanged'`)
  return new Set(told.map(({ line }) => line))
}

const answered = z.object({ line: z.int(), result: z.enum(rowResults) })

/** Reads back from the histories what became of these rows. Served by shipment_event_command_idx. */
export async function collectResults(
  db: CommonQueryMethods,
  importId: string,
  lines: readonly number[],
): Promise<ReadonlySet<number>> {
  return await note(
    db,
    importId,
    sql.fragment`
      SELECT r.line, CASE e.type WHEN 'partner_event_applied' THEN 'applied' ELSE 'in_review' END AS result,
        coalesce(e.data ->> 'why', e.data ->> 'code') AS cause
      FROM import_row r JOIN shipment_event e ON e.command_id = r.command_id::text
      WHERE r.import_id = ${importId} AND r.line = ANY (${sql.array([...lines], 'int4')})
        AND e.type IN ('partner_event_applied', 'partner_event_kept', 'report_refused')`,
  )
}

/** Parcels whose life is over hear nothing any more: what is said of them waits for somebody to look at it. */
export async function reviewClosed(
  db: CommonQueryMethods,
  { importId, lines, isGone }: { importId: string; lines: readonly number[]; isGone: boolean },
): Promise<ReadonlySet<number>> {
  const done = await note(
    db,
    importId,
    sql.fragment`
      SELECT r.line, 'in_review' AS result, 'closed' AS cause FROM import_row r JOIN shipment s ON s.id = r.shipment_id
      WHERE r.import_id = ${importId} AND r.line = ANY (${sql.array([...lines], 'int4')})
        AND (${isGone} OR s.status = 'closed')`,
  )
  await db.query(sql.unsafe`
    UPDATE partner_event p SET kept = 'closed' FROM import_row r
    WHERE r.import_id = ${importId} AND r.line = ANY (${sql.array([...done], 'int4')}) AND p.command_id = r.command_id`)
  return done
}

/** Writes results once and counts them in the same statement, so that no counter can disagree with the rows. */
async function note(
  db: CommonQueryMethods,
  importId: string,
  results: ReturnType<typeof sql.fragment>,
): Promise<ReadonlySet<number>> {
  const rows = await db.any(sql.type(answered)`
    WITH result AS (SELECT DISTINCT ON (line) * FROM (${results}) AS given ORDER BY line),
    noted AS (
      UPDATE import_row r SET result = result.result, cause = coalesce(result.cause, r.cause) FROM result
      WHERE r.import_id = ${importId} AND r.line = result.line AND r.result IS NULL
      RETURNING r.line, r.result
    ), counted AS (
      UPDATE import SET
        applied = applied + (SELECT count(*) FROM noted WHERE result = 'applied'),
        in_review = in_review + (SELECT count(*) FROM noted WHERE result = 'in_review')
      WHERE id = ${importId} AND EXISTS (SELECT FROM noted)
    )
    SELECT line, result FROM noted`)
  return new Set(rows.map(({ line }: { line: number; result: RowResult }) => line))
}
