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

const historyRow = z.object({ id: z.string(), events: z.custom<ShipmentEvent[]>(Array.isArray) })

/** Whole histories, some shipments at a time in the order of their ids. Served by shipment_level_idx. */
export function listHistories(
  db: CommonQueryMethods,
  { levelCode, sinceMs }: Histories,
  { afterId, limit }: { afterId: string; limit: number },
) {
  return db.any(sql.type(historyRow)`
    SELECT p.id, jsonb_agg(jsonb_build_object('seq', e.seq, 'type', e.type, 'commandId', e.command_id,
        'occurredAtMs', round(extract(epoch FROM e.occurred_at) * 1000),
        'recordedAtMs', round(extract(epoch FROM e.recorded_at) * 1000),
        'actor', jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id), 'source', e.source, 'data', e.data)
      ORDER BY e.seq) AS events
    FROM (
      SELECT id FROM shipment
      WHERE level_code = ${levelCode} AND created_at >= ${since(sinceMs)} AND id > ${afterId}::uuid
      ORDER BY id LIMIT ${limit}
    ) p JOIN shipment_event e ON e.shipment_id = p.id
    GROUP BY p.id ORDER BY p.id
    LIMIT ${limit}`)
}

function since(ms: number) {
  return sql.timestamp(new Date(ms))
}
