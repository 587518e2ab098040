import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { isZoneKnown } from '#db/alert-preferences.ts'
import { writeAudit } from '#db/audit.ts'
import { findReportStand } from '#db/report-figures.ts'
import {
  deleteReportSchedule,
  findReportSchedule,
  insertReportSchedule,
  listReportReaders,
  listReportSchedules,
  type ReportScheduleRow,
  updateReportSchedule,
} from '#db/report-schedules.ts'
import { permissionsOf, roles } from '#domain/actors.ts'
import { mayRead, type ReportCode } from '#domain/reports.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { reportScheduleInput, reportSchedulePatch, reportScheduleQuery } from '#domain/schemas/reports.ts'
import type { ReportScheduleView } from '#domain/views-reports.ts'
import { wrongField } from './command-facts.ts'
import type { Services, Viewer } from './contract.ts'
import { instantOf } from './instants.ts'
import { demand, forbidden, notFound } from './permission.ts'
import { demandReport } from './report-reading.ts'
import { knownRoles } from './roles.ts'
import { withoutNothing } from './without-nothing.ts'

/** Reports that are mailed again and again, to people of the company alone. */
export function createReportScheduleService(db: DatabasePool): Services['reportSchedules'] {
  return {
    list: async (query, viewer) => {
      demand(viewer, 'reports.read')
      const { report } = reportScheduleQuery.parse(query)
      const rows = await listReportSchedules(db, report ?? null)
      return rows.filter((row) => mayRead(viewer, row.report)).map((row) => viewOf(row, viewer))
    },
    readers: async (code, viewer) => {
      demand(viewer, 'reports.read')
      return (await readersOf(db, demandReport(code, viewer))).map(({ id, name }) => ({ id, name }))
    },
    create: async (input, viewer) => {
      const createdBy = keeperOf(viewer)
      const { zone, ...wish } = reportScheduleInput.parse(input)
      const report = demandReport(wish.report, viewer)
      const schedule = {
        ...wish,
        id: uuidv7(),
        query: withoutNothing(wish.query),
        zone: zone ?? (await findReportStand(db)).zone,
        isActive: true,
        createdBy,
      }
      await check(db, report, schedule)
      await db.transaction(async (tx) => {
        await insertReportSchedule(tx, schedule)
        await writeAudit(tx, entryOf(viewer, { id: schedule.id, action: 'created', before: null, after: schedule }))
      })
      return viewOf(await demandSchedule(db, schedule.id, viewer), viewer)
    },
    change: async (id, input, viewer) => {
      const row = await demandOwn(db, id, viewer)
      const { recipients, ...rest } = withoutNothing(reportSchedulePatch.parse(input))
      const { format, rhythm, weekday, at, zone, isActive } = { ...row, ...rest }
      const timing = { format, rhythm, weekday, at, zone, isActive, recipients: recipients ?? row.recipientIds }
      await check(db, row.report, { zone, recipients: recipients ?? [] })
      await db.transaction(async (tx) => {
        await updateReportSchedule(tx, row.id, timing)
        await writeAudit(tx, entryOf(viewer, { id: row.id, action: 'changed', before: timingOf(row), after: timing }))
      })
      return viewOf(await demandSchedule(db, row.id, viewer), viewer)
    },
    drop: async (id, viewer) => {
      const row = await demandOwn(db, id, viewer)
      await db.transaction(async (tx) => {
        await deleteReportSchedule(tx, row.id)
        await writeAudit(tx, entryOf(viewer, { id: row.id, action: 'deleted', before: timingOf(row), after: null }))
      })
    },
  }
}

/** Whoever signs in; a key of a machine mails nobody. */
function keeperOf(viewer: Viewer): string {
  demand(viewer, 'reports.read')
  if (viewer.userId === null) throw forbidden()
  return viewer.userId
}

async function demandSchedule(db: DatabasePool, id: string, viewer: Viewer): Promise<ReportScheduleRow> {
  const known = idSchema.safeParse(id)
  const row = known.success ? await findReportSchedule(db, known.data) : null
  if (!row || !mayRead(viewer, row.report)) throw notFound('schedule')
  return row
}

/** Its maker and administrators change a schedule; for others it is there to be read. */
async function demandOwn(db: DatabasePool, id: string, viewer: Viewer): Promise<ReportScheduleRow> {
  keeperOf(viewer)
  const row = await demandSchedule(db, id, viewer)
  if (!isMine(row, viewer)) throw forbidden()
  return row
}

function isMine({ createdBy }: ReportScheduleRow, { userId, roles: held }: Viewer): boolean {
  return createdBy === userId || held.includes('admin')
}

/** Active people who may read a report by their roles. */
async function readersOf(db: DatabasePool, report: ReportCode) {
  const entitled = roles.filter((role) => permissionsOf([role]).includes('reports.read'))
  const people = await listReportReaders(db, entitled)
  return people.filter((person) =>
    mayRead({ permissions: permissionsOf(knownRoles(person.roles)), partnerId: null }, report),
  )
}

async function check(db: DatabasePool, report: ReportCode, given: { zone: string; recipients: readonly string[] }) {
  if (!(await isZoneKnown(db, given.zone))) throw wrongField('/zone', 'This time zone is not known here.')
  const readers = new Set((await readersOf(db, report)).map(({ id }) => id))
  const stranger = given.recipients.findIndex((id) => !readers.has(id))
  if (stranger >= 0) throw wrongField(`/recipients/${stranger}`, 'This is nobody of ours who may read the report.')
}

type Change = { id: string; action: string; before: object | null; after: object | null }

function entryOf(viewer: Viewer, { id, action, before, after }: Change) {
  return {
    actorId: viewer.userId,
    actorName: viewer.name,
    action: `report_schedule.${action}`,
    subject: { kind: 'report_schedule', id },
    before: before && { ...before },
    after: after && { ...after },
  }
}

function timingOf({ format, rhythm, weekday, at, zone, isActive, recipientIds }: ReportScheduleRow) {
  return { format, rhythm, weekday, at, zone, isActive, recipients: recipientIds }
}

function viewOf(row: ReportScheduleRow, viewer: Viewer): ReportScheduleView {
  const { id, report, query, format, rhythm, weekday, at, zone, recipients, isActive, nextAtMs, runs } = row
  return {
    ...{ id, report, format, rhythm, at, zone, recipients, isActive },
    query: withoutNothing(query),
    weekday: rhythm === 'weekly' ? weekday : null,
    nextAt: isActive ? instantOf(nextAtMs) : null,
    createdBy: row.createdByName,
    isMine: isMine(row, viewer),
    runs: runs.map(({ dueAtMs, ...run }) => ({ dueAt: instantOf(dueAtMs), ...run })),
  }
}
