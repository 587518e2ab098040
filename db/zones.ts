import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const zoneRow = z.object({
  code: z.string(),
  name: z.string(),
  country: z.string(),
  postcodePrefixes: z.array(z.string()),
})
export type ZoneRow = z.output<typeof zoneRow>

const columns = sql.fragment`code, name, country, postcode_prefixes AS "postcodePrefixes"`

export function listZones(db: CommonQueryMethods): Promise<readonly ZoneRow[]> {
  return db.any(sql.type(zoneRow)`SELECT ${columns} FROM zone ORDER BY country, name LIMIT 500`)
}

export function findZone(db: CommonQueryMethods, code: string): Promise<ZoneRow | null> {
  return db.maybeOne(sql.type(zoneRow)`SELECT ${columns} FROM zone WHERE code = ${code}`)
}

/** The zone of an address: the longest prefix of its postcode wins, then the rest of its country; null for none. */
export async function zoneOfPlace(
  db: CommonQueryMethods,
  { country, postcode }: { country: string; postcode: string },
): Promise<string | null> {
  const row = await db.maybeOne(sql.type(z.object({ code: z.string() }))`
    SELECT z.code FROM zone z LEFT JOIN LATERAL unnest(z.postcode_prefixes) AS p (prefix) ON true
    WHERE z.country = ${country} AND (p.prefix IS NULL OR starts_with(${postcode}, p.prefix))
    ORDER BY coalesce(length(p.prefix), 0) DESC, z.code LIMIT 1`)
  return row?.code ?? null
}

export async function keepZone(db: CommonQueryMethods, zone: ZoneRow): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO zone (code, name, country, postcode_prefixes)
    VALUES (${zone.code}, ${zone.name}, ${zone.country}, ${sql.array(zone.postcodePrefixes, 'text')})
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, country = excluded.country,
      postcode_prefixes = excluded.postcode_prefixes, updated_at = now()`)
}
