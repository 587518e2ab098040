import { TZDate, tzOffset } from '@date-fns/tz'
import { type OpenHours, weekdays } from '#domain/calendar.ts'
import { dayMs, hourMs, minuteMs } from '#domain/durations.ts'
import type { CalendarDocument } from '#domain/schemas/calendar.ts'

/** Longer than all the holidays that a calendar may have can keep it closed, were it open for one hour a week. */
const mostDays = 7 * 500

/** How far ahead of UTC the clocks of a zone are at an instant. */
type Offset = (atMs: number) => number

/** A day of a calendar; `wallMs` is its midnight as if the zone were UTC. */
type Day = { wallMs: number; offset: Offset }

/**
 * The open intervals of a calendar from the local day of an instant on, as a shipment keeps them (C4): the same for
 * every instant of that day. More days are read where the first ones are all closed.
 */
export function openHoursOf(calendar: CalendarDocument, fromMs: number, days = 60): OpenHours {
  const { zone } = calendar
  const first = new TZDate(fromMs, zone)
  const firstWallMs = Date.UTC(first.getFullYear(), first.getMonth(), first.getDate())
  const offset = offsetOf(zone)
  const startMs = opensAt({ wallMs: firstWallMs, offset }, 0)
  const closed = new Set(calendar.holidays.map(({ date }) => date))
  const marks: number[] = []
  for (let count = 0; count < days || marks.length === 0; count++) {
    if (count > mostDays) throw new Error(`The calendar ${calendar.name} is never open`)
    const day = { wallMs: firstWallMs + count * dayMs, offset }
    if (closed.has(new Date(day.wallMs).toISOString().slice(0, 10))) continue
    for (const [opens, closes] of intervalsOf(calendar, day)) {
      append(marks, (opensAt(day, opens) - startMs) / minuteMs, (closesAt(day, closes) - startMs) / minuteMs)
    }
  }
  return { startMs, marks }
}

/** The intervals of a weekday in minutes of the wall clock, in order. */
function intervalsOf({ hours }: CalendarDocument, { wallMs }: Day): [opens: number, closes: number][] {
  const weekday = weekdays[(new Date(wallMs).getUTCDay() + 6) % 7] ?? 'mon'
  const intervals = (hours[weekday] ?? []).map(([from, to]): [number, number] => [minutesOf(from), minutesOf(to)])
  return intervals.toSorted(([a], [b]) => a - b)
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Adds an interval; what touches the one before becomes one with it. */
function append(marks: number[], opens: number, closes: number): void {
  // The clock was put forward over all of it.
  if (opens >= closes) return
  const last = marks.at(-1)
  if (last !== undefined && opens <= last) marks[marks.length - 1] = Math.max(last, closes)
  else marks.push(opens, closes)
}

/** A time that comes twice is the earlier one as an opening (C3). */
function opensAt(day: Day, minutes: number): number {
  return Math.min(...instantsOf(day, minutes))
}

/** A time that comes twice is the later one as a closing (C3). */
function closesAt(day: Day, minutes: number): number {
  return Math.max(...instantsOf(day, minutes))
}

/** The instants at which a clock on the wall shows a time: one, two in autumn; the next one there is where none does. */
function instantsOf({ wallMs, offset }: Day, minutes: number): number[] {
  // No zone is a day ahead of UTC or behind it, so that these lie before and after everything of this day.
  const [before, after] = [offset(wallMs - dayMs), offset(wallMs + 2 * dayMs)]
  const atMs = wallMs + minutes * minuteMs
  if (before === after) return [atMs - before]
  const found = [atMs - before, atMs - after].filter((instantMs) => instantMs + offset(instantMs) === atMs)
  return found.length > 0 ? found : [changeOf(offset, atMs - Math.max(before, after))]
}

/** The minute at which the clock is put forward, within a day after an instant. */
function changeOf(offset: Offset, fromMs: number): number {
  let [lowMs, highMs] = [fromMs, fromMs + 25 * hourMs]
  while (highMs - lowMs > minuteMs) {
    const middleMs = lowMs + Math.floor((highMs - lowMs) / 2 / minuteMs) * minuteMs
    if (offset(middleMs) === offset(fromMs)) lowMs = middleMs
    else highMs = middleMs
  }
  return highMs
}

/** Asks for each instant once: an answer takes ten microseconds. */
function offsetOf(zone: string): Offset {
  const known = new Map<number, number>()
  return (atMs) => {
    const offsetMs = known.get(atMs) ?? tzOffset(zone, new Date(atMs)) * minuteMs
    known.set(atMs, offsetMs)
    return offsetMs
  }
}
