import { parse } from 'csv-parse/sync'
import { array, check, constantFrom, property, sample, string } from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { createCsvReader, type FileRow } from '#files/csv-reader.ts'
import { createEncodingProbe } from '#files/encoding.ts'
import { FileFault, sourceOf } from '#files/source.ts'
import { formatOf, readHeader, readTable } from '#files/table.ts'
import { bomb, workbook, zipped } from './support/workbook.ts'

function encodingOf(bytes: Buffer) {
  const probe = createEncodingProbe()
  for (let at = 0; at < bytes.length; at += 7) probe.push(bytes.subarray(at, at + 7))
  return probe.result()
}

async function read(bytes: Buffer): Promise<FileRow[]> {
  const source = sourceOf(bytes)
  const rows: FileRow[] = []
  for await (const some of readTable(source, await formatOf(source, encodingOf(bytes)))) rows.push(...some)
  return rows
}

const cellsOf = async (bytes: Buffer) => (await read(bytes)).map(({ cells }) => cells)

async function faultOf(bytes: Buffer): Promise<FileFault> {
  try {
    const source = sourceOf(bytes)
    await readHeader(source, await formatOf(source, encodingOf(bytes)))
    await read(bytes)
  } catch (error) {
    if (error instanceof FileFault) return error
    throw error
  }
  throw new Error('It was read.')
}

test.each([
  ['utf8', 'Zustellung Köln', 'utf-8'],
  ['utf16le', 'Zustellung Köln', 'utf-16le'],
  ['utf16be', 'Zustellung Köln', 'utf-16be'],
  ['latin1', 'Köln, Müllerstraße, Götz, geöffnet für Fräulein', 'windows-1252'],
  ['win1252', 'Köln – „Müller“ für 5 €', 'windows-1252'],
  ['win1255', 'החבילה נמסרה לנמען בתל אביב', 'windows-1255'],
])('text in %s is read, with and without a mark where it has one', async (written, word, expected) => {
  const text = `tracking_number,status\r\nWB1,"${word}"\r\n`
  for (const addBOM of written.startsWith('utf') ? [true, false] : [false]) {
    const bytes = iconv.encode(text, written, { addBOM })
    expect(encodingOf(bytes)).toBe(expected)
    expect(await cellsOf(bytes)).toEqual([
      ['tracking_number', 'status'],
      ['WB1', word],
    ])
  }
})

test('one row in another encoding does not change what the others are read in', async () => {
  const bytes = Buffer.concat([
    Buffer.from('number,status\nWB1,zugestellt für Käthe\n'),
    iconv.encode('WB2,für\n', 'latin1'),
    Buffer.from('WB3,Größe\n'),
  ])
  const rows = await cellsOf(bytes)
  expect(rows[1]).toEqual(['WB1', 'zugestellt für Käthe'])
  expect(rows[2]?.[1]).toContain('\uFFFD')
  expect(rows[3]).toEqual(['WB3', 'Größe'])
})

test.each([',', ';', '\t', '|'])('columns divided by %j are found, with any end of line', async (delimiter) => {
  for (const newline of ['\n', '\r\n', '\r']) {
    const rows = await cellsOf(Buffer.from(`a${delimiter}b${newline}1${delimiter}two`))
    expect(rows).toEqual([
      ['a', 'b'],
      ['1', 'two'],
    ])
  }
})

test('a quoted cell may hold delimiters, quotes and lines; rows keep the number of their first line', async () => {
  const rows = await read(Buffer.from('a,b\n1,"x, ""y""\nz"\n\n2,5" tape\n'))
  expect(rows).toEqual([
    { line: 1, cells: ['a', 'b'], fault: null },
    { line: 2, cells: ['1', 'x, "y"\nz'], fault: null },
    { line: 5, cells: ['2', '5" tape'], fault: null },
  ])
})

test('a quote that is never closed costs its own line alone', async () => {
  const rows = await read(Buffer.from('a,b\n1,"open\n2,two\n3,"three"\n4,four\n'))
  expect(rows[1]).toMatchObject({ line: 2, fault: { code: 'quote_open', column: 2 } })
  expect(rows.slice(2).map(({ line, cells }) => [line, ...cells])).toEqual([
    [3, '2', 'two'],
    [4, '3', 'three'],
    [5, '4', 'four'],
  ])
})

test('a line without an end is a bad row, however long it is, and the next one is read', async () => {
  const rows = await read(Buffer.from(`a,b\n${'x'.repeat(400_000)}\n2,two\n`))
  expect(rows[1]).toMatchObject({ line: 2, fault: { code: 'too_long' } })
  expect(rows[2]).toMatchObject({ line: 3, cells: ['2', 'two'] })
})

test('what a sound file holds is read as csv-parse reads it, wherever its pieces are cut', () => {
  const cell = string({ unit: constantFrom('a', 'é', ',', '"', '\n', ' ', '😀'), maxLength: 6 })
  const rows = array(array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 })
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const result = check(
    property(rows, (table) => {
      const text = `${table.map((row) => row.map(quoted).join(',')).join('\n')}\n`
      const [size = 1] = sample(constantFrom(1, 2, 3, 5, 1_000), 1)
      const reader = createCsvReader(',')
      const found: FileRow[] = []
      for (let at = 0; at < text.length; at += size) found.push(...reader.push(text.slice(at, at + size)))
      found.push(...reader.end())
      const wanted: string[][] = parse(text, { relax_column_count: true, skip_empty_lines: true })
      expect(found.map(({ cells, fault }) => fault ?? cells)).toEqual(wanted)
    }),
    { numRuns: 2_000 },
  )
  expect(result.counterexample, JSON.stringify(result.errorInstance)).toBeNull()
})

test('a workbook is read from its first sheet, with its texts, gaps and dates', async () => {
  const bytes = workbook([
    ['Tracking number', 'Status', 'Date'],
    ['WB1', 'A & B', { day: 46_143.5 }],
    ['WB2', 7, 46_143],
  ])
  expect(await cellsOf(bytes)).toEqual([
    ['Tracking number', 'Status', 'Date'],
    ['WB1', 'A & B', '2026-05-01T12:00:00'],
    ['WB2', '7', '46143'],
  ])
})

test('files that are no table are refused in plain words', async () => {
  expect(await faultOf(Buffer.alloc(0))).toMatchObject({ code: 'invalid_input', message: 'The file is empty.' })
  expect(await faultOf(Buffer.from('\n \n'))).toMatchObject({ message: 'The file is empty.' })
  const picture = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 89) % 256))
  expect(await faultOf(picture)).toMatchObject({ code: 'unsupported_type' })
  expect(await faultOf(zipped({ 'readme.txt': 'hello' }))).toMatchObject({ code: 'unsupported_type' })
  expect(await faultOf(zipped({ 'a.txt': 'hello' }).subarray(0, 40))).toMatchObject({ code: 'invalid_input' })
  expect(await faultOf(Buffer.from('x,'.repeat(1_000)))).toMatchObject({ code: 'invalid_input' })
})

test('a workbook that unfolds to far more than it weighs is refused before it has', async () => {
  const bytes = bomb(16)
  expect(bytes.length).toBeLessThan(400_000)
  expect(await faultOf(bytes)).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('unfolds') })
})
