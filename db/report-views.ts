import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'
import { reportCodes } from '#domain/reports.ts'
import { reportViewInput } from '#domain/schemas/reports.ts'

const viewRow = z.object({
  id: z.string(),
  report: z.enum(reportCodes),
  name: z.string(),
  query: reportViewInput.shape.query,
})
export type ReportViewRow = z.output<typeof viewRow>

/** So many questions one person may keep. */
export const mostReportViews = 100

/** Somebody's own, by name. Served by report_view_user_id_name_key. */
export function listReportViews(db: CommonQueryMethods, userId: string): Promise<readonly ReportViewRow[]> {
  return db.any(sql.type(viewRow)`
    SELECT id, report, name, query FROM report_view WHERE user_id = ${userId} ORDER BY name LIMIT ${mostReportViews}`)
}

export type NewReportView = { id: string; userId: string; report: string; name: string; query: SerializableValue }

/** Keeps a question; under the same name it takes the place of the one before. Null where somebody has too many. */
export function keepReportView(db: CommonQueryMethods, view: NewReportView): Promise<ReportViewRow | null> {
  return db.maybeOne(sql.type(viewRow)`
    INSERT INTO report_view (id, user_id, report, name, query)
    SELECT ${view.id}, ${view.userId}, ${view.report}, ${view.name}, ${sql.jsonb(view.query)}
    WHERE (SELECT count(*) FROM report_view WHERE user_id = ${view.userId}) < ${mostReportViews}
    ON CONFLICT (user_id, name) DO UPDATE SET report = excluded.report, query = excluded.query
    RETURNING id, report, name, query`)
}

/** False where it is not theirs. */
export async function dropReportView(db: CommonQueryMethods, { id, userId }: { id: string; userId: string }) {
  const { rowCount } = await db.query(sql.unsafe`DELETE FROM report_view WHERE id = ${id} AND user_id = ${userId}`)
  return rowCount > 0
}
