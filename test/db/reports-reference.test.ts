import { Pool } from 'pg'
import type { DatabasePool } from 'slonik'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '#db/pool.ts'
import { foldReportFacts } from '#db/report-facts.ts'
import { readReport } from '#db/report-read.ts'
import { type Figure, type Grouping, measuresOf } from '#domain/report-figures.ts'
import { type ReportCode, reportCodes, reportRow } from '#domain/reports.ts'
import { createDatabase, type TestDatabase } from '#test/support/database.ts'
import { t0 } from '../domain/builders.ts'
import { specialVerdicts } from '../domain/report-stories.ts'
import { type Life, livesUntil, type People, writeLives } from './support/report-lives.ts'
import { makeExceptionReference, makeReference } from './support/report-reference.ts'

const [partner, courierA, courierB] = [1, 2, 3].map((n) => `0190f0a0-0000-7000-8000-00000000000${n}`)
const people: People = { partners: [partner ?? null, null], couriers: [courierA ?? null, courierB ?? null, null] }
/** From within a month to within another one, with two whole ones between. */
const period = { from: '2026-09-12', to: '2026-11-26' }
const nobody = { partnerId: null, courierId: null, zone: null, level: null }

let database: TestDatabase
let pool: DatabasePool
let raw: Pool
let lives: Life[]

async function foldAll(): Promise<void> {
  while ((await foldReportFacts(pool, 70)) > 0);
}

beforeAll(async () => {
  database = await createDatabase()
  raw = new Pool({ connectionString: database.url, max: 4 })
  raw.on('error', () => undefined)
  const onError = () => undefined
  pool = await openPool({
    databaseUrl: database.url,
    name: 'test',
    maxConnections: 4,
    statementTimeoutMs: 60_000,
    onError,
  })
  await raw.query(`INSERT INTO partner (id, name) VALUES ($1, 'Nordkurier')`, [partner])
  for (const [n, id] of [courierA, courierB].entries()) {
    await raw.query(`INSERT INTO app_user (id, email, name, roles) VALUES ($1, $2, $3, '{courier}')`, [
      id,
      `courier${n}@example.org`,
      `Courier ${n}`,
    ])
  }
  lives = livesUntil(t0, 300)
  await writeLives(raw, lives, { people, between: foldAll })
  await foldAll()
  await makeExceptionReference(raw)
  await makeReference(raw)
}, 120_000)

afterAll(async () => {
  await Promise.all([pool.end(), raw.end()])
  await database[Symbol.asyncDispose]()
})

const keys: Record<Grouping, string> = {
  day: 'day::text',
  week: `date_trunc('week', day::timestamp)::date::text`,
  month: `date_trunc('month', day::timestamp)::date::text`,
  partner: 'partner_id::text',
  courier: 'courier_id::text',
  zone: 'zone',
  level: 'level_code',
  type: 'type',
  step: 'step::text',
  status: 'status',
}

type Asked = { code: ReportCode; groupBy: Grouping; where?: string }

/** What the events themselves say, by group. */
async function reference({
  code,
  groupBy,
  where = 'true',
}: Asked): Promise<Map<string | null, Record<string, number>>> {
  const { source } = reportRow(code)
  const sums = measuresOf(reportRow(code)).map((name) => `sum(${name})::float AS ${name}`)
  const { rows } = await raw.query<Record<string, number> & { key: string | null }>(
    `SELECT ${keys[groupBy]} AS key, ${sums.join(', ')} FROM reference_${source}
     WHERE day BETWEEN $1 AND $2 AND ${where} GROUP BY 1`,
    [period.from, period.to],
  )
  return new Map(rows.map(({ key, ...sums }) => [key, sums]))
}

function wanted({ sum, per }: Figure, sums: Record<string, number>): number | null {
  const total = (names: readonly string[]) => names.reduce((all, name) => all + (sums[name] ?? 0), 0)
  if (per === null) return total(sum)
  return total(per) === 0 ? null : total(sum) / total(per)
}

const summed = reportCodes.filter((code) => reportRow(code).source !== 'stale')

test.each(summed)('every figure of %s is what a slow look at the events gives, by every grouping', async (code) => {
  const report = reportRow(code)
  for (const groupBy of report.groupings) {
    const view = await readReport(pool, { code, groupBy, period, filter: nobody, isCompared: false })
    const expected = await reference({ code, groupBy })
    expect(expected.size).toBeGreaterThan(0)
    const shown = view.rows.filter(({ values }) => Object.values(values).some((value) => value))
    expect(shown.filter(({ key }) => !expected.has(key))).toEqual([])
    for (const [key, sums] of expected) {
      const row = view.rows.find((one) => one.key === key)
      for (const figure of report.figures) {
        const [value, exact] = [row?.values[figure.code] ?? null, wanted(figure, sums)]
        const where = `${groupBy} ${key}, ${figure.code}: ${value}, not ${exact}`
        // Instants are kept to the millisecond, times in whole seconds.
        if (exact === null || value === null) expect(value, where).toBe(exact)
        else expect(Math.abs(value - exact), where).toBeLessThanOrEqual(figure.unit === 'percent' ? 0.0001 : 1.01)
      }
    }
  }
})

test.each([
  ['partner_id', partner, 'partnerId'],
  ['courier_id', courierB, 'courierId'],
  ['zone', 'hamburg', 'zone'],
] as const)('a filter by %s leaves what the events say of it', async (column, value, name) => {
  for (const code of summed) {
    const filter = { ...nobody, [name]: value }
    const { totals } = await readReport(pool, { code, groupBy: 'month', period, filter, isCompared: false })
    const expected = await reference({ code, groupBy: 'month', where: `${column}::text = '${value}'` })
    for (const figure of reportRow(code).figures.filter(({ per }) => per === null)) {
      const sum = [...expected.values()].reduce((all, sums) => all + (wanted(figure, sums) ?? 0), 0)
      expect(totals[0]?.values[figure.code], `${code} ${figure.code}`).toBe(sum)
    }
  }
})

test('the special lives are judged as the lifecycle says', async () => {
  const { rows } = await raw.query<{ id: string; on_time: boolean | null; tries: number; first: string | null }>(
    'SELECT shipment_id AS id, is_on_time AS on_time, tries, first_try AS first FROM shipment_fact',
  )
  const judged = lives
    .filter(({ name }) => name !== 'ordinary')
    .map(({ id, name }) => {
      const fact = rows.find((row) => row.id === id)
      return [name, fact?.on_time, fact?.tries, fact?.first]
    })
  expect(judged).toEqual(specialVerdicts)
})

test('the sums are the sums of the facts, and nothing is left over of tails that were taken back', async () => {
  for (const [sums, facts, by] of [
    ['report_day', 'shipment_measure', 'day, zone'],
    ['report_people_day', 'shipment_measure', 'day, partner_id, courier_id'],
    ['report_month', 'shipment_measure', 'month, partner_id, courier_id, zone'],
    ['report_exception_day', 'exception_measure', 'day, zone'],
    ['report_exception_month', 'exception_measure', 'month, partner_id, courier_id, zone'],
    ['report_exception_type_month', 'exception_measure', 'month, zone, type, step'],
  ] as const) {
    const { rows: columns } = await raw.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND atttypid = 'bigint'::regtype`,
      [sums],
    )
    const list = columns.map(({ name }) => `sum(${name})::bigint AS ${name}`).join(', ')
    const grouped = (table: string) => `SELECT ${by}, ${list} FROM ${table} GROUP BY ${by}`
    // A group that everything has left stays as a row of noughts.
    const first = columns[0]?.name
    const kept = `SELECT * FROM (${grouped(sums)}) s WHERE ${first} <> 0`
    const { rows } = await raw.query(`(${kept} EXCEPT ${grouped(facts)}) UNION ALL (${grouped(facts)} EXCEPT ${kept})`)
    expect(rows, sums).toEqual([])
  }
  const { rows } = await raw.query<{ facts: number; marks: number }>(
    `SELECT (SELECT count(*)::int FROM shipment_fact) AS facts, (SELECT count(*)::int FROM report_mark) AS marks`,
  )
  expect(rows).toEqual([{ facts: lives.length, marks: 0 }])
})
