import { type Weekday, weekdays } from '#domain/calendar.ts'
import type { CalendarView, ServiceLevelView } from '#domain/views.ts'
import { shortWeekday } from '../words/weekdays.ts'

const nextHolidays = 3

type Around = { levels: readonly ServiceLevelView[]; nowMs: number }

/** A calendar in words: its week, its next holidays, and which service levels count its hours. */
export function calendarFacts({ code, name, version, zone, hours, holidays }: CalendarView, { levels, nowMs }: Around) {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(nowMs)
  const coming = holidays.filter(({ date }) => date >= today).toSorted((a, b) => a.date.localeCompare(b.date))
  const isDefault = code === 'ops' || code === 'office'
  const users = levels.filter(({ calendar }) => calendar === code || (isDefault && calendar === 'default'))
  return {
    ...{ code, name, version, zone },
    week: weekOf(hours),
    holidays: coming
      .slice(0, nextHolidays)
      .map((holiday) => ({ day: dayOf(holiday.date), name: holiday.name ?? null })),
    usedBy: users.map((level) => level.name),
  }
}

/** Days with the same hours in one line: "Mon – Fri", "08:00 – 18:00". */
function weekOf(hours: CalendarView['hours']): { days: string; hours: string }[] {
  const runs: { first: Weekday; last: Weekday; hours: string }[] = []
  for (const weekday of weekdays) {
    const words = (hours[weekday] ?? []).map((pair) => pair.join('\u00a0–\u00a0')).join(', ') || 'closed'
    const run = runs.at(-1)
    if (run?.hours === words) run.last = weekday
    else runs.push({ first: weekday, last: weekday, hours: words })
  }
  return runs.map(({ first, last, hours: words }) => ({
    days: first === last ? shortWeekday(first) : `${shortWeekday(first)} – ${shortWeekday(last)}`,
    hours: words,
  }))
}

function dayOf(date: string): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat('en-GB', style).format(Date.parse(`${date}T00:00:00Z`))
}
