import type { DatabasePool } from 'slonik'
import { readReport } from '#db/report-read.ts'
import { finishRun, noteRecipient, openDueRuns, postponeRun, type ReportRun, takeRun } from '#db/report-runs.ts'
import { listReportReaders, type ReportReader } from '#db/report-schedules.ts'
import { permissionsOf, roles } from '#domain/actors.ts'
import { spanBefore } from '#domain/report-periods.ts'
import { mayRead, reportRow } from '#domain/reports.ts'
import { type ReportView, spanOf } from '#domain/views-reports.ts'
import { reportFile } from '#files/report-file.ts'
import type { Mailer } from './mail.ts'
import { renderFailureMail, renderReportMail } from './report-mail.ts'

export type ReportDependencies = { pool: DatabasePool; mailer: Mailer; publicUrl: string }

/** How often it is looked for schedules that are due, in milliseconds. */
export const lookForReportsMs = 20_000
/** About four hours with the pauses below. */
const mostAttempts = 8
const longestWaitMinutes = 60

/** Sends one report that is due; true when there may be another. */
export async function sendReports(dependencies: ReportDependencies): Promise<boolean> {
  const { pool } = dependencies
  await openDueRuns(pool)
  const run = await takeRun(pool)
  if (!run) return false
  const failure = await send(dependencies, run)
  if (failure === null) await finishRun(pool, run.id, null)
  else if (failure.isFinal || run.attempts >= mostAttempts) await fail(dependencies, run, failure.reason)
  else await postponeRun(pool, { id: run.id, failure: failure.reason, waitMinutes: waitMinutesOf(run) })
  return true
}

type Failure = { reason: string; isFinal: boolean }

/** Whoever has got it already is left out: a second attempt goes on where the first one ended. */
async function send({ pool, mailer, publicUrl }: ReportDependencies, run: ReportRun): Promise<Failure | null> {
  const readers = await readersOf(pool, run)
  if (readers.length === 0) return { reason: 'nobody on its list may read it any more', isFinal: true }
  const refused: string[] = []
  try {
    const view = await viewOf(pool, run)
    const file = await reportFile(view, run.format)
    const mail = renderReportMail(view, publicUrl)
    const attachment = { name: file.name, contentType: file.contentType, content: file.bytes }
    for (const { id, email, name } of readers.filter((reader) => !run.sentTo.includes(reader.id))) {
      const outcome = await mailer.send({ messageId: `report-${run.id}-${id}`, to: email, ...mail, attachment })
      if (outcome.kind === 'refused') refused.push(`${name} (${outcome.code})`)
      else await noteRecipient(pool, { id: run.id, userId: id })
    }
  } catch (error) {
    // Errors of the mailer and of the database name no person.
    return { reason: error instanceof Error ? error.message.slice(0, 200) : 'it could not be made', isFinal: false }
  }
  return refused.length === 0 ? null : { reason: `refused for ${refused.join(', ')}`, isFinal: true }
}

/** Those of its list who are still here and may still read it. */
async function readersOf(pool: DatabasePool, { report, recipients }: ReportRun): Promise<ReportReader[]> {
  const entitled = roles.filter((role) => permissionsOf([role]).includes('reports.read'))
  const people = await listReportReaders(pool, entitled)
  return people.filter(({ id, roles: held }) => {
    const permissions = permissionsOf(roles.filter((role) => held.includes(role)))
    return recipients.includes(id) && mayRead({ permissions, partnerId: null }, report)
  })
}

function viewOf(pool: DatabasePool, { report, query, rhythm, day }: ReportRun): Promise<ReportView> {
  const { groupBy, partnerId, courierId, zone, level, compare } = query
  const [usual] = reportRow(report).groupings
  return readReport(pool, {
    code: report,
    groupBy: groupBy ?? usual ?? 'day',
    period: spanBefore(spanOf[rhythm], day),
    filter: { partnerId: partnerId ?? null, courierId: courierId ?? null, zone: zone ?? null, level: level ?? null },
    isCompared: compare !== undefined,
  })
}

/** It stands on the page and in the metrics; its maker is told as well, where mail can be sent at all. */
async function fail({ pool, mailer, publicUrl }: ReportDependencies, run: ReportRun, reason: string): Promise<void> {
  await finishRun(pool, run.id, reason)
  const people = await listReportReaders(pool, roles)
  const maker = people.find(({ id }) => id === run.createdBy)
  if (!maker) return
  const mail = renderFailureMail(reportRow(run.report).title, `${publicUrl}/reports/${run.report}/schedule`)
  await mailer.send({ messageId: `report-failure-${run.id}`, to: maker.email, ...mail }).catch(() => undefined)
}

function waitMinutesOf({ attempts }: ReportRun): number {
  return Math.min(2 ** (attempts - 1), longestWaitMinutes)
}
