import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { reportCodes } from '#domain/reports.ts'
import { reportScheduleInput } from '#domain/schemas/reports.ts'
import { reportFormats, rhythms, runStates } from '#domain/views-reports.ts'

const scheduleRow = z.object({
  id: z.string(),
  report: z.enum(reportCodes),
  query: reportScheduleInput.shape.query,
  format: z.enum(reportFormats),
  rhythm: z.enum(rhythms),
  weekday: z.int(),
  at: z.string(),
  zone: z.string(),
  recipientIds: z.array(z.string()),
  isActive: z.boolean(),
  nextAtMs: z.number(),
  createdBy: z.string(),
  createdByName: z.string(),
  recipients: z.array(z.object({ id: z.string(), name: z.string() })),
  runs: z.array(
    z.object({ dueAtMs: z.number(), state: z.enum(runStates), sent: z.int(), failure: z.string().nullable() }),
  ),
})
export type ReportScheduleRow = z.output<typeof scheduleRow>

const mostSchedules = 500
const shownRuns = 5

const columns = sql.fragment`s.id, s.report, s.query, s.format, s.rhythm, s.weekday, to_char(s.at_time, 'HH24:MI') AS at,
  s.zone, s.recipients AS "recipientIds", s.is_active AS "isActive", s.next_at AS "nextAtMs",
  s.created_by AS "createdBy", c.name AS "createdByName",
  coalesce((SELECT json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY u.name) FROM app_user u
    WHERE u.id = ANY (s.recipients)), '[]') AS recipients,
  coalesce((SELECT json_agg(json_build_object('dueAtMs', (extract(epoch FROM r.due_at) * 1000)::bigint,
      'state', r.state, 'sent', cardinality(r.sent_to), 'failure', r.failure) ORDER BY r.due_at DESC)
    FROM (SELECT * FROM report_run WHERE schedule_id = s.id ORDER BY due_at DESC LIMIT ${shownRuns}) r), '[]') AS runs`
const tables = sql.fragment`report_schedule s JOIN app_user c ON c.id = s.created_by`

/** Of one report, or all. Served by report_schedule_report_idx and report_run_schedule_id_due_at_key. */
export function listReportSchedules(
  db: CommonQueryMethods,
  report: string | null,
): Promise<readonly ReportScheduleRow[]> {
  return db.any(sql.type(scheduleRow)`
    SELECT ${columns} FROM ${tables} WHERE ${report === null ? sql.fragment`TRUE` : sql.fragment`s.report = ${report}`}
    ORDER BY s.report, s.created_at LIMIT ${mostSchedules}`)
}

export function findReportSchedule(db: CommonQueryMethods, id: string): Promise<ReportScheduleRow | null> {
  return db.maybeOne(sql.type(scheduleRow)`SELECT ${columns} FROM ${tables} WHERE s.id = ${id}`)
}

export type ReportTiming = {
  format: string
  rhythm: string
  weekday: number
  at: string
  zone: string
  recipients: readonly string[]
  isActive: boolean
}

export type NewReportSchedule = ReportTiming & {
  id: string
  report: string
  query: Record<string, string>
  createdBy: string
}

export async function insertReportSchedule(db: CommonQueryMethods, schedule: NewReportSchedule): Promise<void> {
  const { id, report, query, format, rhythm, weekday, at, zone, recipients, createdBy } = schedule
  await db.query(sql.unsafe`
    INSERT INTO report_schedule (id, report, query, format, rhythm, weekday, at_time, zone, recipients, created_by, next_at)
    VALUES (${id}, ${report}, ${sql.jsonb(query)}, ${format}, ${rhythm}, ${weekday}, ${at}::time, ${zone},
      ${sql.array(recipients, 'uuid')}, ${createdBy}, next_report_due(${rhythm}, ${weekday}, ${at}::time, ${zone}, now()))`)
}

/** Its next instant is worked out anew: what was due under the old timing comes no more. */
export async function updateReportSchedule(db: CommonQueryMethods, id: string, timing: ReportTiming): Promise<void> {
  const { format, rhythm, weekday, at, zone, recipients, isActive } = timing
  await db.query(sql.unsafe`
    UPDATE report_schedule SET format = ${format}, rhythm = ${rhythm}, weekday = ${weekday}, at_time = ${at}::time,
      zone = ${zone}, recipients = ${sql.array(recipients, 'uuid')}, is_active = ${isActive},
      next_at = next_report_due(${rhythm}, ${weekday}, ${at}::time, ${zone}, now())
    WHERE id = ${id}`)
}

export async function deleteReportSchedule(db: CommonQueryMethods, id: string): Promise<void> {
  await db.query(sql.unsafe`DELETE FROM report_schedule WHERE id = ${id}`)
}

const readerRow = z.object({ id: z.string(), name: z.string(), email: z.string(), roles: z.array(z.string()) })
export type ReportReader = z.output<typeof readerRow>

/** Who is active and has one of these roles. Served by app_user_roles_idx. */
export function listReportReaders(db: CommonQueryMethods, roles: readonly string[]): Promise<readonly ReportReader[]> {
  return db.any(sql.type(readerRow)`
    SELECT id, name, email, roles FROM app_user WHERE is_active AND roles && ${sql.array(roles, 'text')}
    ORDER BY name, id LIMIT 500`)
}
