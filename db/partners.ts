import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const partnerRow = z.object({ id: z.string(), name: z.string() })

/** Every partner that reports to us, by name. */
export function listPartners(db: CommonQueryMethods): Promise<readonly z.output<typeof partnerRow>[]> {
  return db.any(sql.type(partnerRow)`SELECT id, name FROM partner WHERE is_active ORDER BY name LIMIT 1000`)
}

/** A new partner; null when another one has this name. */
export function insertPartner(
  db: CommonQueryMethods,
  { id, name }: { id: string; name: string },
): Promise<z.output<typeof partnerRow> | null> {
  return db.maybeOne(sql.type(partnerRow)`
    INSERT INTO partner (id, name) VALUES (${id}, ${name}) ON CONFLICT (name) DO NOTHING RETURNING id, name`)
}
