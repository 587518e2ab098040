import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { statuses } from '#domain/status.ts'
import { shipmentState } from './shipment-state.ts'

const storedRow = z.object({
  id: z.string(),
  trackingNumber: z.string(),
  status: z.enum(statuses),
  seq: z.int(),
  state: shipmentState,
  /** The state as it lies there, without what an older release did not know. */
  stored: z.unknown(),
  nextDeadlineAtMs: z.number().nullable(),
})
export type StoredRow = z.output<typeof storedRow>

/** Every shipment, a page at a time. Served by shipment_pkey. */
export function listStored(
  db: CommonQueryMethods,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<readonly StoredRow[]> {
  return db.any(sql.type(storedRow)`
    SELECT id, tracking_number AS "trackingNumber", status, seq, state, state AS stored, next_deadline_at AS "nextDeadlineAtMs"
    FROM shipment WHERE id > ${afterId}::uuid ORDER BY id LIMIT ${limit}`)
}

export function findStored(db: CommonQueryMethods, id: string): Promise<StoredRow | null> {
  return db.maybeOne(sql.type(storedRow)`
    SELECT id, tracking_number AS "trackingNumber", status, seq, state, state AS stored, next_deadline_at AS "nextDeadlineAtMs"
    FROM shipment WHERE id = ${id}`)
}

const importFault = z.object({ id: z.string(), fault: z.string() })

/** Imports that are through, and each that lost a row or has one without an outcome. */
export async function countImports(db: CommonQueryMethods) {
  const checked = await db.oneFirst(sql.type(z.object({ n: z.int() }))`
    SELECT count(*)::int AS n FROM import WHERE state = 'done'`)
  const faults = await db.any(sql.type(importFault)`
    SELECT i.id, format('%s of %s rows have an outcome', r.ended, greatest(r.rows, c.rows)) AS fault
    FROM import i
    CROSS JOIN LATERAL (SELECT coalesce(sum(n::int), 0) AS rows FROM jsonb_each_text(i.counts) AS c (outcome, n)) c
    CROSS JOIN LATERAL (
      SELECT count(*) AS rows, count(*) FILTER (WHERE outcome IS NOT NULL
        AND (outcome NOT IN ('new', 'unmapped', 'ambiguous') OR result IS NOT NULL)) AS ended
      FROM import_row WHERE import_id = i.id
    ) r
    WHERE i.state = 'done' AND (r.ended <> r.rows OR r.rows <> c.rows)
    ORDER BY i.id LIMIT 100`)
  return { checked, faults }
}

const storedEventRow = z.object({
  shipmentId: z.string(),
  seq: z.int(),
  type: z.string(),
  commandId: z.string(),
  occurredAtMs: z.number(),
  recordedAtMs: z.number(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  source: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type StoredEventRow = z.output<typeof storedEventRow>

/** The whole histories of some shipments. Served by shipment_event_pkey. */
export function listStoredEvents(db: CommonQueryMethods, ids: readonly string[]): Promise<readonly StoredEventRow[]> {
  return db.any(sql.type(storedEventRow)`
    SELECT shipment_id AS "shipmentId", seq, type, command_id AS "commandId", occurred_at AS "occurredAtMs",
      recorded_at AS "recordedAtMs", actor_kind AS "actorKind", actor_id AS "actorId", source, data
    FROM shipment_event WHERE shipment_id = ANY (${sql.array(ids, 'uuid')})
    ORDER BY shipment_id, seq`)
}

const acknowledgedRow = z.object({ commandId: z.string(), shipmentId: z.string(), events: z.int() })

/** What was answered as done, with how many events of it there are. */
export function listAcknowledged(db: CommonQueryMethods): Promise<readonly z.output<typeof acknowledgedRow>[]> {
  return db.any(sql.type(acknowledgedRow)`
    SELECT k.id AS "commandId", k.shipment_id AS "shipmentId",
      (SELECT count(*)::int FROM shipment_event e WHERE e.command_id = k.id AND e.shipment_id = k.shipment_id) AS events
    FROM (
      SELECT shipment_id::text AS id, shipment_id FROM idempotency WHERE state = 'done'
      UNION SELECT command_id::text, shipment_id FROM command_answer WHERE state = 'applied'
    ) k
    LIMIT 100000`)
}
