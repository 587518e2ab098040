import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const finishedRow = z.object({
  id: z.string(),
  partnerId: z.string(),
  name: z.string(),
  state: z.enum(['done', 'failed']),
  failure: z.string().nullable(),
  counts: z.record(z.string(), z.int()).nullable(),
  applied: z.int(),
  inReview: z.int(),
  /** Who works for the partner. */
  people: z.array(z.object({ id: z.string(), email: z.string() })),
})
/** A file that is through, and whom that concerns. */
export type FinishedImport = z.output<typeof finishedRow>

/** Files that are through and nobody was told of. Served by import_untold_idx. */
export function listUntoldImports(db: CommonQueryMethods): Promise<readonly FinishedImport[]> {
  return db.any(sql.type(finishedRow)`
    SELECT i.id, i.partner_id AS "partnerId", i.name, i.state, i.failure, i.counts, i.applied, i.in_review AS "inReview", (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'email', u.email) ORDER BY u.id), '[]') FROM app_user u
      WHERE u.partner_id = i.partner_id AND u.is_active AND 'partner' = ANY (u.roles)) AS people
    FROM import i
    WHERE i.told_at IS NULL AND i.source <> 'api' AND i.state IN ('done', 'failed')
    ORDER BY i.finished_at LIMIT 100`)
}

export async function markImportsTold(db: CommonQueryMethods, ids: readonly string[]): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE import SET told_at = now() WHERE id = ANY (${sql.array([...ids], 'uuid')}) AND state IN ('done', 'failed')`)
}
