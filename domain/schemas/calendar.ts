import { z } from 'zod'
import { type Weekday, weekdays } from '../calendar.ts'
import { maybe, text } from './common.ts'

const mostIntervals = 12
const mostHolidays = 400

function time(pattern: RegExp, error: string) {
  return z.string().regex(pattern, { abort: true, error })
}

const interval = z
  .tuple([
    time(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:00'),
    time(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 22:00, at most 24:00'),
  ])
  // Times of one length sort as text.
  .refine(([from, to]) => from < to, { path: [1], message: 'must be later than the opening' })

const day = z
  .array(interval)
  .max(mostIntervals, `may have at most ${mostIntervals} intervals`)
  .superRefine((intervals, { addIssue }) => {
    for (const [index, [from, to]] of intervals.entries()) {
      const clash = intervals.slice(0, index).find((other) => from < other[1] && other[0] < to)
      if (clash) addIssue({ code: 'custom', path: [index], message: `overlaps with ${clash.join('-')}` })
    }
  })

const hours = z
  .strictObject(
    // Made of the list, so that the list is the one place that names the days.
    Object.fromEntries(weekdays.map((weekday) => [weekday, maybe(day)])) as Record<
      Weekday,
      z.ZodExactOptional<typeof day>
    >,
  )
  .refine((week) => weekdays.some((weekday) => (week[weekday] ?? []).length > 0), 'needs an open hour in the week')

const date = z.iso
  .date('must be a date that exists, such as 2026-12-25')
  .refine((value) => value >= '2000-01-01' && value < '2100-01-01', 'must lie between the years 2000 and 2100')

const holiday = z.strictObject({ date, name: maybe(text(80)) })

const holidays = z
  .array(z.union([date, holiday]))
  .max(mostHolidays, `may have at most ${mostHolidays} holidays`)
  .superRefine((all, { addIssue }) => {
    const seen = new Set<string>()
    for (const [index, item] of all.entries()) {
      const [value, path] = typeof item === 'string' ? [item, [index]] : [item.date, [index, 'date']]
      if (seen.has(value)) addIssue({ code: 'custom', path, message: `names ${value} a second time` })
      seen.add(value)
    }
  })
  .transform((all) => all.map((item) => (typeof item === 'string' ? { date: item } : item)))

/** PUT /calendars/{code}: weekly hours and holidays in one zone (lifecycle.md C1). A missing day is closed. */
export const calendarInput = z.strictObject({
  name: text(80),
  zone: z.string().max(60).refine(isZone, 'must be a time zone such as Europe/Berlin'),
  hours,
  holidays: holidays.default([]),
})

/** A calendar as it is kept. */
export type CalendarDocument = z.output<typeof calendarInput>

/** A name of the IANA database; what JavaScript takes besides, such as +01:00, knows no daylight saving. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
