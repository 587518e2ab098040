import { expect, test } from 'vitest'
import { addDays, beginOf, daysIn, periodBefore, spanBefore, stepsOf, wholeMonths } from '#domain/report-periods.ts'

test('the period before has as many days and ends where this one begins, over the end of a year and in leap years', () => {
  expect(periodBefore({ from: '2026-01-01', to: '2026-01-31' })).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(periodBefore({ from: '2028-03-01', to: '2028-03-01' })).toEqual({ from: '2028-02-29', to: '2028-02-29' })
  expect(daysIn({ from: '2025-11-01', to: '2026-11-01' })).toBe(366)
})

test('a week begins on Monday, and a day on the change of the clock is a day', () => {
  expect(beginOf('week', '2026-10-25')).toBe('2026-10-19')
  expect(beginOf('week', '2026-10-26')).toBe('2026-10-26')
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
  expect(stepsOf('week', { from: '2026-10-25', to: '2026-11-02' })).toEqual(['2026-10-19', '2026-10-26', '2026-11-02'])
  expect(stepsOf('month', { from: '2025-12-31', to: '2026-02-01' })).toEqual(['2025-12-01', '2026-01-01', '2026-02-01'])
})

test.each([
  ['2026-11-01', '2026-11-30', { from: '2026-11-01', to: '2026-11-30' }],
  ['2026-11-02', '2026-12-31', { from: '2026-12-01', to: '2026-12-31' }],
  ['2026-10-15', '2027-01-15', { from: '2026-11-01', to: '2026-12-31' }],
  ['2026-11-02', '2026-12-30', null],
  ['2026-11-01', '2026-11-29', null],
  ['2026-01-31', '2026-03-01', { from: '2026-02-01', to: '2026-02-28' }],
])('from %s to %s the whole months are %o', (from, to, months) => {
  expect(wholeMonths({ from, to })).toEqual(months)
})

test('what is mailed on a day looks back on whole days, weeks and months', () => {
  expect(spanBefore('day', '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-02-28' })
  expect(spanBefore('week', '2026-11-30')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(spanBefore('month', '2026-12-01')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
  expect(spanBefore('month', '2026-03-15')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})
