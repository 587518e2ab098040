import { dayMs } from './durations.ts'
import type { TimeGrouping } from './report-figures.ts'

/** A calendar day, `2026-05-01`. Days of the company's zone: how long one lasts is no matter here. */
export type Day = string

/** Both ends included. */
export type Period = { from: Day; to: Day }

/** The longest period that a report answers. */
export const mostDays = 366

/** How many days a period has. */
export function daysIn({ from, to }: Period): number {
  return Math.round((msOf(to) - msOf(from)) / dayMs) + 1
}

export function addDays(day: Day, days: number): Day {
  return dayOf(msOf(day) + days * dayMs)
}

/** The period of the same length that ends where this one begins. */
export function periodBefore(period: Period): Period {
  return { from: addDays(period.from, -daysIn(period)), to: addDays(period.from, -1) }
}

/** The first day of the week (a Monday) or month that a day belongs to, or the day itself. */
export function beginOf(grouping: TimeGrouping, day: Day): Day {
  if (grouping === 'day') return day
  if (grouping === 'month') return `${day.slice(0, 7)}-01`
  return addDays(day, -((new Date(msOf(day)).getUTCDay() + 6) % 7))
}

/** Every day, week or month that a period touches, by its first day. */
export function stepsOf(grouping: TimeGrouping, { from, to }: Period): Day[] {
  const steps: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const begin = beginOf(grouping, day)
    if (steps.at(-1) !== begin) steps.push(begin)
  }
  return steps
}

/** The whole months inside a period, by the first day of the first and the last day of the last; null for none. */
export function wholeMonths({ from, to }: Period): Period | null {
  const first = from.endsWith('-01') ? from : monthAfter(from)
  const dayAfter = addDays(to, 1)
  const last = addDays(beginOf('month', dayAfter), -1)
  return first <= last ? { from: first, to: last } : null
}

/** What a report that is mailed on a day looks back on. */
export type Span = 'day' | 'week' | 'month'

/** The last whole day, seven days or calendar month before a day. */
export function spanBefore(span: Span, day: Day): Period {
  const to = addDays(span === 'month' ? beginOf('month', day) : day, -1)
  if (span === 'month') return { from: beginOf('month', to), to }
  return { from: span === 'day' ? to : addDays(to, -6), to }
}

function monthAfter(day: Day): Day {
  return beginOf('month', addDays(beginOf('month', day), 31))
}

function msOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function dayOf(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10)
}
