import { expect, test } from 'vitest'
import { weekdays } from '#domain/calendar.ts'
import { calendarInput } from '#domain/schemas/calendar.ts'
import { serviceLevelInput } from '#domain/schemas/settings.ts'

const good = { name: 'Office', zone: 'Europe/Berlin', hours: { mon: [['08:00', '18:00']] } }

/** Where a calendar is refused, and why: `hours/mon/0/1: must be …`. */
function faultsOf(change: object): string[] {
  const { error } = calendarInput.safeParse({ ...good, ...change })
  return error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`) ?? []
}

const onMonday = (...intervals: unknown[]) => faultsOf({ hours: { mon: intervals } })
const datesFrom = (count: number) =>
  Array.from({ length: count }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10))

test('a calendar is a name, a zone, a week and holidays; a day that is missing is closed', () => {
  expect(calendarInput.parse({ ...good, holidays: ['2026-12-25', { date: '2027-01-01', name: 'New Year' }] })).toEqual({
    ...good,
    holidays: [{ date: '2026-12-25' }, { date: '2027-01-01', name: 'New Year' }],
  })
  expect(calendarInput.parse(good).holidays).toEqual([])
  expect(faultsOf({ hours: Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00']]])) })).toEqual([])
})

test('the zone is one of the IANA database, not an offset and not an invention', () => {
  for (const zone of ['Europe/Berlin', 'America/Argentina/Ushuaia', 'UTC', 'Etc/GMT+3'])
    expect(faultsOf({ zone })).toEqual([])
  for (const zone of ['Mars/Olympus', '+01:00', '', ' Europe/Berlin', 'x'.repeat(61)]) {
    expect(faultsOf({ zone })[0], zone).toMatch(/^zone: /)
  }
})

test('a time is between 00:00 and 23:59, a closing also 24:00', () => {
  expect(onMonday(['00:00', '24:00'])).toEqual([])
  expect(onMonday(['23:58', '23:59'])).toEqual([])
  for (const time of ['24:00', '-1:00', '7:00', '07:60', '07:00:00', '0700', '', ' 7:00']) {
    expect(onMonday([time, '23:00']), time).toEqual(['hours/mon/0/0: must be a time such as 07:00'])
  }
  for (const time of ['24:01', '25:00', '-8:00', '8']) {
    expect(onMonday(['00:00', time]), time).toEqual(['hours/mon/0/1: must be a time such as 22:00, at most 24:00'])
  }
  expect(onMonday([8, 18])[0]).toMatch('hours/mon/0/0: ')
  expect(onMonday(['08:00'])[0]).toMatch('hours/mon/0: ')
  expect(onMonday('08:00-18:00')[0]).toMatch('hours/mon/0: ')
})

test('an interval closes later than it opens', () => {
  expect(onMonday(['08:00', '08:01'])).toEqual([])
  expect(onMonday(['08:00', '08:00'])).toEqual(['hours/mon/0/1: must be later than the opening'])
  expect(onMonday(['09:00', '17:00'], ['22:00', '06:00'])).toEqual(['hours/mon/1/1: must be later than the opening'])
})

test('intervals of a day may touch, but not overlap', () => {
  expect(onMonday(['13:00', '18:00'], ['08:00', '13:00'])).toEqual([])
  expect(onMonday(['08:00', '12:00'], ['11:59', '13:00'])).toEqual(['hours/mon/1: overlaps with 08:00-12:00'])
  expect(onMonday(['08:00', '18:00'], ['09:00', '10:00'])).toEqual(['hours/mon/1: overlaps with 08:00-18:00'])
  expect(onMonday(['09:00', '10:00'], ['08:00', '18:00'])).toEqual(['hours/mon/1: overlaps with 09:00-10:00'])
  const hourly = Array.from({ length: 13 }, (_, hour) => [`${10 + hour}:00`, `${10 + hour}:30`])
  expect(onMonday(...hourly.slice(0, 12))).toEqual([])
  expect(onMonday(...hourly)).toEqual(['hours/mon: may have at most 12 intervals'])
})

test('a week has at least one open hour, and only days that there are', () => {
  for (const hours of [{}, { mon: [], sun: [] }])
    expect(faultsOf({ hours })).toEqual(['hours: needs an open hour in the week'])
  expect(faultsOf({ hours: { ...good.hours, funday: [] } })).toEqual(['hours: Unrecognized key: "funday"'])
  expect(faultsOf({ hours: undefined })[0]).toMatch('hours: ')
})

test('a holiday is a date that exists, named once', () => {
  const wrongDate = 'must be a date that exists, such as 2026-12-25'
  expect(faultsOf({ holidays: ['2028-02-29', '2000-01-01', '2099-12-31'] })).toEqual([])
  for (const date of ['2026-02-30', '2027-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'Christmas']) {
    expect(faultsOf({ holidays: ['2026-01-01', date] })[0], date).toBe(`holidays/1: ${wrongDate}`)
  }
  expect(faultsOf({ holidays: [{ date: '2026-02-30' }] })).toEqual([`holidays/0/date: ${wrongDate}`])
  for (const date of ['1999-12-31', '2100-01-01']) {
    expect(faultsOf({ holidays: [date] })).toEqual(['holidays/0: must lie between the years 2000 and 2100'])
  }
  const twice = ['2026-12-25', { date: '2026-12-25' }, '2026-12-25']
  expect(faultsOf({ holidays: twice })).toEqual([
    'holidays/1/date: names 2026-12-25 a second time',
    'holidays/2: names 2026-12-25 a second time',
  ])
  expect(faultsOf({ holidays: datesFrom(400) })).toEqual([])
  expect(faultsOf({ holidays: datesFrom(401) })).toEqual(['holidays: may have at most 400 holidays'])
})

const step = (after: number, change: object = {}) => ({ after, who: ['admin'], channels: ['app'], ...change })
const rising = [step(0), step(0.5), step(2), step(100)]

/** Where a service level with this ladder for `unassigned` is refused. */
function laddersFaults(ladders: unknown): string[] {
  const { error } = serviceLevelInput.safeParse({ name: 'Level', ladders })
  return error?.issues.map(({ path }) => path.join('/')) ?? []
}

test('a type may have a ladder of its own: four rising steps with readers and channels', () => {
  expect(laddersFaults({ unassigned: rising, stale: rising })).toEqual([])
  expect(serviceLevelInput.parse({ name: 'Level' }).ladders).toEqual({})
  expect(laddersFaults({ unassigned: [] })).toEqual(['ladders/unassigned'])
  expect(laddersFaults({ unassigned: rising.slice(0, 3) })).toEqual(['ladders/unassigned'])
  expect(laddersFaults({ unassigned: [...rising, step(101)] })).toContain('ladders/unassigned')
  expect(laddersFaults({ nonsense: rising })).toEqual(['ladders'])
})

test('a ladder that does not rise, a negative time, nobody to tell, or an unknown role is refused where it stands', () => {
  const faults = (...steps: unknown[]) => laddersFaults({ unassigned: steps })
  expect(faults(step(0), step(0), step(1), step(2))).toEqual(['ladders/unassigned/1/after'])
  expect(faults(step(0), step(2), step(1), step(3))).toEqual(['ladders/unassigned/2/after'])
  expect(faults(step(-0.1), ...rising.slice(1))).toEqual(['ladders/unassigned/0/after'])
  expect(faults(...rising.slice(0, 3), step(101))).toEqual(['ladders/unassigned/3/after'])
  expect(faults(step(0, { who: [] }), ...rising.slice(1))).toEqual(['ladders/unassigned/0/who'])
  expect(faults(step(0, { who: ['owner', 'pope'] }), ...rising.slice(1))).toEqual(['ladders/unassigned/0/who/1'])
  expect(faults(step(0, { who: ['owner', 'owner'] }), ...rising.slice(1))).toEqual(['ladders/unassigned/0/who'])
  expect(faults(step(0, { channels: ['pigeon'] }), ...rising.slice(1))).toEqual(['ladders/unassigned/0/channels/0'])
  expect(faults(step(0, { channels: [] }), ...rising.slice(1))).toEqual(['ladders/unassigned/0/channels'])
})
