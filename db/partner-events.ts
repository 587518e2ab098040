import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import type { MappingVerdict } from '#domain/mapping.ts'

const identityRow = z.object({ commandId: z.string(), eventKey: z.string(), isKnown: z.boolean() })

export type Identity = {
  partnerId: string
  shipmentId: string
  /** The partner's own id of the event; empty where it has none. */
  eventId: string
  code: string
  occurredAtMs: number
  place: string
}

/** Under which command id a report travels, and whether it has come before. Served by partner_event_identity_key. */
export function identify(db: CommonQueryMethods, given: Identity): Promise<z.output<typeof identityRow>> {
  const { partnerId, shipmentId, eventId, code, occurredAtMs, place } = given
  const at = sql.timestamp(new Date(occurredAtMs))
  return db.one(sql.type(identityRow)`
    SELECT coalesce(e.command_id, partner_command_id(${partnerId}::uuid, ${shipmentId}::uuid, k.event_key)) AS "commandId",
      k.event_key AS "eventKey", e.command_id IS NOT NULL AS "isKnown"
    FROM partner_event_key(${eventId}, ${code}, ${at}, ${place}) AS k (event_key)
      LEFT JOIN partner_event e ON e.shipment_id = ${shipmentId}::uuid AND e.partner_id = ${partnerId}::uuid
        AND e.event_key = k.event_key AND e.again_of IS NULL`)
}

export type PartnerReport = Omit<Identity, 'eventId'> & {
  commandId: string
  eventKey: string
  text: string
  reason: string
  hasEvidence: boolean
  source: 'api' | 'upload' | 'paste' | 'drop' | 'back_apply'
  mappingVersion: number | null
  verdict: MappingVerdict
  saidBy: { id: string | null; name: string }
  againOf: string | null
}

/** Keeps a report as it came, once. */
export async function keepReport(db: CommonQueryMethods, report: PartnerReport): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO partner_event (command_id, shipment_id, partner_id, event_key, code, text, reason, place,
      has_evidence, occurred_at, source, mapping_version, verdict, said_by, said_by_name, again_of)
    VALUES (${report.commandId}, ${report.shipmentId}, ${report.partnerId}, ${report.eventKey}, ${report.code},
      ${report.text}, ${report.reason}, ${report.place}, ${report.hasEvidence}, ${sql.timestamp(new Date(report.occurredAtMs))},
      ${report.source}, ${report.mappingVersion}, ${sql.jsonb(report.verdict)}, ${report.saidBy.id}::uuid,
      ${report.saidBy.name}, ${report.againOf}::uuid)
    ON CONFLICT (command_id) DO NOTHING`)
}

/** Our own services and workers write it. */
const storedVerdict = z.custom<MappingVerdict>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
)

const reportRow = z.object({
  commandId: z.string(),
  code: z.string(),
  text: z.string(),
  reason: z.string(),
  place: z.string(),
  occurredAtMs: z.number(),
  receivedAtMs: z.number(),
  source: z.string(),
  importId: z.string().nullable(),
  line: z.int().nullable(),
  mappingVersion: z.int().nullable(),
  verdict: storedVerdict,
  saidByName: z.string(),
  kept: z.string().nullable(),
  againOf: z.string().nullable(),
  /** The event that came of it; null while none has. */
  seq: z.int().nullable(),
  eventType: z.string().nullable(),
  why: z.string().nullable(),
})
export type ReportRow = z.output<typeof reportRow>

/** What partners, or one of them, said of a shipment, in the order in which it happened. Served by partner_event_shipment_idx. */
export function listReports(
  db: CommonQueryMethods,
  { shipmentId, partnerId }: { shipmentId: string; partnerId: string | null },
): Promise<readonly ReportRow[]> {
  return db.any(sql.type(reportRow)`
    SELECT p.command_id AS "commandId", p.code, p.text, p.reason, p.place, p.occurred_at AS "occurredAtMs",
      p.received_at AS "receivedAtMs", p.source, p.import_id AS "importId", p.line, p.mapping_version AS "mappingVersion",
      p.verdict, p.said_by_name AS "saidByName", p.kept, p.again_of AS "againOf", e.seq, e.type AS "eventType",
      e.data ->> 'why' AS why
    FROM partner_event p LEFT JOIN LATERAL (
      SELECT seq, type, data FROM shipment_event e
      WHERE e.command_id = p.command_id::text AND e.type IN ('partner_event_applied', 'partner_event_kept', 'report_refused')
      ORDER BY seq LIMIT 1
    ) e ON true
    WHERE p.shipment_id = ${shipmentId} AND (${partnerId}::uuid IS NULL OR p.partner_id = ${partnerId}::uuid)
    ORDER BY p.occurred_at, p.received_at LIMIT 500`)
}
