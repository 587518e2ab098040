import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'

/** What somebody has chosen, as it was kept; null for nothing. */
export function findAlertPreferences(db: CommonQueryMethods, userId: string): Promise<unknown> {
  return db.maybeOneFirst(sql.type(z.object({ document: z.unknown() }))`
    SELECT document FROM alert_preference WHERE user_id = ${userId}`)
}

export async function keepAlertPreferences(
  db: CommonQueryMethods,
  { userId, document }: { userId: string; document: SerializableValue },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO alert_preference (user_id, document) VALUES (${userId}, ${sql.jsonb(document)})
    ON CONFLICT (user_id) DO UPDATE SET document = excluded.document, updated_at = now()`)
}

/** Whether the database can tell the time of a zone: quiet hours are counted there. */
export async function isZoneKnown(db: CommonQueryMethods, zone: string): Promise<boolean> {
  return await db.exists(sql.unsafe`SELECT 1 FROM pg_timezone_names WHERE name = ${zone}`)
}
