import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { bookFor, header, importFile, importSchema, minutesAgo, sendFile, untilStill } from './support/imports.ts'
import { crewOf, levelFor } from './support/road.ts'

// A disk that is really full would take the machine with it: a trigger says what PostgreSQL says then (53100).

let company: Company
let partner: Caller
let lines: string[]
beforeAll(async () => {
  company = await startCompany()
  const { admin } = await crewOf(company)
  partner = await company.as('partner')
  const booked = await bookFor(partner, 3, { serviceLevel: await levelFor(admin, 'calm') })
  lines = booked.map(({ trackingNumber }) => `${trackingNumber},picked_up,${minutesAgo(0)},Depot 4,,`)
  await company.pool.query(`
    CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
    END $$`)
})
afterAll(() => company[Symbol.asyncDispose]())

const tables = ['stored_file_chunk', 'import_word', 'partner_event'] as const

async function fill(table: (typeof tables)[number]): Promise<void> {
  await company.pool.query(`CREATE TRIGGER no_space BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION no_space()`)
}

async function makeSpace(): Promise<void> {
  for (const table of tables) await company.pool.query(`DROP TRIGGER IF EXISTS no_space ON ${table}`)
}

afterEach(makeSpace)

const fileOf = (...said: string[]) => [header, ...said].join('\n')

async function countOf(table: 'stored_file' | 'import'): Promise<number> {
  const { rows } = await company.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
  return rows[0]?.n ?? 0
}

test('an upload that finds no space is refused in plain words, and nothing of it is left', async () => {
  const before = [await countOf('stored_file'), await countOf('import')]
  await fill('stored_file_chunk')
  const answer = await sendFile(partner, fileOf(lines[0] ?? ''), { query: '?dryRun=true' })
  expect(answer.status).toBe(503)
  expect(answer.body).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('no space left') })
  expect([await countOf('stored_file'), await countOf('import')]).toEqual(before)
})

test('a file that finds no space while it is read has failed and says why; with space it is read from its beginning', async () => {
  await fill('import_word')
  const { id, ...full } = await importFile(partner, fileOf(lines[1] ?? ''), { query: '?dryRun=true' })
  expect(full).toMatchObject({ state: 'failed', failure: expect.stringContaining('no space left') })
  await makeSpace()
  expect((await partner.call('PATCH', `/imports/${id}`, { json: { dateOrder: 'dmy' } })).status).toBe(200)
  expect(await untilStill(partner, id)).toMatchObject({ state: 'review', failure: null, counts: { rows: 1, new: 1 } })
})

test('an import that finds no space while it is applied stops, keeps what it did, and goes on where it was', async () => {
  const staged = await importFile(partner, fileOf(lines[2] ?? ''), { query: '?dryRun=true' })
  await fill('partner_event')
  await partner.call('POST', `/imports/${staged.id}/apply`)
  expect(await untilStill(partner, staged.id)).toMatchObject({
    state: 'paused',
    failure: expect.stringContaining('no space left'),
    counts: { new: 1, applied: 0 },
  })
  await makeSpace()
  const resumed = await partner.call('POST', `/imports/${staged.id}/resume`)
  expect(importSchema.parse(resumed.body).failure).toBeNull()
  expect(await untilStill(partner, staged.id)).toMatchObject({ state: 'done', failure: null, counts: { applied: 1 } })
})
