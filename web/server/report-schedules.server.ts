import type { Services, Viewer } from '#api/services/contract.ts'
import type { FieldError } from '#domain/errors.ts'
import type { ReportScheduleView, ReportSummary } from '#domain/views-reports.ts'
import { type Reading, when } from '../format.ts'
import { fieldOf, numberOf, textsOf } from './form.server.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const stateWords = { waiting: 'being sent', sent: 'sent', failed: 'failed' } as const
const tones = { waiting: 'neutral', sent: 'ok', failed: 'danger' } as const

/** A schedule, ready to show. */
export function scheduleOf(schedule: ReportScheduleView, reading: Reading) {
  const { id, isActive, isMine, createdBy, recipients, nextAt, runs } = schedule
  return {
    ...{ id, isActive, isMine, createdBy },
    words: rhythmWords(schedule),
    recipients: recipients.map(({ name }) => name).join(', '),
    next: nextAt === null ? null : when(nextAt, reading),
    runs: runs.map(({ dueAt, state, sent, failure }) => ({
      due: when(dueAt, reading),
      state: stateWords[state],
      tone: tones[state],
      told: failure ?? `to ${sent}`,
    })),
  }
}

export type ShownSchedule = ReturnType<typeof scheduleOf>

/** The schedules whose last sending has failed. */
export function failedOf(schedules: readonly ReportScheduleView[], gallery: readonly ReportSummary[]) {
  return schedules.flatMap(({ id, report, isActive, runs: [last] }) => {
    if (!isActive || last?.state !== 'failed') return []
    const title = gallery.find(({ code }) => code === report)?.title ?? report
    return [{ id, title, to: `/reports/${report}/schedule`, reason: last.failure ?? 'unknown' }]
  })
}

function rhythmWords({ rhythm, weekday, at, zone, format }: ReportScheduleView): string {
  const days = {
    daily: 'Every day',
    weekly: `Every ${weekdays[(weekday ?? 1) - 1]}`,
    monthly: 'On the first of each month',
  }
  return `${days[rhythm]} at ${at} (${zone}), as ${format.toUpperCase()}`
}

type Change = { code: string; query: Record<string, string>; form: FormData; viewer: Viewer }

/** Does what the pressed button says. */
export async function changeSchedule({ reportSchedules }: Services, { code, query, form, viewer }: Change) {
  const id = fieldOf(form, 'id')
  switch (fieldOf(form, 'intent')) {
    case 'pause':
      await reportSchedules.change(id, { isActive: false }, viewer)
      break
    case 'resume':
      await reportSchedules.change(id, { isActive: true }, viewer)
      break
    case 'delete':
      await reportSchedules.drop(id, viewer)
      break
    default:
      await reportSchedules.create(
        {
          report: code,
          query,
          rhythm: fieldOf(form, 'rhythm'),
          weekday: numberOf(form, 'weekday') ?? undefined,
          at: fieldOf(form, 'at'),
          format: fieldOf(form, 'format'),
          recipients: textsOf(form, 'recipients'),
        },
        viewer,
      )
  }
}

/** What is wrong with which field of the form. */
export function scheduleMessages(errors: readonly FieldError[]): Record<string, string> {
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer.split('/')[1] ?? '', message]))
}
