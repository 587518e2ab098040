import { expect, test } from 'vitest'
import { dwellStatuses, factOf } from '#domain/report-facts.ts'
import { figureValue, isTimeGrouping } from '#domain/report-figures.ts'
import { figureWords } from '#domain/report-words.ts'
import { mayRead, reportCodes, reportRow } from '#domain/reports.ts'
import { reportQuery, reportScheduleInput } from '#domain/schemas/reports.ts'
import { at, courier, dispatcher, shipmentId, supervisor, t0 } from './builders.ts'
import { specialLives, specialVerdicts } from './report-stories.ts'

const hour = 3_600_000

test('special lives are judged as the lifecycle says', () => {
  const judged = Object.entries(specialLives).map(([name, tell]) => {
    const fact = factOf(shipmentId, tell().events)
    return [name, fact?.isOnTime, fact?.tries, fact?.firstTry]
  })
  expect(judged).toEqual(specialVerdicts)
  expect(factOf(shipmentId, [])).toBeNull()
})

test('the dwell of a status ends when the parcel leaves it, and money is summed by its kind', () => {
  const story = at('picked_up')
  story.wait(5 * hour)
  story.do('scan', { actor: courier, payload: { scans: 'all', facilityId: null, direction: null } })
  const fact = factOf(shipmentId, story.events)
  expect(fact?.dwellSeconds[dwellStatuses.indexOf('picked_up')]).toBe(5 * 3_600)
  expect(fact?.dwellSeconds[dwellStatuses.indexOf('in_transit')]).toBeNull()
  const paid = specialLives['paid by card, delivered, and money given back']?.()
  expect(factOf(shipmentId, paid?.events ?? [])).toMatchObject({ creditsMinor: 40, refundsMinor: 0, claimsMinor: 0 })
})

test('a new window of the recipient moves the first promise, one of ours does not', () => {
  const promise = [t0, t0 + 2 * hour] as const
  const story = at('in_transit', { promise })
  const window = [t0 + 20 * hour, t0 + 24 * hour] as const
  story.do('reschedule', { actor: { kind: 'R', id: 'recipient' }, payload: { stop: 'dropoff', window } })
  expect(factOf(shipmentId, story.events)?.promiseEndMs).toBe(window[1])
  const ours = at('in_transit', { promise })
  ours.do('reschedule', { actor: dispatcher, payload: { stop: 'dropoff', window } })
  expect(factOf(shipmentId, ours.events)?.promiseEndMs).toBe(promise[1])
})

test('a figure is a sum, a share or a mean, and nothing where it would divide by nothing', () => {
  const figure = { code: 'x', name: 'X', definition: '' }
  expect(figureValue({ ...figure, unit: 'count', sum: ['a', 'b'], per: null }, { a: 2, b: 3 })).toBe(5)
  expect(figureValue({ ...figure, unit: 'percent', sum: ['a'], per: ['b'] }, { a: 1, b: 3 })).toBe(0.3333)
  expect(figureValue({ ...figure, unit: 'seconds', sum: ['a'], per: ['b'] }, { a: 10, b: 4 })).toBe(3)
  expect(figureValue({ ...figure, unit: 'percent', sum: ['a'], per: ['b'] }, { a: 1 })).toBeNull()
  expect(isTimeGrouping('week')).toBe(true)
  expect(isTimeGrouping('zone')).toBe(false)
})

test.each([
  ['count', 12_345, '12,345'],
  ['percent', 0.954, '95.4 %'],
  ['decimal', 1.5, '1.50'],
  ['money', 123_456, '1,234.56 EUR'],
  ['seconds', 59, '59 s'],
  ['seconds', 60, '1 min'],
  ['seconds', 3_600, '1 h 0 min'],
  ['seconds', 90_000, '1 d 1 h'],
] as const)('a figure of %s that is %d reads %s', (unit, value, words) => {
  expect(figureWords(unit, value, 'EUR')).toBe(words)
})

test('no figure is a dash, and money without a currency has none', () => {
  expect(figureWords('count', null, null)).toBe('–')
  expect(figureWords('money', 100, null)).toBe('1.00')
})

test('staff reads by its rights, partners read what concerns their parcels, and nobody else reads anything', () => {
  const read = (permissions: readonly string[], partnerId: string | null) =>
    reportCodes.filter((code) => mayRead({ permissions: permissions as never, partnerId }, code))
  expect(read(['reports.read', 'money.read'], null)).toEqual(reportCodes)
  expect(read(['reports.read'], null)).toEqual(reportCodes.filter((code) => reportRow(code).needs === null))
  expect(read(['reports.read_own'], 'p1')).toEqual(reportCodes.filter((code) => reportRow(code).isForPartners))
  expect(read(['reports.read_own'], null)).toEqual([])
  expect(read([], 'p1')).toEqual([])
})

test('a period that ends before it begins, or is longer than a year, is refused at its end', () => {
  const fault = (query: object) => reportQuery.safeParse(query).error?.issues[0]?.path
  expect(fault({ from: '2026-05-02', to: '2026-05-01' })).toEqual(['to'])
  expect(fault({ from: '2025-01-01', to: '2026-05-01' })).toEqual(['to'])
  expect(fault({ from: '2026-05-01', to: '2026-05-01' })).toBeUndefined()
  expect(fault({ from: '2026-05-01' })).toBeUndefined()
})

test('a schedule names a time, a zone that exists and somebody to send to', () => {
  const good = { report: 'on-time', rhythm: 'daily', at: '07:30', format: 'pdf', recipients: [shipmentId] }
  expect(reportScheduleInput.safeParse(good).success).toBe(true)
  for (const wrong of [{ at: '25:00' }, { zone: 'Mars/Base' }, { recipients: [] }]) {
    expect(reportScheduleInput.safeParse({ ...good, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  }
  expect(supervisor.kind).toBe('V')
})
