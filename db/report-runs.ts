import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { reportCodes } from '#domain/reports.ts'
import { reportScheduleInput } from '#domain/schemas/reports.ts'
import { reportFormats, rhythms } from '#domain/views-reports.ts'

const runRow = z.object({
  id: z.string(),
  attempts: z.int(),
  sentTo: z.array(z.string()),
  report: z.enum(reportCodes),
  query: reportScheduleInput.shape.query,
  format: z.enum(reportFormats),
  rhythm: z.enum(rhythms),
  recipients: z.array(z.string()),
  createdBy: z.string(),
  /** The day of the sending in the schedule's own zone. */
  day: z.string(),
})
export type ReportRun = z.output<typeof runRow>

const mostAtOnce = 50

/**
 * Makes a run of each schedule that is due, and moves it on in the same statement: the key lets none happen twice, and
 * of those that were missed while nobody was here there is one. Served by report_schedule_due_idx.
 */
export async function openDueRuns(db: CommonQueryMethods): Promise<void> {
  await db.query(sql.unsafe`
    WITH due AS (
      SELECT id, next_at, next_report_due(rhythm, weekday, at_time, zone, now()) AS after FROM report_schedule
      WHERE is_active AND next_at <= now() ORDER BY next_at LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED
    ), made AS (
      INSERT INTO report_run (schedule_id, due_at) SELECT id, next_at FROM due ON CONFLICT DO NOTHING
    )
    UPDATE report_schedule s SET next_at = due.after FROM due WHERE s.id = due.id`)
}

/** Takes a run for ten minutes; one that its worker did not live to finish is taken again. Served by report_run_waiting_idx. */
export function takeRun(db: CommonQueryMethods): Promise<ReportRun | null> {
  return db.maybeOne(sql.type(runRow)`
    UPDATE report_run r SET attempts = r.attempts + 1, not_before = now() + interval '10 minutes'
    FROM report_schedule s
    WHERE s.id = r.schedule_id AND r.id = (
      SELECT id FROM report_run WHERE state = 'waiting' AND not_before <= now()
      ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING r.id, r.attempts, r.sent_to AS "sentTo", s.report, s.query, s.format, s.rhythm, s.recipients,
      s.created_by AS "createdBy", (r.due_at AT TIME ZONE s.zone)::date::text AS day`)
}

/** Written after each mail, so that a second attempt goes on where the first one ended. */
export async function noteRecipient(db: CommonQueryMethods, { id, userId }: { id: string; userId: string }) {
  await db.query(sql.unsafe`UPDATE report_run SET sent_to = sent_to || ${userId}::uuid WHERE id = ${id}`)
}

export async function finishRun(db: CommonQueryMethods, id: string, failure: string | null): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE report_run SET state = ${failure === null ? 'sent' : 'failed'}, failure = ${failure}, finished_at = now()
    WHERE id = ${id}`)
}

export type Postponed = { id: string; failure: string; waitMinutes: number }

export async function postponeRun(db: CommonQueryMethods, { id, failure, waitMinutes }: Postponed): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE report_run SET failure = ${failure}, not_before = now() + ${waitMinutes} * interval '1 minute'
    WHERE id = ${id}`)
}

const stateRow = z.object({ waitingMarks: z.int(), unreadable: z.int(), failedRuns: z.int() })

/** What is not in the reports yet, what cannot be read, and what failed within a day. Served by the partial indexes. */
export function countReportTroubles(db: CommonQueryMethods): Promise<z.output<typeof stateRow>> {
  return db.one(sql.type(stateRow)`
    SELECT (SELECT count(*)::int FROM report_mark WHERE failed_at IS NULL) AS "waitingMarks",
      (SELECT count(*)::int FROM report_mark WHERE failed_at IS NOT NULL) AS unreadable,
      (SELECT count(*)::int FROM report_run WHERE state = 'failed' AND finished_at > now() - interval '1 day')
        AS "failedRuns"`)
}
