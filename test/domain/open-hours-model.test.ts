import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openHoursOf } from '#api/services/open-hours.ts'
import { openMsBetween, weekdays } from '#domain/calendar.ts'
import { dayMs, hourMs, minuteMs } from '#domain/durations.ts'
import { type CalendarDocument, calendarInput } from '#domain/schemas/calendar.ts'

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Chatham', 'UTC']
const someTime = fc.nat(24 * 60)
const someDay = fc.array(fc.tuple(someTime, someTime), { maxLength: 3 }).map((pairs) => {
  const times = pairs.flat().toSorted((a, b) => a - b)
  const distinct = times.filter((time, index) => time !== times[index - 1])
  return distinct.slice(0, distinct.length - (distinct.length % 2))
})
const someWeek = fc.array(someDay, { minLength: 7, maxLength: 7 }).filter((days) => days.some((day) => day.length > 0))

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** What the clock on the wall shows. */
function wallOf(zone: string, atMs: number): { weekday: number; minutes: number; offset: string } {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeZoneName: 'longOffset', ...parts })
  const [date = '', time = '', offset = ''] = format.format(atMs).split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return { weekday: (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7, minutes: hour * 60 + minute, offset }
}

test('away from the changes of clocks it is open exactly when the clock on the wall says so', () => {
  const someMinute = fc.nat(59 * 24 * 60)
  const someDateMs = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2029, 0) })
  const asked = fc.record({ zone: fc.constantFrom(...zones), week: someWeek, fromMs: someDateMs, minute: someMinute })
  fc.assert(
    fc.property(asked, ({ zone, week, fromMs, minute }) => {
      const hours = openHoursOf(calendar(zone, week), fromMs)
      const atMs = hours.startMs + minute * minuteMs
      const { weekday, minutes, offset } = wallOf(zone, atMs)
      fc.pre([-1, 1].every((side) => wallOf(zone, atMs + side * 3 * hourMs).offset === offset))
      const before = (week[weekday] ?? []).filter((mark) => mark <= minutes).length
      expect(openMsBetween(hours, atMs, atMs + 1)).toBe(before % 2)
    }),
    { numRuns: 1_000 },
  )
})

test('weekly hours come again every week, wherever no clock changes', () => {
  fc.assert(
    fc.property(someWeek, fc.integer({ min: 0, max: 700 }), fc.nat(7 * 24 * 60), (week, day, minute) => {
      const fromMs = Date.UTC(2026, 0, 1) + day * dayMs
      const hours = openHoursOf(calendar('Asia/Kolkata', week), fromMs)
      const atMs = hours.startMs + minute * minuteMs
      const openInWeek = openMsBetween(hours, atMs, atMs + 7 * dayMs)
      for (const weeks of [5, 8, 9, 30]) {
        const laterMs = atMs + weeks * 7 * dayMs
        expect(openMsBetween(hours, laterMs, laterMs + 7 * dayMs)).toBe(openInWeek)
      }
    }),
    { numRuns: 500 },
  )
})

function calendar(zone: string, week: readonly (readonly number[])[]): CalendarDocument {
  const days = weekdays.map((weekday, index) => {
    const marks = week[index] ?? []
    const starts = marks.filter((_, place) => place % 2 === 0)
    return [weekday, starts.map((from, place) => [timeOf(from), timeOf(marks[2 * place + 1] ?? 0)])]
  })
  return calendarInput.parse({ name: 'Test', zone, hours: Object.fromEntries(days) })
}
