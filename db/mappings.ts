import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { mappingDocument } from '#domain/schemas/mapping.ts'

const mappingRow = z.object({
  partnerId: z.string(),
  version: z.int(),
  document: mappingDocument,
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

export function findMappingVersion(
  db: CommonQueryMethods,
  { partnerId, version }: { partnerId: string; version: number },
): Promise<MappingRow | null> {
  return db.maybeOne(sql.type(mappingRow)`
    SELECT ${columns} FROM mapping WHERE partner_id = ${partnerId} AND version = ${version}`)
}

/** Every version of a partner, the newest first. Served by mapping_pkey. */
export function listMappings(db: CommonQueryMethods, partnerId: string): Promise<readonly MappingRow[]> {
  return db.any(sql.type(mappingRow)`
    SELECT ${columns} FROM mapping WHERE partner_id = ${partnerId} ORDER BY version DESC LIMIT 200`)
}
