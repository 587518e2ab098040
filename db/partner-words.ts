import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const wordRow = z.object({
  code: z.string(),
  text: z.string(),
  reason: z.string(),
  kind: z.string(),
  count: z.int(),
  lastSeenMs: z.number(),
  /** A parcel of which it was said. */
  trackingNumber: z.string(),
})
export type WordRow = z.output<typeof wordRow>

export type WordFilter = { partnerId: string; sinceMs: number; isDoubted: boolean }

/** What a later version has read is no question any more. */
const isOpenDoubt = sql.fragment`e.verdict ->> 'kind' IN ('unmapped', 'ambiguous')
  AND NOT EXISTS (SELECT FROM partner_event a WHERE a.again_of = e.command_id)`

/**
 * The distinct words of a partner, the most frequent first; only those that were not understood where asked.
 * Served by partner_event_partner_idx and partner_event_open_idx.
 */
export function listWords(db: CommonQueryMethods, filter: WordFilter): Promise<readonly WordRow[]> {
  return db.any(sql.type(wordRow)`
    SELECT e.code, e.text, e.reason, max(e.verdict ->> 'kind') AS kind, count(*)::int AS count,
      max(e.received_at) AS "lastSeenMs", max(b.tracking_number) AS "trackingNumber"
    FROM partner_event e JOIN booking b ON b.shipment_id = e.shipment_id
    WHERE e.partner_id = ${filter.partnerId} AND e.received_at >= ${sql.timestamp(new Date(filter.sinceMs))}
      AND ${filter.isDoubted ? isOpenDoubt : sql.fragment`e.again_of IS NULL`}
    GROUP BY e.code, e.text, e.reason ORDER BY count DESC, e.code LIMIT 1000`)
}

const doubtRow = z.object({
  commandId: z.string(),
  shipmentId: z.string(),
  eventKey: z.string(),
  code: z.string(),
  text: z.string(),
  reason: z.string(),
  place: z.string(),
  hasEvidence: z.boolean(),
  occurredAtMs: z.number(),
  /** The command under which a version reads it again: always the same one. */
  againId: z.string(),
})
export type DoubtRow = z.output<typeof doubtRow>

/** Reports that were not understood and whose shipments are open, in the order in which they happened. */
export function listDoubts(
  db: CommonQueryMethods,
  { partnerId, version, limit }: { partnerId: string; version: number; limit: number },
): Promise<readonly DoubtRow[]> {
  return db.any(sql.type(doubtRow)`
    SELECT e.command_id AS "commandId", e.shipment_id AS "shipmentId", e.event_key AS "eventKey", e.code, e.text,
      e.reason, e.place, e.has_evidence AS "hasEvidence", e.occurred_at AS "occurredAtMs",
      partner_command_id(e.partner_id, e.shipment_id, e.event_key || '/v' || ${version}::text) AS "againId"
    FROM partner_event e JOIN shipment s ON s.id = e.shipment_id
    WHERE e.partner_id = ${partnerId} AND ${isOpenDoubt} AND s.status <> 'closed' AND s.partner_id = e.partner_id
    ORDER BY e.occurred_at, e.command_id LIMIT ${limit}`)
}
