import { weekdays } from '#domain/calendar.ts'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { FilledArea, FilledText } from '../../parts/rules/filled.tsx'
import { RulePage } from '../../parts/rules/rule-page.tsx'
import { valuesOf } from '../../server/booking.server.ts'
import { blankCalendar, calendarMessages, calendarOf, calendarValues } from '../../server/calendar-form.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { isSaved, orNew } from '../../server/rules.server.ts'
import { Card } from '../../ui/card.tsx'
import { weekdayNames } from '../../words/weekdays.ts'

export function meta({ data }: { data?: { title: string } }) {
  return [{ title: `${data?.title ?? 'Calendar'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const code = params.code ?? ''
  return load(async () => {
    const calendar = await orNew(code, {
      blank: blankCalendar,
      get: () => context.services.calendars.get(code, viewer),
    })
    return {
      code,
      version: calendar.version,
      title: calendar.name || 'New calendar',
      isSaved: isSaved(request, calendar.version),
      values: calendarValues(calendar),
      zones: Intl.supportedValuesOf('timeZone'),
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const code = params.code ?? ''
  const form = await request.formData()
  return await refusable(
    async () => {
      const { version } = await context.services.calendars.put(code, calendarOf(form), viewer)
      throw redirect(`/admin/calendars/${code}?saved=${version}`)
    },
    (problem) => ({ problem, messages: calendarMessages(problem.errors, form), values: valuesOf(form) }),
  )
}

export default function Calendar() {
  const { zones, ...page } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <RulePage
      {...page}
      back={{ to: '/admin/calendars', name: 'Calendars' }}
      keep="hours they were booked under until a newer version of their service level is applied to them"
      refused={refused}
    >
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Card title="Week">
          <p className="mb-3 text-sm text-text-2">
            Times of the wall clock, such as 07:00-12:00, 13:00-22:00. Empty is closed; 24:00 is midnight.
          </p>
          <div className="flex flex-col gap-3">
            {weekdays.map((weekday) => (
              <FilledText key={weekday} label={weekdayNames[weekday]} name={weekday} isMarked autoComplete="off" />
            ))}
          </div>
        </Card>
        <div className="flex flex-col gap-5">
          <Card title="Calendar">
            <div className="flex flex-col gap-3">
              <FilledText label="Name" name="name" required maxLength={80} autoComplete="off" />
              <FilledText label="Time zone" name="zone" required list="zones" autoComplete="off" />
              <datalist id="zones">
                {zones.map((zone) => (
                  <option key={zone} value={zone} />
                ))}
              </datalist>
            </div>
          </Card>
          <Card title="Holidays">
            <FilledArea
              label="Closed days"
              name="holidays"
              rows={12}
              isMarked
              spellCheck={false}
              hint="One a line: the date, then its name, such as 2026-12-25 Christmas."
            />
          </Card>
        </div>
      </div>
    </RulePage>
  )
}
