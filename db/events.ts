import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const eventRow = z.object({
  seq: z.int(),
  type: z.string(),
  commandId: z.string(),
  occurredAtMs: z.number(),
  recordedAtMs: z.number(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  source: z.string(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
})
export type EventRow = z.output<typeof eventRow>

const columns = sql.fragment`e.seq, e.type, e.command_id AS "commandId", e.occurred_at AS "occurredAtMs",
  e.recorded_at AS "recordedAtMs", e.actor_kind AS "actorKind", e.actor_id AS "actorId",
  coalesce(u.name, p.name) AS "actorName", e.source, e.data, e.hash`

const tables = sql.fragment`shipment_event e
  LEFT JOIN app_user u ON u.id = e.actor_id::uuid
  LEFT JOIN partner p ON p.id = e.actor_id::uuid`

export type EventPage = { shipmentId: string; afterSeq: number; limit: number }

/** In order, one page. Served by shipment_event_pkey. */
export function listEvents(
  db: CommonQueryMethods,
  { shipmentId, afterSeq, limit }: EventPage,
): Promise<readonly EventRow[]> {
  return db.any(sql.type(eventRow)`
    SELECT ${columns} FROM ${tables}
    WHERE e.shipment_id = ${shipmentId} AND e.seq > ${afterSeq}
    ORDER BY e.seq
    LIMIT ${limit}`)
}

/** What one command did. Served by shipment_event_command_idx. */
export function findEventsOf(
  db: CommonQueryMethods,
  { shipmentId, commandId }: { shipmentId: string; commandId: string },
): Promise<readonly EventRow[]> {
  return db.any(sql.type(eventRow)`
    SELECT ${columns} FROM ${tables}
    WHERE e.command_id = ${commandId} AND e.shipment_id = ${shipmentId}
    ORDER BY e.seq
    LIMIT 100`)
}

const deliveryRow = z.object({
  data: z.record(z.string(), z.unknown()),
  receivedBy: z.string().nullable(),
})

/** The delivery and the name of whoever took the parcels. Served by shipment_event_pkey. */
export function findDelivery(db: CommonQueryMethods, shipmentId: string) {
  return db.maybeOne(sql.type(deliveryRow)`
    SELECT e.data, d.received_by AS "receivedBy"
    FROM shipment_event e LEFT JOIN command_detail d ON d.id = (e.data ->> 'receivedById')::uuid
    WHERE e.shipment_id = ${shipmentId} AND e.type = 'delivered'
    ORDER BY e.seq DESC
    LIMIT 1`)
}

const noteRow = z.object({
  id: z.string(),
  text: z.string(),
  authorName: z.string(),
  audience: z.string(),
  createdAtMs: z.number(),
})
export type NoteRow = z.output<typeof noteRow>

/** What people wrote to a shipment. Served by note_shipment_id_command_id_key. */
export function listNotes(db: CommonQueryMethods, shipmentId: string): Promise<readonly NoteRow[]> {
  return db.any(sql.type(noteRow)`
    SELECT id, text, author_name AS "authorName", audience, created_at AS "createdAtMs" FROM note
    WHERE shipment_id = ${shipmentId} ORDER BY created_at LIMIT 500`)
}

/** The last thing that was said of an exception. Served by shipment_event_pkey. */
export function findLastOn(
  db: CommonQueryMethods,
  { shipmentId, exceptionId }: { shipmentId: string; exceptionId: string },
): Promise<EventRow | null> {
  return db.maybeOne(sql.type(eventRow)`
    SELECT ${columns} FROM ${tables}
    WHERE e.shipment_id = ${shipmentId} AND e.data ->> 'exceptionId' = ${exceptionId}
    ORDER BY e.seq DESC
    LIMIT 1`)
}
