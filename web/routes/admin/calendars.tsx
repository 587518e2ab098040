import { Globe } from 'lucide-react'
import type { ReactNode } from 'react'
import { type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { AddByCode } from '../../parts/rules/add-by-code.tsx'
import { RuleHead } from '../../parts/rules/rule-head.tsx'
import { codeAsked } from '../../server/code-asked.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { calendarFacts } from '../../server/present-calendars.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'

export function meta() {
  return [{ title: 'Calendars · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = withRole(asked, ['admin'])
  return load(async () => {
    const refused = codeAsked(request, '/admin/calendars')
    const { calendars, serviceLevels } = context.services
    const [all, levels] = await Promise.all([calendars.list(viewer), serviceLevels.list(viewer)])
    const nowMs = Date.now()
    return { refused, calendars: all.map((calendar) => calendarFacts(calendar, { levels, nowMs })) }
  })
}

export default function Calendars() {
  const { calendars, refused } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Calendars</h1>
      <p className="max-w-prose text-sm text-text-2">
        SLAs and ladders count open time only. Operations and Office are the two clocks of the default; a service level
        may name another calendar for both. Running shipments keep the hours they were booked under until a newer
        version of their level is applied to them.
      </p>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="All calendars" isFlush>
          <ul>
            {calendars.map((calendar) => (
              <CalendarRow key={calendar.code} {...calendar} />
            ))}
            {calendars.length === 0 && (
              <li className="border-t border-line px-5 py-6 text-sm text-text-2">There is no calendar yet.</li>
            )}
          </ul>
        </Card>
        <AddByCode title="Add a calendar" refused={refused} example="depot_north" />
      </div>
    </div>
  )
}

type RowProps = ReturnType<typeof useLoaderData<typeof loader>>['calendars'][number]

function CalendarRow({ code, name, version, zone, week, holidays, usedBy }: RowProps) {
  return (
    <li className="border-t border-line px-5 py-4">
      <RuleHead to={`/admin/calendars/${code}`} {...{ name, code, version }} />
      <p className="mt-1 flex items-center gap-1.5 text-sm text-text-2">
        <Globe aria-hidden="true" className="size-4 text-text-3" /> {zone}
      </p>
      <dl className="mt-3 grid gap-x-6 gap-y-3 text-sm sm:grid-cols-3">
        <Part name="Week">
          {week.map(({ days, hours }) => (
            <span key={days} className="figures flex gap-3">
              <span className="w-20 shrink-0">{days}</span>
              <span>{hours}</span>
            </span>
          ))}
        </Part>
        <Part name="Next holidays">
          {holidays.map(({ day, name: holiday }) => (
            <span key={day} className="figures block">
              {day}
              {holiday && <span className="text-text-2"> {holiday}</span>}
            </span>
          ))}
          {holidays.length === 0 && 'none'}
        </Part>
        <Part name="Counted by">{usedBy.join(', ') || 'no service level'}</Part>
      </dl>
    </li>
  )
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-text-3">{name}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  )
}
