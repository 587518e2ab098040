import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'
import { serviceLevelInput } from '#domain/schemas/settings.ts'

const levelRow = z.object({ code: z.string(), version: z.int(), document: serviceLevelInput })
export type LevelRow = z.output<typeof levelRow>
export type LevelDocument = LevelRow['document']

/** The version in force of each level. Served by service_level_pkey. */
export function listLevels(db: CommonQueryMethods): Promise<readonly LevelRow[]> {
  return db.any(sql.type(levelRow)`
    SELECT DISTINCT ON (code) code, version, document FROM service_level
    WHERE effective_from <= now()
    ORDER BY code, version DESC
    LIMIT 200`)
}

export function findLevel(db: CommonQueryMethods, code: string): Promise<LevelRow | null> {
  return db.maybeOne(sql.type(levelRow)`
    SELECT code, version, document FROM service_level
    WHERE code = ${code} AND effective_from <= now()
    ORDER BY version DESC
    LIMIT 1`)
}

export type NewLevel = { code: string; document: SerializableValue; createdBy: string | null }

/** Adds the next version; two at once cannot get the same number. */
export async function insertLevel(db: CommonQueryMethods, { code, document, createdBy }: NewLevel): Promise<LevelRow> {
  await db.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtext(${`service_level:${code}`}))`)
  return await db.one(sql.type(levelRow)`
    INSERT INTO service_level (code, version, document, created_by)
    SELECT ${code}, coalesce(max(version), 0) + 1, ${sql.jsonb(document)}, ${createdBy}::uuid
    FROM service_level WHERE code = ${code}
    RETURNING code, version, document`)
}

/** Open shipments that run under an older version of a level. */
export async function idsUnderLevel(db: CommonQueryMethods, { code, version }: LevelRow): Promise<string[]> {
  const rows = await db.any(sql.type(z.object({ id: z.string() }))`
    SELECT id FROM shipment
    WHERE level_code = ${code} AND status <> 'closed' AND (state #>> '{policy,version}')::int < ${version}
    ORDER BY id LIMIT 100000`)
  return rows.map(({ id }) => id)
}
