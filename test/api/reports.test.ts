import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openPool } from '#db/pool.ts'
import { foldReportFacts } from '#db/report-facts.ts'
import { type Life, livesUntil, renamed, writeLives } from '../db/support/report-lives.ts'
import { bookCommand, Story, t0 } from '../domain/builders.ts'
import type { Answer, Caller } from './support/caller.ts'
import { type Company, type Person, startCompany } from './support/company.ts'
import { problemOf } from './support/problem.ts'

let company: Company
const partners: string[] = []
const wide = 'from=2026-09-01&to=2026-11-30'
/** The end of summer time in Berlin: this day has twenty-five hours. */
const longDay = { from: '2026-10-25', to: '2026-10-25' }

const lineSchema = z.looseObject({
  key: z.string().nullable(),
  label: z.string(),
  values: z.record(z.string(), z.number().nullable()),
  previous: z.record(z.string(), z.number().nullable()).nullable(),
})
const reportSchema = z.looseObject({
  period: z.object({ from: z.string(), to: z.string() }),
  groupings: z.array(z.string()),
  rows: z.array(lineSchema),
  totals: z.array(lineSchema),
})
const parcelsSchema = z.object({
  items: z.array(z.looseObject({ shipmentId: z.string(), partnerName: z.string().nullable() })),
  nextCursor: z.string().nullable(),
})

function bookedAt(ms: number, n: number): Life {
  const story = new Story()
  story.run({ ...bookCommand(), occurredAtMs: ms, receivedAtMs: ms })
  const events = story.events.map((event) => ({ ...event, recordedAtMs: ms }))
  return renamed('long day', { events }, 5_000 + n)
}

beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
  const onError = () => undefined
  const pool = await openPool({
    databaseUrl: company.database.url,
    name: 'test',
    maxConnections: 2,
    statementTimeoutMs: 30_000,
    onError,
  })
  const { rows } = await company.pool.query<{ partner_id: string }>(
    'SELECT partner_id FROM app_user WHERE id = ANY ($1) ORDER BY id = $2',
    [[company.users.partner, company.users.partner2], company.users.partner2],
  )
  partners.push(...rows.map(({ partner_id }) => partner_id))
  const fold = async () => {
    while ((await foldReportFacts(pool, 500)) > 0);
  }
  const instants = ['2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z']
  const lives = [...livesUntil(t0, 60), ...instants.map((at, n) => bookedAt(Date.parse(at), n))]
  const couriers = [company.users.courier, company.users.courier2]
  await writeLives(company.pool, lives, { people: { partners: [...partners, null], couriers }, between: fold })
  await fold()
  await pool.end()
}, 60_000)

afterAll(() => company[Symbol.asyncDispose]())

function read(answer: Answer) {
  return reportSchema.parse(answer.body)
}

async function ask(person: Person, path: string): Promise<Answer> {
  return await (await company.as(person)).get(path)
}

function booked(answer: Answer): number {
  return read(answer).totals.reduce((sum, { values }) => sum + (values.shipments ?? 0), 0)
}

test('the gallery shows each role what it may read: costs to finance alone, and to partners what fits them', async () => {
  const codesOf = async (person: Person) => {
    const { items } = z
      .object({ items: z.array(z.looseObject({ code: z.string() })) })
      .parse((await ask(person, '/reports')).body)
    return items.map(({ code }) => code)
  }
  expect(await codesOf('finance')).toContain('cost')
  expect(await codesOf('dispatcher')).not.toContain('cost')
  expect(await codesOf('partner')).toEqual(['on-time', 'attempts', 'outcomes', 'exceptions', 'ageing'])
  expect((await ask('courier', '/reports')).status).toBe(403)
  expect((await ask('customer', '/reports/on-time')).status).toBe(403)
  expect((await ask('dispatcher', '/reports/cost')).status).toBe(403)
  expect((await ask('partner', '/reports/dwell')).status).toBe(403)
  expect((await ask('finance', '/reports/nothing')).status).toBe(404)
})

test('a partner gets the figures of its own parcels, whichever partner is asked for', async () => {
  const [own, other] = partners
  const all = await ask('dispatcher', `/reports/outcomes?${wide}&groupBy=partner`)
  const share = (id: string | undefined) => read(all).rows.find(({ key }) => key === id)?.values.shipments ?? 0
  expect(share(own)).toBeGreaterThan(0)
  expect(booked(await ask('partner', `/reports/outcomes?${wide}`))).toBe(share(own))
  expect(booked(await ask('partner', `/reports/outcomes?${wide}&partnerId=${other}`))).toBe(share(own))
  expect(booked(await ask('partner2', `/reports/outcomes?${wide}`))).toBe(share(other))
  const { groupings } = read(await ask('partner', `/reports/outcomes?${wide}`))
  expect(groupings).not.toContain('courier')
  for (const query of ['groupBy=courier', 'groupBy=partner', `courierId=${company.users.courier}`])
    expect((await ask('partner', `/reports/outcomes?${wide}&${query}`)).status, query).toBe(422)
  const parcels = parcelsSchema.parse((await ask('partner', `/reports/outcomes/parcels?${wide}&limit=200`)).body)
  expect(parcels.items).toHaveLength(share(own))
  expect(new Set(parcels.items.map(({ partnerName, courierName }) => `${partnerName} ${courierName}`)).size).toBe(1)
})

test('filters narrow, and what they leave out is nobody’s', async () => {
  const whole = booked(await ask('admin', `/reports/on-time?${wide}`))
  const parts = await Promise.all(
    ['zone=berlin', 'zone=hamburg', `courierId=${company.users.courier}`, `courierId=${company.users.courier2}`].map(
      async (query) => booked(await ask('admin', `/reports/on-time?${wide}&${query}`)),
    ),
  )
  expect(parts.every((part) => part > 0 && part < whole)).toBe(true)
  expect((parts[2] ?? 0) + (parts[3] ?? 0)).toBe(whole)
  expect(booked(await ask('admin', `/reports/on-time?${wide}&level=plain`))).toBe(whole)
  expect(booked(await ask('admin', `/reports/on-time?${wide}&level=express`))).toBe(0)
  expect(booked(await ask('admin', `/reports/on-time?${wide}&partnerId=${uuidv7()}`))).toBe(0)
})

test('a day is the company’s: the one on which summer time ends has twenty-five hours', async () => {
  const days = read(await ask('admin', '/reports/on-time?from=2026-10-24&to=2026-10-26&groupBy=day')).rows
  const plain = read(await ask('admin', `/reports/on-time?from=2026-10-24&to=2026-10-26&level=plain`)).totals
  expect(days.map(({ key }) => key)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'])
  const { rows } = await company.pool.query<{ day: string; shipments: number }>(
    `SELECT day::text, count(*)::int AS shipments FROM shipment_fact
     WHERE booked_at >= '2026-10-24T22:00:00Z' AND booked_at < '2026-10-25T23:00:00Z' GROUP BY 1`,
  )
  expect(rows).toEqual([{ day: longDay.from, shipments: days[1]?.values.shipments }])
  expect(rows[0]?.shipments).toBeGreaterThanOrEqual(2)
  expect(plain[0]?.values.shipments).toBe(days.reduce((sum, { values }) => sum + (values.shipments ?? 0), 0))
})

test('an empty month is a month of noughts, not a fault', async () => {
  const view = read(await ask('finance', '/reports/cost?from=2025-02-01&to=2025-02-28&groupBy=day'))
  expect(view.rows).toHaveLength(28)
  expect(view.totals).toMatchObject([{ values: { shipments: 0, cost: 0, cost_each: null } }])
  const { items } = parcelsSchema.parse(
    (await ask('finance', '/reports/cost/parcels?from=2025-02-01&to=2025-02-28')).body,
  )
  expect(items).toEqual([])
  for (const format of ['csv', 'xlsx', 'pdf'])
    expect((await ask('finance', `/reports/cost?from=2025-02-01&to=2025-02-28&format=${format}`)).status).toBe(200)
})

test('the period before stands beside the one that is asked for', async () => {
  const now = read(await ask('admin', '/reports/on-time?from=2026-11-01&to=2026-11-15&groupBy=week&compare=previous'))
  const before = read(await ask('admin', '/reports/on-time?from=2026-10-17&to=2026-10-31&groupBy=week'))
  expect(now.totals[0]?.previous).toEqual(before.totals[0]?.values)
  expect(now.rows[0]?.previous).toEqual(before.rows[0]?.values)
})

test('periods and words that cannot be are refused by the field that is wrong', async () => {
  for (const [query, pointer] of [
    ['from=2026-11-02&to=2026-11-01', '/to'],
    ['from=2025-11-01&to=2026-11-02', '/to'],
    ['from=2026-02-30', '/from'],
    ['groupBy=colour', '/groupBy'],
    ['groupBy=type', '/groupBy'],
    ['partnerId=x', '/partnerId'],
    ['compare=next', '/compare'],
    ['format=doc', '/format'],
  ] as const) {
    const answer = await ask('admin', `/reports/on-time?${query}`)
    expect(answer.status, query).toBe(422)
    expect(problemOf(answer).pointers, query).toContain(pointer)
  }
  expect((await ask('admin', '/reports/on-time?from=2025-11-01&to=2026-11-01')).status).toBe(200)
})

test('the parcels behind a figure are as many as it says, page by page', async () => {
  const view = read(await ask('dispatcher', `/reports/attempts?${wide}&groupBy=zone`))
  const admin = await company.as('admin')
  for (const { key, values } of view.rows) {
    const seen = await pagesOf(
      admin,
      `/reports/attempts/parcels?${wide}&groupBy=zone&key=${key ?? ''}&figure=first_tries`,
    )
    expect(seen.size, `${key}`).toBe(values.first_tries)
  }
  const raised = read(await ask('dispatcher', `/reports/exceptions?${wide}&groupBy=type`)).rows
  const stale = raised.find(({ key }) => key === 'unassigned')
  const found = await pagesOf(admin, `/reports/exceptions/parcels?${wide}&groupBy=type&key=unassigned`)
  expect(found.size).toBeGreaterThan(0)
  expect(found.size).toBeLessThanOrEqual(stale?.values.raised ?? 0)
  expect((await admin.get('/reports/attempts/parcels?figure=nothing')).status).toBe(422)
  expect((await admin.get('/reports/attempts/parcels?cursor=x')).status).toBe(400)
})

async function pagesOf(caller: Caller, path: string): Promise<Set<string>> {
  const seen = new Set<string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: z.output<typeof parcelsSchema> = parcelsSchema.parse(
      (await caller.get(`${path}&limit=5${cursor && `&cursor=${cursor}`}`)).body,
    )
    for (const { shipmentId } of page.items) seen.add(shipmentId)
    cursor = page.nextCursor
  }
  return seen
}

test('files say what the page says, under a name of their own', async () => {
  await company.pool.query(`UPDATE partner SET name = '=cmd|'' /C calc''!A0' WHERE id = $1`, [partners[0]])
  const path = `/reports/on-time?${wide}&groupBy=partner`
  const view = read(await ask('admin', path))
  const csv = await ask('admin', `${path}&format=csv`)
  expect(csv.headers.get('content-disposition')).toBe(
    'attachment; filename="waybill-on-time-2026-09-01-to-2026-11-30.csv"',
  )
  const rows: string[][] = parse(csv.text)
  expect(rows.slice(1).map(([, shipments]) => Number(shipments))).toEqual(
    [...view.rows, ...view.totals].map(({ values }) => values.shipments),
  )
  expect(rows.flat().filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([])
  expect(rows.flat()).toContain("'=cmd|' /C calc'!A0")
  const bytes = async (format: string) => {
    const url = `${company.url}/api/v1${path}&format=${format}`
    const headers = { authorization: `Bearer ${(await company.as('admin')).token()}` }
    return new Uint8Array(await (await fetch(url, { headers })).arrayBuffer())
  }
  expect(Object.keys(unzipSync(await bytes('xlsx')))).toContain('xl/worksheets/sheet1.xml')
  expect(
    Buffer.from(await bytes('pdf'))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('a view is kept for one person; the same name is the same view', async () => {
  const dispatcher = await company.as('dispatcher')
  const view = { report: 'on-time', name: 'Berlin', query: { groupBy: 'week', zone: 'berlin' } }
  const kept = await dispatcher.call('POST', '/report-views', { json: view })
  expect(kept.status).toBe(201)
  await dispatcher.call('POST', '/report-views', { json: { ...view, query: { zone: 'hamburg' } } })
  expect((await dispatcher.get('/report-views')).body).toMatchObject({
    items: [{ name: 'Berlin', query: { zone: 'hamburg' } }],
  })
  const { id } = z.looseObject({ id: z.string() }).parse(kept.body)
  const admin = await company.as('admin')
  expect((await admin.get('/report-views')).body).toMatchObject({ items: [] })
  expect((await admin.call('DELETE', `/report-views/${id}`)).status).toBe(404)
  expect((await dispatcher.call('DELETE', `/report-views/${id}`)).status).toBe(204)
  expect((await dispatcher.call('DELETE', `/report-views/${id}`)).status).toBe(404)
  const costs = { report: 'cost', name: 'Costs' }
  expect((await dispatcher.call('POST', '/report-views', { json: costs })).status).toBe(403)
})

test('a schedule goes to people of ours who may read the report, and to nobody else', async () => {
  const finance = await company.as('finance')
  const { users } = company
  const wish = { report: 'cost', rhythm: 'weekly', weekday: 1, at: '07:00', format: 'pdf', recipients: [users.finance] }
  const made = await finance.call('POST', '/report-schedules', { json: wish })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ zone: 'Europe/Berlin', weekday: 1, isMine: true, runs: [] })
  for (const recipient of [users.dispatcher, users.partner, users.customer, uuidv7()]) {
    const answer = await finance.call('POST', '/report-schedules', {
      json: { ...wish, recipients: [users.admin, recipient] },
    })
    expect(problemOf(answer).pointers).toEqual(['/recipients/1'])
  }
  const { id, nextAt } = z.looseObject({ id: z.string(), nextAt: z.string() }).parse(made.body)
  expect(new Date(nextAt).getTime()).toBeGreaterThan(Date.now())
  const dispatcher = await company.as('dispatcher')
  expect((await dispatcher.call('PATCH', `/report-schedules/${id}`, { json: { isActive: false } })).status).toBe(404)
  expect((await dispatcher.get('/report-schedules')).body).toMatchObject({ items: [] })
  const paused = await finance.call('PATCH', `/report-schedules/${id}`, { json: { isActive: false, at: '06:15' } })
  expect(paused.body).toMatchObject({ isActive: false, at: '06:15', nextAt: null })
  expect((await finance.call('PATCH', `/report-schedules/${id}`, { json: { zone: 'Mars/Olympus' } })).status).toBe(422)
  const open = await dispatcher.call('POST', '/report-schedules', {
    json: { ...wish, report: 'on-time', recipients: [users.dispatcher] },
  })
  const own = z.looseObject({ id: z.string() }).parse(open.body).id
  expect((await finance.call('DELETE', `/report-schedules/${own}`)).status).toBe(403)
  expect((await finance.call('DELETE', `/report-schedules/${id}`)).status).toBe(204)
  expect((await (await company.as('admin')).call('DELETE', `/report-schedules/${own}`)).status).toBe(204)
})
