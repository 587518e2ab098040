import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { type MappingWire, mappingWire } from '#domain/schemas/mapping.ts'

const mappingRow = z.object({
  partnerId: z.string(),
  version: z.int(),
  document: mappingWire,
  reason: z.string(),
  effectiveFromMs: z.number(),
  publishedByName: z.string(),
  publishedAtMs: z.number(),
})
export type MappingRow = z.output<typeof mappingRow>

const columns = sql.fragment`partner_id AS "partnerId", version, document, reason, effective_from AS "effectiveFromMs",
  published_by_name AS "publishedByName", published_at AS "publishedAtMs"`

/** The version that reads a report received now; null where none is in force. Served by mapping_pkey. */
export function findMapping(db: CommonQueryMethods, partnerId: string): Promise<MappingRow | null> {
  return db.maybeOne(sql.type(mappingRow)`
    SELECT ${columns} FROM mapping WHERE partner_id = ${partnerId} AND effective_from <= now()
    ORDER BY version DESC LIMIT 1`)
}

/** Every version of a partner, the newest first. Served by mapping_pkey. */
export function listMappings(db: CommonQueryMethods, partnerId: string): Promise<readonly MappingRow[]> {
  return db.any(sql.type(mappingRow)`
    SELECT ${columns} FROM mapping WHERE partner_id = ${partnerId} ORDER BY version DESC LIMIT 200`)
}

export type NewMapping = {
  partnerId: string
  document: MappingWire
  reason: string
  effectiveFromMs: number
  publishedBy: { id: string | null; name: string }
}

/** The next version. Two admins at once: the key of the table lets one of them win. */
export function insertMapping(db: CommonQueryMethods, given: NewMapping): Promise<MappingRow> {
  const { partnerId, document, reason, effectiveFromMs, publishedBy } = given
  return db.one(sql.type(mappingRow)`
    INSERT INTO mapping (partner_id, version, document, reason, effective_from, published_by, published_by_name)
    SELECT ${partnerId}, coalesce(max(version), 0) + 1, ${sql.jsonb(document)}, ${reason},
      ${sql.timestamp(new Date(effectiveFromMs))}, ${publishedBy.id}::uuid, ${publishedBy.name}
    FROM mapping WHERE partner_id = ${partnerId}
    RETURNING ${columns}`)
}

const draftRow = z.object({
  document: mappingWire,
  basedOn: z.int().nullable(),
  revision: z.int(),
  updatedByName: z.string(),
  updatedAtMs: z.number(),
  isSent: z.boolean(),
})
export type DraftRow = z.output<typeof draftRow>

const draftColumns = sql.fragment`document, based_on AS "basedOn", revision, updated_by_name AS "updatedByName",
  updated_at AS "updatedAtMs", sent_at IS NOT NULL AS "isSent"`

export function findDraft(db: CommonQueryMethods, partnerId: string): Promise<DraftRow | null> {
  return db.maybeOne(sql.type(draftRow)`SELECT ${draftColumns} FROM mapping_draft WHERE partner_id = ${partnerId}`)
}

export type NewDraft = {
  partnerId: string
  document: MappingWire
  basedOn: number | null
  /** The revision that was seen: 0 where there was none. */
  revision: number
  updatedByName: string
  isSent: boolean
}

/** Keeps a draft; null when somebody else has changed it meanwhile. */
export function keepDraft(db: CommonQueryMethods, draft: NewDraft): Promise<DraftRow | null> {
  const sentAt = draft.isSent ? sql.fragment`now()` : sql.fragment`NULL`
  return db.maybeOne(sql.type(draftRow)`
    INSERT INTO mapping_draft AS d (partner_id, document, based_on, updated_by_name, sent_at)
    SELECT ${draft.partnerId}, ${sql.jsonb(draft.document)}, ${draft.basedOn}::int, ${draft.updatedByName}, ${sentAt}
    WHERE ${draft.revision} = coalesce((SELECT revision FROM mapping_draft WHERE partner_id = ${draft.partnerId}), 0)
    ON CONFLICT (partner_id) DO UPDATE SET document = excluded.document, based_on = excluded.based_on,
      updated_by_name = excluded.updated_by_name, sent_at = excluded.sent_at, revision = d.revision + 1, updated_at = now()
    WHERE d.revision = ${draft.revision}
    RETURNING ${draftColumns}`)
}

export async function dropDraft(db: CommonQueryMethods, partnerId: string): Promise<void> {
  await db.query(sql.unsafe`DELETE FROM mapping_draft WHERE partner_id = ${partnerId}`)
}

const overviewRow = z.object({
  partnerId: z.string(),
  partnerName: z.string(),
  version: z.int().nullable(),
  rules: z.int(),
  hasDraft: z.boolean(),
  isDraftSent: z.boolean(),
  doubted: z.int(),
})
export type MappingOverviewRow = z.output<typeof overviewRow>

/** Each partner with what its mapping does not understand. Served by mapping_pkey and partner_event_open_idx. */
export function listOverview(db: CommonQueryMethods): Promise<readonly MappingOverviewRow[]> {
  return db.any(sql.type(overviewRow)`
    SELECT p.id AS "partnerId", p.name AS "partnerName", m.version, coalesce(m.rules, 0) AS rules,
      d.partner_id IS NOT NULL AS "hasDraft", d.sent_at IS NOT NULL AS "isDraftSent", w.doubted
    FROM partner p
    LEFT JOIN LATERAL (SELECT version, jsonb_array_length(document -> 'rules') AS rules FROM mapping
      WHERE partner_id = p.id AND effective_from <= now() ORDER BY version DESC LIMIT 1) m ON true
    LEFT JOIN mapping_draft d ON d.partner_id = p.id
    CROSS JOIN LATERAL (SELECT count(*)::int AS doubted FROM (SELECT 1 FROM partner_event e
      WHERE e.partner_id = p.id AND e.verdict ->> 'kind' IN ('unmapped', 'ambiguous')
        AND NOT EXISTS (SELECT FROM partner_event a WHERE a.again_of = e.command_id) LIMIT 1001) AS few) w
    WHERE p.is_active ORDER BY p.name LIMIT 1000`)
}
