import { expect, test } from 'vitest'
import { missingIn, placesIn, plainName } from '#domain/import-columns.ts'
import { createInstantReader, type DateOrder } from '#domain/import-instants.ts'
import { readRow } from '#domain/import-rows.ts'
import { importFormatInput } from '#domain/schemas/imports.ts'

const nowMs = Date.UTC(2026, 4, 1, 12)

function read(text: string, order: DateOrder | null = null, zone = 'Europe/Berlin'): string | null | string[] {
  const instant = createInstantReader(zone, order)(text)
  if (instant.kind === 'unreadable') return null
  if (instant.kind === 'either') return [iso(instant.dmyMs), iso(instant.mdyMs)]
  return iso(instant.ms)
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19)
}

test('instants are read in the ways in which partners write them, in the partner’s zone where none is given', () => {
  const noon = '2026-05-01T10:00:00'
  for (const text of [
    '2026-05-01T10:00:00Z',
    '2026-05-01T12:00:00.000+02:00',
    '2026-05-01t06:30:00-0330',
    '2026-05-01 12:00',
    '2026/5/1 12:00:00',
    '1.5.2026 12:00',
    '01.05.26, 12:00:00',
    '1777629600',
    '1777629600000',
    '46143.5',
  ]) {
    expect(read(text), text).toBe(noon)
  }
  expect(read('2026-05-01')).toBe('2026-04-30T22:00:00')
  expect(read('01.12.2026 12:00')).toBe('2026-12-01T11:00:00')
  expect(read('2026-05-01 12:00', null, 'America/New_York')).toBe('2026-05-01T16:00:00')
  expect(read('2026-05-01 12:00:00,25', null, 'UTC')).toBe('2026-05-01T12:00:00')
})

test('hours that a change of the clocks skips or repeats still name one instant', () => {
  expect(read('2026-03-29 02:30')).toBe('2026-03-29T01:30:00')
  expect(read('2026-03-29 03:30')).toBe('2026-03-29T01:30:00')
  expect(read('2026-10-25 02:30')).toMatch(/^2026-10-25T0[01]:30:00$/)
  expect(read('2026-10-25 04:00')).toBe('2026-10-25T03:00:00')
})

test('a date that may begin with the day or the month is both, until it is said which', () => {
  expect(read('03/04/2026 10:00', null, 'UTC')).toEqual(['2026-04-03T10:00:00', '2026-03-04T10:00:00'])
  expect(read('03/04/2026 10:00', 'dmy', 'UTC')).toBe('2026-04-03T10:00:00')
  expect(read('03/04/2026 10:00', 'mdy', 'UTC')).toBe('2026-03-04T10:00:00')
  expect(read('13/04/2026', null, 'UTC')).toBe('2026-04-13T00:00:00')
  expect(read('04/13/2026', null, 'UTC')).toBe('2026-04-13T00:00:00')
  expect(read('13/04/2026', 'mdy', 'UTC')).toBeNull()
  expect(read('05/05/2026', null, 'UTC')).toBe('2026-05-05T00:00:00')
  expect(read('04/13/2026 1:05 pm', null, 'UTC')).toBe('2026-04-13T13:05:00')
  expect(read('04/13/2026 12:05 AM', null, 'UTC')).toBe('2026-04-13T00:05:00')
  expect(read('04/13/2026 13:05 pm', null, 'UTC')).toBeNull()
})

test('what no calendar and no clock shows is not read', () => {
  for (const text of [
    '',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-05-00',
    '31.04.2026',
    '2026-05-01 24:00',
    '2026-05-01 12:60',
    '1999-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '123456789',
    '32/13/2026',
    '99999',
  ]) {
    expect(read(text), text).toBeNull()
  }
})

test('columns are known by many names, and a partner’s own names come first', () => {
  expect(plainName('  Tracking-No. ')).toBe('tracking_no')
  const header = [
    '\u00a0Sendungsnummer',
    'STATUS',
    'Ort',
    'Bemerkung',
    'Datum',
    'Grund',
    'Beschreibung',
    'Event ID',
    'POD',
  ]
  expect(placesIn(header, {})).toEqual({
    tracking_number: 0,
    status: 1,
    place: 2,
    note: 3,
    occurred_at: 4,
    reason: 5,
    text: 6,
    event_id: 7,
    evidence: 8,
  })
  expect(placesIn(['a', 'b', 'status'], { tracking_number: 'B', status: 'A' })).toEqual({
    tracking_number: 1,
    status: 0,
  })
  expect(placesIn(['status', 'status'], {})).toEqual({ status: 0 })
  expect(missingIn({ place: 0 }, {})).toEqual(['tracking_number', 'status'])
  expect(missingIn({ tracking_number: 0, status: 1 }, {})).toEqual([])
  expect(missingIn({ tracking_number: 0, status: 1 }, { place: 'Wo' })).toEqual(['Wo'])
})

const places = { tracking_number: 0, status: 1, occurred_at: 2, place: 3, text: 4 }
const reading = { places, columns: 5, nowMs, readInstant: createInstantReader('UTC', null) }

function row(...cells: string[]) {
  const { atMs, monthFirstAtMs, fault } = readRow({ line: 7, cells, fault: null }, reading)
  return { atMs, monthFirstAtMs, code: fault?.code ?? null }
}

test('a row says when it happened, or why it says nothing', () => {
  expect(row(' WB1 ', 'x')).toEqual({ atMs: null, monthFirstAtMs: null, code: null })
  expect(row('WB1', '', '', '', 'Handed over').code).toBeNull()
  expect(row('WB1', 'x', '2026-05-01T12:05:00Z').atMs).toBe(nowMs + 300_000)
  expect(row('WB1', 'x', '2026-05-01T12:05:01Z').code).toBe('future')
  expect(row('WB1', 'x', '03/04/2026')).toMatchObject({
    atMs: Date.UTC(2026, 3, 3),
    monthFirstAtMs: Date.UTC(2026, 2, 4),
  })
  expect(row('', 'x').code).toBe('missing')
  expect(row('WB1', '').code).toBe('missing')
  expect(row('WB1', 'x', 'soon').code).toBe('bad_date')
  expect(row('WB1', 'x', '', 'K\uFFFDln').code).toBe('broken_encoding')
  expect(row('WB1', 'x', '', 'a\0b').code).toBe('nul')
  expect(row('WB1', 'x', '', 'y'.repeat(200)).code).toBeNull()
  expect(row('WB1', 'x', '', 'y'.repeat(201)).code).toBe('too_long')
  expect(row('WB1', 'x', '', '', '', ' ').code).toBeNull()
  expect(row('WB1', 'x', '', '', '', 'more').code).toBe('too_many_cells')
  const open = { code: 'quote_open', column: 3, message: 'A quote is opened here and never closed.' }
  expect(readRow({ line: 9, cells: [], fault: open }, reading)).toMatchObject({
    line: 9,
    fault: { code: 'quote_open', message: 'Column 3: A quote is opened here and never closed.' },
  })
  const timeless = { ...reading, places: { tracking_number: 0, status: 1 } }
  expect(readRow({ line: 2, cells: ['WB1', 'x'], fault: null }, timeless)).toMatchObject({ atMs: null, fault: null })
})

test('a format names columns, an order of dates or a zone that exists', () => {
  expect(importFormatInput.safeParse({ zone: 'Asia/Jerusalem' }).success).toBe(true)
  expect(importFormatInput.safeParse({ zone: 'Moon/Far' }).success).toBe(false)
  expect(importFormatInput.safeParse({ columns: { price: 'x' } }).success).toBe(false)
  expect(importFormatInput.safeParse({}).success).toBe(false)
})
