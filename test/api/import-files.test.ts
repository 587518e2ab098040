import { request } from 'node:http'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bomb, workbook, zipped } from '../files/support/workbook.ts'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { header, importFile, minutesAgo, rowsOf, sendFile } from './support/imports.ts'

let company: Company
let partner: Caller
beforeAll(async () => {
  company = await startCompany()
  partner = await company.as('partner')
})
afterAll(() => company[Symbol.asyncDispose]())

const dry = { query: '?dryRun=true' }

async function filesKept(): Promise<number> {
  const { rows } = await company.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM stored_file')
  return rows[0]?.n ?? -1
}

test('a file that is no table of statuses is refused in plain words, and nothing of it is kept', async () => {
  const before = await filesKept()
  const picture = Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 89) % 256))
  const bad: [string | Buffer, number, string][] = [
    ['', 422, 'The file is empty.'],
    ['\n\n  \n', 422, 'The file is empty.'],
    ['name,city\nAda,Berlin\n', 422, 'The file lacks: tracking_number, status.'],
    ['tracking_number,city\nWB1,Berlin\n', 422, 'The file lacks: status.'],
    [picture, 415, 'This is no table but some other kind of file. Send CSV, TSV or XLSX.'],
    [zipped({ 'a.txt': 'hello' }), 415, 'This archive is no workbook. Send CSV, TSV or XLSX.'],
    [bomb(16), 422, 'The file lacks'],
    [`tracking_number,status,"note\n${'x'.repeat(70_000)}`, 422, 'The header cannot be read.'],
    ['x,'.repeat(2_000), 422, 'The file has more than 500 columns.'],
  ]
  for (const [content, status, detail] of bad) {
    const answer = await sendFile(partner, content)
    expect(answer.status, detail).toBe(status)
    if (!Buffer.isBuffer(content) || status === 415) {
      expect((answer.body as { detail: string }).detail).toContain(detail)
    }
  }
  const named = await sendFile(partner, 'tracking_number,city\nWB1,Berlin\n')
  expect(named.body).toMatchObject({ errors: [{ pointer: '/file', message: 'has no column status' }] })
  expect(await filesKept()).toBe(before)
})

test('a body without a file, of another kind, or cut off is refused', async () => {
  const form = new FormData()
  form.set('other', 'x')
  expect((await partner.call('POST', '/imports', { raw: form })).status).toBe(422)
  expect((await partner.call('POST', '/imports', { json: {} })).status).toBe(415)
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const cut = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntracking_number,status\n'
  expect((await partner.call('POST', '/imports', { raw: cut, headers })).status).toBe(400)
  expect((await sendFile(partner, `${header}\n`, { fields: { format: '{"columns"' } })).status).toBe(400)
  expect((await sendFile(partner, `${header}\n`, { fields: { format: '{"zone":"Moon/Far"}' } })).status).toBe(422)
  expect((await sendFile(partner, `${header}\n`, { query: '?dryRun=perhaps' })).status).toBe(422)
})

/** Sends as many megabytes as the server takes, without saying how many there are; how far it came, and the answer. */
function pour(megabytes: number): Promise<{ status: number; sent: number }> {
  const url = new URL(`${company.url}/api/v1/imports`)
  const headers = { authorization: `Bearer ${partner.token()}`, 'content-type': 'multipart/form-data; boundary=x' }
  return new Promise((resolve, reject) => {
    let sent = 0
    const asked = request(url, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, sent })
      asked.destroy()
    })
    asked.on('error', reject)
    asked.write(`--x\r\ncontent-disposition: form-data; name="file"; filename="big.csv"\r\n\r\n${header}\n`)
    const piece = Buffer.alloc(1_048_576, 'WB1,in_transit,,,,\n')
    const go = (): void => {
      while (sent < megabytes && !asked.destroyed) {
        sent++
        if (!asked.write(piece)) {
          asked.once('drain', go)
          return
        }
      }
    }
    go()
  })
}

test('a file of a gigabyte is refused while it comes in, and before when it says how large it is', async () => {
  const { status, sent } = await pour(1_024)
  expect(status).toBe(413)
  expect(sent).toBeLessThan(400)
  expect(await filesKept()).toBeLessThan(40)
  const { rows } = await company.pool.query('SELECT 1 FROM stored_file WHERE sha256 IS NULL')
  expect(rows).toEqual([])
})

test('an upload that breaks off leaves nothing behind', async () => {
  const before = await filesKept()
  const url = new URL(`${company.url}/api/v1/imports`)
  const headers = { authorization: `Bearer ${partner.token()}`, 'content-type': 'multipart/form-data; boundary=x' }
  const asked = request(url, { method: 'POST', headers })
  asked.on('error', () => undefined)
  asked.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n')
  asked.write(Buffer.alloc(3 * 1_048_576, 'WB1,in_transit,,,,\n'))
  await expect.poll(filesKept).toBe(before + 1)
  asked.destroy()
  await expect.poll(filesKept).toBe(before)
})

test('bad rows say where and why, and the good ones go on', async () => {
  const late = new Date(Date.now() + 6 * 60_000).toISOString()
  const soon = new Date(Date.now() + 4 * 60_000).toISOString()
  const text = Buffer.concat([
    Buffer.from(`${header}\nWBGOOD1,in_transit,,Köln,,\n`),
    iconv.encode('WBBAD,in_transit,,Köln,,\n', 'latin1'),
    Buffer.from(
      [
        'WBBAD,in_transit,,"Depot',
        `WBBAD,in_transit,${late},,,`,
        `WBGOOD2,in_transit,${soon},,,`,
        ',in_transit,,,,',
        'WBBAD,,,,,',
        'WBBAD,in_transit,,a\0b,,',
        'WBBAD,in_transit,,,,,,more',
        `WBBAD,in_transit,,,,${'x'.repeat(1_001)}`,
        'WBGOOD3,in_transit,,"Depot, ""North""',
        'Gate 2",,',
        '',
      ].join('\n'),
    ),
  ])
  const staged = await importFile(partner, text, dry)
  expect(staged).toMatchObject({ state: 'review', counts: { rows: 11, bad: 8, unknownParcel: 3 } })
  const bad = await rowsOf(partner, staged.id, '?outcome=bad')
  expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
    [3, 'broken_encoding'],
    [4, 'quote_open'],
    [5, 'future'],
    [7, 'missing'],
    [8, 'missing'],
    [9, 'nul'],
    [10, 'too_many_cells'],
    [11, 'too_long'],
  ])
  expect(bad[0]?.message).toBe('Column 4 (place) has bytes that are no text.')
  const [, , last] = await rowsOf(partner, staged.id, '?outcome=unknown_parcel')
  expect(last).toMatchObject({ line: 12, trackingNumber: 'WBGOOD3', said: { place: 'Depot, "North"\nGate 2' } })
})

test('columns are found under other names, in any order, and in a workbook', async () => {
  const german = 'Datum;Status;Sendungsnummer;Ort\n01.05.2026 12:30;in_transit;wb-77;Köln\n'
  const book = workbook([
    ['AWB', 'Event code', 'Event date'],
    ['WB-77', 'in_transit', { day: 46_143.520_833_333_3 }],
  ])
  for (const content of [
    german,
    iconv.encode(german, 'latin1'),
    iconv.encode(german, 'utf16le', { addBOM: true }),
    book,
  ]) {
    const staged = await importFile(partner, content, dry)
    expect(await rowsOf(partner, staged.id)).toMatchObject([
      { line: 2, trackingNumber: 'WB-77', said: { status: 'in_transit', occurredAt: '2026-05-01T10:30:00.000Z' } },
    ])
  }
})

test('what columns mean can be said, at the upload or later, and is remembered for that partner’s next files', async () => {
  const other = await company.as('partner2')
  const text = 'Nr,Was,Wann\nWB-1,in_transit,03/04/2026 10:00\n'
  expect((await sendFile(other, text)).status).toBe(422)
  const columns = { tracking_number: 'nr', status: 'WAS', occurred_at: 'Wann' }
  const format = JSON.stringify({ columns, zone: 'UTC' })
  const staged = await importFile(other, text, { ...dry, fields: { format } })
  expect(await rowsOf(other, staged.id)).toMatchObject([{ outcome: 'bad', reason: 'day_or_month' }])
  const change = (json: object) => other.call('PATCH', `/imports/${staged.id}`, { json })
  expect((await change({ dateOrder: 'mdy' })).status).toBe(200)
  const settled = async (id: string) => (await rowsOf(other, id))[0]?.said
  await expect.poll(() => settled(staged.id)).toMatchObject({ occurredAt: '2026-03-04T10:00:00.000Z' })
  const next = await importFile(other, text.replace('03/04', '04/03'), dry)
  expect(await settled(next.id)).toMatchObject({ occurredAt: '2026-04-03T10:00:00.000Z' })
  expect(await change({ columns: { tracking_number: 'Nummer' } })).toMatchObject({
    status: 422,
    body: { errors: [{ message: 'has no column Nummer' }, { message: 'has no column status' }] },
  })
  expect((await change({})).status).toBe(422)
  expect((await sendFile(partner, text)).status).toBe(422)
})

test('dates of four kinds are read, and a file decides by all its rows which number is the month', async () => {
  const times = ['2026-05-01 12:30', '01.05.2026 12:30', '1777631400', '1777631400000', '2026-05-01T10:30:00Z']
  const staged = await importFile(partner, [header, ...times.map((at) => `WB1,x,${at},,,`)].join('\n'), dry)
  for (const row of await rowsOf(partner, staged.id)) {
    expect(row.said).toMatchObject({ occurredAt: '2026-05-01T10:30:00.000Z' })
  }
  const decided = async (...dates: string[]) => {
    const { id } = await importFile(partner, [header, ...dates.map((at) => `WB1,x,${at},,,`)].join('\n'), dry)
    return (await rowsOf(partner, id)).map(({ reason, said }) =>
      reason === 'unknown' ? String(Object(said).occurredAt).slice(0, 10) : reason,
    )
  }
  expect(await decided('03/04/2026 10:00', '13/04/2026 10:00')).toEqual(['2026-04-03', '2026-04-13'])
  expect(await decided('03/04/2026 10:00', '04/13/2026 10:00')).toEqual(['2026-03-04', '2026-04-13'])
  expect(await decided('03/04/2026 10:00')).toEqual(['day_or_month'])
  expect(await decided('03/04/2026 9:00', '13/04/2026 9:00', '04/13/2026 9:00 am')).toEqual([
    'day_or_month',
    '2026-04-13',
    '2026-04-13',
  ])
  expect(await decided('05/05/2026 10:00')).toEqual(['2026-05-05'])
  expect(await decided('32/01/2026', minutesAgo(1))).toEqual(['bad_date', new Date().toISOString().slice(0, 10)])
})
