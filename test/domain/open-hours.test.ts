import { expect, test } from 'vitest'
import { openHoursOf } from '#api/services/open-hours.ts'
import { addOpenMs, type OpenHours, openMsBetween, weekdays } from '#domain/calendar.ts'
import { hourMs, minuteMs } from '#domain/durations.ts'
import { type CalendarDocument, calendarInput } from '#domain/schemas/calendar.ts'

function calendar(wish: Partial<CalendarDocument>): CalendarDocument {
  return calendarInput.parse({ name: 'Test', zone: 'Europe/Berlin', hours: { mon: [['08:00', '18:00']] }, ...wish })
}

function everyDay(...intervals: [string, string][]): CalendarDocument['hours'] {
  return Object.fromEntries(weekdays.map((weekday) => [weekday, intervals]))
}

/** The open intervals as instants, of which the first ones say enough. */
function intervalsOf({ startMs, marks }: OpenHours, count: number): string[] {
  return marks.slice(0, 2 * count).map((mark) => new Date(startMs + mark * minuteMs).toISOString().slice(0, 16))
}

function hoursOn(date: string, zone: string, ...intervals: [string, string][]): string[] {
  const hours = openHoursOf(calendar({ zone, hours: everyDay(...intervals) }), Date.parse(`${date}T12:00:00Z`))
  return intervalsOf(hours, intervals.length)
}

test('the office is open on working days from 8 to 18 by its own clock, and not on a holiday', () => {
  const office = calendar({
    hours: Object.fromEntries(weekdays.slice(0, 5).map((weekday) => [weekday, [['08:00', '18:00']]])),
    holidays: [{ date: '2026-12-25', name: 'Christmas' }],
  })
  const hours = openHoursOf(office, Date.parse('2026-12-23T20:00:00Z'))
  expect(hours.startMs).toBe(Date.parse('2026-12-22T23:00:00Z'))
  expect(intervalsOf(hours, 3)).toEqual([
    '2026-12-23T07:00',
    '2026-12-23T17:00',
    '2026-12-24T07:00',
    '2026-12-24T17:00',
    '2026-12-28T07:00',
    '2026-12-28T17:00',
  ])
  expect(addOpenMs(hours, Date.parse('2026-12-24T16:59:00Z'), 2 * minuteMs)).toBe(Date.parse('2026-12-28T07:01:00Z'))
})

test('every instant of a local day has the same hours, of few bytes', () => {
  const office = calendar({ hours: everyDay(['08:00', '18:00']) })
  const first = openHoursOf(office, Date.parse('2026-08-31T22:00:00Z'))
  expect(openHoursOf(office, Date.parse('2026-09-01T21:59:59.999Z'))).toEqual(first)
  expect(openHoursOf(office, Date.parse('2026-09-01T22:00:00Z'))).not.toEqual(first)
  expect(first.marks).toHaveLength(120)
  expect(JSON.stringify(first).length).toBeLessThan(800)
})

test('intervals that touch are one, over midnight too, in whatever order they are written', () => {
  const hours = openHoursOf(
    calendar({
      hours: {
        mon: [
          ['22:00', '24:00'],
          ['08:00', '12:00'],
          ['12:00', '13:00'],
        ],
        tue: [['00:00', '06:00']],
      },
    }),
    Date.parse('2026-09-07T10:00:00Z'),
  )
  expect(hours.marks.slice(0, 4)).toEqual([8 * 60, 13 * 60, 22 * 60, 30 * 60])
  const always = openHoursOf(calendar({ hours: everyDay(['00:00', '24:00']) }), Date.parse('2026-09-07T10:00:00Z'))
  // An hour more than 60 days: the clock is put back in October.
  expect(always.marks).toEqual([0, (60 * 24 + 1) * 60])
})

test('when the clock is put forward, a time that does not exist is the next one that does', () => {
  // Berlin, 28 March 2027: after 01:59 comes 03:00, at 01:00 UTC.
  expect(hoursOn('2027-03-28', 'Europe/Berlin', ['02:30', '05:00'])).toEqual(['2027-03-28T01:00', '2027-03-28T03:00'])
  expect(hoursOn('2027-03-28', 'Europe/Berlin', ['01:00', '02:30'])).toEqual(['2027-03-28T00:00', '2027-03-28T01:00'])
  // What lies in the missing hour altogether is no time at all.
  expect(hoursOn('2027-03-28', 'Europe/Berlin', ['02:10', '02:50'])[0]).toBe('2027-03-29T00:10')
  expect(hoursOn('2027-03-28', 'Europe/Berlin', ['07:00', '22:00'])).toEqual(['2027-03-28T05:00', '2027-03-28T20:00'])
  // New York, 14 March 2027: at 07:00 UTC.
  expect(hoursOn('2027-03-14', 'America/New_York', ['02:00', '04:00'])).toEqual([
    '2027-03-14T07:00',
    '2027-03-14T08:00',
  ])
})

test('when the clock is put back, a time that comes twice opens at its first and closes at its second coming', () => {
  // Berlin, 25 October 2026: 02:00 to 02:59 comes at 00:00 UTC and again at 01:00 UTC.
  expect(hoursOn('2026-10-25', 'Europe/Berlin', ['02:30', '05:00'])).toEqual(['2026-10-25T00:30', '2026-10-25T04:00'])
  expect(hoursOn('2026-10-25', 'Europe/Berlin', ['01:00', '02:30'])).toEqual(['2026-10-24T23:00', '2026-10-25T01:30'])
  expect(hoursOn('2026-10-25', 'Europe/Berlin', ['02:10', '02:20'])).toEqual(['2026-10-25T00:10', '2026-10-25T01:20'])
  // Two intervals that touch in that hour overlap, and are one.
  expect(hoursOn('2026-10-25', 'Europe/Berlin', ['01:00', '02:30'], ['02:30', '05:00']).slice(0, 2)).toEqual([
    '2026-10-24T23:00',
    '2026-10-25T04:00',
  ])
  // New York, 1 November 2026: 01:00 to 01:59 comes at 05:00 UTC and again at 06:00 UTC.
  expect(hoursOn('2026-11-01', 'America/New_York', ['01:30', '03:00'])).toEqual([
    '2026-11-01T05:30',
    '2026-11-01T08:00',
  ])
})

test('an hour of open time is an hour on the night that has one hour less, or one more', () => {
  const night = calendar({ hours: everyDay(['00:00', '06:00']) })
  const lengthOn = (date: string) => {
    const noonMs = Date.parse(`${date}T10:00:00Z`)
    return openMsBetween(openHoursOf(night, noonMs), noonMs - 12 * hourMs, noonMs) / hourMs
  }
  expect(['2027-03-27', '2027-03-28', '2026-10-24', '2026-10-25'].map(lengthOn)).toEqual([6, 5, 6, 7])
})

test('a day may begin late or twice, and may be missing altogether', () => {
  // Santiago puts its clock forward at midnight: 6 September 2026 begins at 01:00.
  expect(hoursOn('2026-09-06', 'America/Santiago', ['00:00', '02:00'])).toEqual([
    '2026-09-06T04:00',
    '2026-09-06T05:00',
  ])
  // Havana puts it back to midnight: 1 November 2026 begins twice.
  expect(hoursOn('2026-11-01', 'America/Havana', ['00:00', '02:00'])).toEqual(['2026-11-01T04:00', '2026-11-01T07:00'])
  // Samoa had no 30 December 2011.
  const samoa = openHoursOf(
    calendar({ zone: 'Pacific/Apia', hours: everyDay(['08:00', '18:00']) }),
    Date.UTC(2011, 11, 30),
  )
  expect(intervalsOf(samoa, 2)).toEqual([
    '2011-12-29T18:00',
    '2011-12-30T04:00',
    '2011-12-30T18:00',
    '2011-12-31T04:00',
  ])
})

test('beyond 60 days the last week comes again', () => {
  const office = calendar({ hours: everyDay(['08:00', '18:00']) })
  const fromMs = Date.parse('2026-11-02T07:00:00Z')
  const hours = openHoursOf(office, fromMs)
  // No change of clocks until March: the repeated weeks are the true ones.
  const longer = openHoursOf(office, fromMs, 140)
  for (const days of [59, 60, 61, 67, 100, 139]) {
    expect(addOpenMs(hours, fromMs, days * 10 * hourMs)).toBe(addOpenMs(longer, fromMs, days * 10 * hourMs))
  }
})

test('where the first 60 days are all holidays, the hours begin after them', () => {
  const dates = Array.from({ length: 400 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10))
  const closed = calendar({ hours: everyDay(['08:00', '18:00']), holidays: dates.map((date) => ({ date })) })
  expect(intervalsOf(openHoursOf(closed, Date.UTC(2026, 0, 1, 12)), 1)).toEqual([
    '2027-02-05T07:00',
    '2027-02-05T17:00',
  ])
  const sundays = Array.from({ length: 400 }, (_, week) => new Date(Date.UTC(2026, 0, 4 + 7 * week)))
  const rare = calendar({
    hours: { sun: [['10:00', '11:00']] },
    holidays: sundays.map((date) => ({ date: date.toISOString().slice(0, 10) })),
  })
  expect(intervalsOf(openHoursOf(rare, Date.UTC(2026, 0, 1)), 1)).toEqual(['2033-09-04T08:00', '2033-09-04T09:00'])
})

test('a calendar that was never checked, and never opens, is refused', () => {
  const never = { name: 'Never', zone: 'Europe/Berlin', hours: {}, holidays: [] }
  expect(() => openHoursOf(never, Date.UTC(2026, 0, 1))).toThrow('never open')
})
