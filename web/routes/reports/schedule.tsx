import { CalendarClock } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { ScheduleForm } from '../../parts/reports/schedule-form.tsx'
import { ScheduleItem } from '../../parts/reports/schedule-item.tsx'
import { withRole } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { changeSchedule, scheduleMessages, scheduleOf } from '../../server/report-schedules.server.ts'
import { reportQueryOf } from '../../server/reports.server.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'

const staff = ['dispatcher', 'supervisor', 'finance', 'admin'] as const

export function meta({ data }: { data?: { title: string } }) {
  return [{ title: `${data?.title ?? 'Report'}, scheduled · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, staff)
  const code = params.code ?? ''
  const query = reportQueryOf(new URL(request.url).searchParams)
  return load(async () => {
    const { reports, reportSchedules } = context.services
    const [gallery, readers, schedules] = await Promise.all([
      reports.gallery(viewer),
      reportSchedules.readers(code, viewer),
      reportSchedules.list({ report: code }, viewer),
    ])
    return {
      title: gallery.find((report) => report.code === code)?.title ?? '',
      back: `/reports/${code}?${new URLSearchParams(query)}`,
      readers: readers.map(({ id, name }) => ({ value: id, label: name })),
      schedules: schedules.map((schedule) => scheduleOf(schedule, readingOf(request))),
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, staff)
  const code = params.code ?? ''
  const { from: _from, to: _to, ...query } = reportQueryOf(new URL(request.url).searchParams)
  const form = await request.formData()
  return await refusable(
    async () => {
      await changeSchedule(context.services, { code, query, form, viewer })
      throw redirect(`/reports/${code}/schedule?${new URLSearchParams(query)}`)
    },
    (problem) => ({ problem, messages: scheduleMessages(problem.errors) }),
  )
}

export default function Schedule() {
  const { title, back, readers, schedules } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const messages = refused?.messages ?? {}
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <div>
        <p className="text-sm">
          <Link to={back} className="inline-block min-h-6 font-semibold text-accent">
            {title}
          </Link>
        </p>
        <h1 className="text-2xl font-semibold">Schedule this report</h1>
        <p className="text-sm text-text-2">
          A daily one tells of the day before, a weekly one of the seven days before, a monthly one of the month before.
          The grouping and the filters are those of the report that you came from.
        </p>
      </div>
      {refused && (
        <ProblemSummary title={refused.problem.title} message={refused.problem.message} messages={messages} />
      )}
      <Card title="Schedules of this report" isFlush>
        {schedules.length === 0 ? (
          <EmptyState
            icon={CalendarClock}
            title="Nobody is sent this report"
            words="Choose a rhythm, a time and people of the company below."
          />
        ) : (
          <ul>
            {schedules.map((schedule) => (
              <ScheduleItem key={schedule.id} schedule={schedule} />
            ))}
          </ul>
        )}
      </Card>
      <Card title="Another schedule">
        <FormErrorsProvider messages={messages}>
          <ScheduleForm readers={readers} />
        </FormErrorsProvider>
      </Card>
    </div>
  )
}
