import { uuidv7 } from 'uuidv7'
import { isCalendarWord } from '#db/calendars.ts'
import { countHistories } from '#db/histories.ts'
import { findJob, insertJob } from '#db/jobs.ts'
import { findLevel } from '#db/service-levels.ts'
import { dayMs } from '#domain/durations.ts'
import { policyOf } from '#domain/policy.ts'
import { whatIfInput } from '#domain/schemas/operations.ts'
import type { JobView } from '#domain/views-operations.ts'
import { wrongField } from './command-facts.ts'
import type { CommandDeps } from './command-run.ts'
import type { Viewer } from './contract.ts'
import { jobView } from './job-view.ts'
import { demand, notFound } from './permission.ts'
import { policyHours } from './policy-hours.ts'

/** Begins a replay of the last days under a draft of a level; nothing is published. */
export async function startWhatIf({ db, sender }: CommandDeps, unchecked: unknown, viewer: Viewer): Promise<JobView> {
  demand(viewer, 'service_levels.write')
  const { code, draft, days } = whatIfInput.parse(unchecked)
  const level = await findLevel(db, code)
  if (!level) throw wrongField('/code', 'There is no such service level.', 'unknown')
  if (!(await isCalendarWord(db, draft.calendar))) {
    throw wrongField('/draft/calendar', 'There is no such calendar.', 'unknown')
  }
  await sender.demand()
  const untilMs = Date.now()
  const sinceMs = untilMs - days * dayMs
  const { promise: _, ...allowances } = draft.allowances
  const hours = await policyHours(db, draft.calendar, { fromMs: sinceMs, days: days + 60 })
  const policy = policyOf({ code, version: level.version + 1, hours }, { ...draft, allowances })
  const total = await countHistories(db, { levelCode: code, sinceMs })
  const id = uuidv7()
  const title = `What if ${draft.name} had been so for the last ${days} days`
  const input = { levelCode: code, sinceMs, untilMs, days, draft: policy }
  await insertJob(db, { id, kind: 'what_if', title, total, input, createdBy: viewer.userId })
  await sender.startJob(id)
  const job = await findJob(db, id)
  if (!job) throw notFound('job')
  return jobView(job)
}
