import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import type { ShipmentEvent } from '#domain/events.ts'

export type Histories = { levelCode: string; sinceMs: number }

/** How many shipments of a level were booked since an instant. Served by shipment_level_idx. */
export async function countHistories(db: CommonQueryMethods, { levelCode, sinceMs }: Histories): Promise<number> {
  const { count } = await db.one(sql.type(z.object({ count: z.int() }))`
    SELECT count(*)::int AS count FROM shipment WHERE level_code = ${levelCode} AND created_at >= ${since(sinceMs)}`)
  return count
}

type StoredEvent = [
  seq: number,
  type: string,
  commandId: string,
  occurredAtMs: number,
  recordedAtMs: number,
  actorKind: string,
  actorId: string | null,
  source: string,
  data: object,
]

const historyRow = z.object({ id: z.string(), events: z.custom<StoredEvent[]>(Array.isArray) })
export type History = { id: string; events: ShipmentEvent[] }

/**
 * Whole histories, some shipments at a time in the order of their ids. The policies in them stay behind: they are half
 * of the bytes, and who replays a history brings his own. Served by shipment_level_idx and shipment_event_pkey.
 */
export async function listHistories(
  db: CommonQueryMethods,
  { levelCode, sinceMs }: Histories,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<readonly History[]> {
  // Arrays written as text by json_agg cost PostgreSQL a quarter of what objects built by jsonb_agg do.
  const rows = await db.any(sql.type(historyRow)`
    SELECT p.id, json_agg(json_build_array(e.seq, e.type, e.command_id,
        (extract(epoch FROM e.occurred_at) * 1000)::bigint, (extract(epoch FROM e.recorded_at) * 1000)::bigint,
        e.actor_kind, e.actor_id, e.source,
        CASE WHEN e.type IN ('booked', 'policy_applied') THEN e.data - 'policy' ELSE e.data END)
      ORDER BY e.seq) AS events
    FROM (
      SELECT id FROM shipment
      WHERE level_code = ${levelCode} AND created_at >= ${since(sinceMs)} AND id > ${afterId}::uuid
      ORDER BY id LIMIT ${limit}
    ) p JOIN shipment_event e ON e.shipment_id = p.id
    GROUP BY p.id ORDER BY p.id
    LIMIT ${limit}`)
  return rows.map(({ id, events }) => ({ id, events: events.map(eventOf) }))
}

/** Whole histories with their policies; what has no event is left out. Served by shipment_event_pkey. */
export async function listHistoriesOf(db: CommonQueryMethods, ids: readonly string[]): Promise<readonly History[]> {
  const rows = await db.any(sql.type(historyRow)`
    SELECT shipment_id AS id, json_agg(json_build_array(seq, type, command_id,
        (extract(epoch FROM occurred_at) * 1000)::bigint, (extract(epoch FROM recorded_at) * 1000)::bigint,
        actor_kind, actor_id, source, data)
      ORDER BY seq) AS events
    FROM shipment_event WHERE shipment_id = ANY (${sql.array(ids, 'uuid')})
    GROUP BY shipment_id
    LIMIT ${ids.length}`)
  return rows.map(({ id, events }) => ({ id, events: events.map(eventOf) }))
}

function eventOf(stored: StoredEvent): ShipmentEvent {
  const [seq, type, commandId, occurredAtMs, recordedAtMs, kind, actorId, source, data] = stored
  const event = { seq, type, commandId, occurredAtMs, recordedAtMs, actor: { kind, id: actorId }, source, data }
  // Only our own projection writes the table.
  return event as ShipmentEvent
}

function since(ms: number) {
  return sql.timestamp(new Date(ms))
}
