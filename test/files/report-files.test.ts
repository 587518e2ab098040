import { inflateSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { fileTableOf } from '#domain/report-file.ts'
import { reportRow } from '#domain/reports.ts'
import type { ReportLine, ReportView } from '#domain/views-reports.ts'
import { csvFile, csvOf } from '#files/csv.ts'
import { linesOf, runsOf } from '#files/pdf-text.ts'
import { reportFile } from '#files/report-file.ts'

const formula = '=HYPERLINK("https://evil.example")'
const longName = 'Łukasz Wiśniewski-Αλέξανδρος Донаудампфшиффартсгезельшафт & Söhne'

function viewOf(labels: readonly string[]): ReportView {
  const row = reportRow('cost')
  const line = (label: string): ReportLine => ({
    key: label,
    label,
    currency: 'EUR',
    values: { shipments: 1_200, refunds: 1_990, credits: 0, claims: -5, redelivery: 150, cost: 2_135, cost_each: null },
    previous: null,
  })
  return {
    code: 'cost',
    title: row.title,
    words: row.words,
    period: { from: '2026-11-01', to: '2026-11-30' },
    compared: null,
    zone: 'Europe/Berlin',
    asOf: '2026-12-01T06:00:00.000Z',
    groupBy: 'partner',
    groupings: row.groupings,
    filter: { partnerId: null, courierId: null, zone: 'berlin', level: null },
    figures: row.figures,
    rows: labels.map(line),
    totals: [line('All')],
  }
}

test('a cell that a spreadsheet would run is text in CSV, and a number stays one, negative or not', () => {
  const text = csvFile(
    fileTableOf(viewOf([formula, '@cmd', '+49 30', '-1', '\tx', '\rx', 'Nordkurier, "Ost"'])),
  ).toString()
  const rows: string[][] = parse(text)
  expect(rows.map(([name]) => name)).toEqual([
    'Partner',
    `'${formula}`,
    "'@cmd",
    "'+49 30",
    "'-1",
    "'\tx",
    "'\rx",
    'Nordkurier, "Ost"',
    'All',
  ])
  expect(rows[1]?.slice(1)).toEqual(['EUR', '1200', '19.9', '0', '-0.05', '1.5', '21.35', ''])
  expect(csvOf(['a'], [[-5], [null], ['5-']])).toBe('a\n-5\n\n5-\n')
})

type Read = { value: string; type: string | null }

/** The cells of a sheet as a spreadsheet reads them. */
function cellsOf(xml: string): Read[][] {
  const rows: Read[][] = []
  const parser = new SaxesParser()
  let type: string | null = null
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'row') rows.push([])
    if (name === 'c') {
      type = attributes.t ?? null
      rows.at(-1)?.push({ value: '', type })
    }
  })
  parser.on('text', (text) => {
    const cell = rows.at(-1)?.at(-1)
    if (cell) cell.value += text.trim() === '' ? '' : text
  })
  parser.write(xml).close()
  return rows
}

test('a workbook can be unpacked and read back: names as text, numbers as numbers, definitions on a sheet of their own', async () => {
  const { bytes, name } = await reportFile(viewOf([formula, longName, 'a\u0001<b>']), 'xlsx')
  expect(name).toBe('waybill-cost-2026-11-01-to-2026-11-30.xlsx')
  const parts = unzipSync(bytes)
  for (const [part, content] of Object.entries(parts)) {
    expect(() => new SaxesParser({ xmlns: true }).write(strFromU8(content)).close(), part).not.toThrow()
  }
  const [head, first, second, third, total] = cellsOf(strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()))
  expect(head?.map(({ value }) => value)).toEqual([
    'Partner',
    'Currency',
    ...reportRow('cost').figures.map(({ name }) => name),
  ])
  expect(first?.[0]).toEqual({ value: formula, type: 'inlineStr' })
  expect(second?.[0]?.value).toBe(longName)
  expect(third?.[0]?.value).toBe('a<b>')
  expect(total?.slice(2, 4)).toEqual([
    { value: '1200', type: null },
    { value: '19.9', type: null },
  ])
  expect(strFromU8(parts['xl/worksheets/sheet2.xml'] ?? new Uint8Array())).toContain('Refunds that were decided')
  expect(strFromU8(parts['[Content_Types].xml'] ?? new Uint8Array())).toContain('/xl/worksheets/sheet2.xml')
})

test('a PDF begins as one, holds its pages, and takes more of them where the table is longer', async () => {
  const { bytes } = await reportFile(viewOf([longName]), 'pdf')
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const pagesOf = (file: Buffer) => file.toString('latin1').match(/\/Type \/Page\b/g)?.length
  expect(pagesOf(bytes)).toBe(1)
  const long = await reportFile(viewOf(Array.from({ length: 120 }, (_, n) => `Partner ${n}`)), 'pdf')
  expect(pagesOf(long.bytes)).toBeGreaterThan(3)
})

/** One glyph may stand for several letters. */
function lettersOf(hex: string): string {
  return (hex.match(/[0-9a-f]{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join('')
}

/** The words of a PDF, drawn by drawn, as its own tables of letters read them. */
function wordsOf(pdf: Buffer): string[] {
  const parts = [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, part]) => {
    try {
      return inflateSync(Buffer.from(part ?? '', 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  const tables = parts
    .filter((part) => part.includes('beginbfrange'))
    .map((part) =>
      [...part.matchAll(/\[((?:<[0-9a-f ]+>\s*)+)\]/g)].flatMap(([, list]) =>
        (list?.match(/<[0-9a-f ]+>/g) ?? []).map(lettersOf),
      ),
    )
  const drawn = parts.flatMap((part) => [...part.matchAll(/\[([^\]]*)\] TJ/g)].map(([, run]) => run ?? ''))
  return tables.flatMap((table) =>
    drawn.map((run) =>
      [...run.matchAll(/<([0-9a-f]+)>/g)]
        .flatMap(([, hex]) => hex?.match(/.{4}/g) ?? [])
        .map((glyph) => table[Number.parseInt(glyph, 16)] ?? '')
        .join(''),
    ),
  )
}

test('a PDF says what the report says: title, period, names in their own letters, figures, meanings and pages', async () => {
  const { bytes } = await reportFile(viewOf([longName]), 'pdf')
  const words = wordsOf(bytes)
  for (const wanted of [
    'Cost of exceptions',
    'Only: zone berlin',
    '1,200',
    '21.35',
    'What the figures mean',
    'Донаудампфш',
  ])
    expect(
      words.some((drawn) => drawn.includes(wanted)),
      wanted,
    ).toBe(true)
  expect(words.some((drawn) => drawn.includes('page 1 of 1'))).toBe(true)
})

test('a name is written by the files of the font that have its letters, and a long one is broken', () => {
  expect(runsOf('Łódź Αθ', 400)).toEqual([
    { text: 'Ł', font: 'latin-ext-400' },
    { text: 'ód', font: 'latin-400' },
    { text: 'ź', font: 'latin-ext-400' },
    { text: ' ', font: 'latin-400' },
    { text: 'Αθ', font: 'greek-400' },
  ])
  const each = (text: string) => text.length
  expect(linesOf('one two three', 7, each)).toEqual(['one two', 'three'])
  expect(linesOf('abcdefghij kl', 4, each)).toEqual(['abcd', 'efgh', 'ij', 'kl'])
  expect(linesOf('', 4, each)).toEqual([''])
})
