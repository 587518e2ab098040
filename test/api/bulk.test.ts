import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { type Crew, crewOf, levelFor } from './support/road.ts'

let company: Company
let crew: Crew
let serviceLevel: string
beforeAll(async () => {
  company = await startCompany()
  crew = await crewOf(company)
  serviceLevel = await levelFor(crew.admin, 'calm')
})
afterAll(() => company[Symbol.asyncDispose]())

const jobSchema = z.looseObject({
  id: z.string(),
  state: z.string(),
  done: z.int(),
  total: z.int(),
  applied: z.int(),
  refused: z.int(),
  results: z.array(z.looseObject({ index: z.int(), state: z.string(), code: z.string().nullable() })).optional(),
  outcome: z.looseObject({}).optional(),
})

async function untilDone(by: Caller, id: string) {
  const giveUpAtMs = Date.now() + 40_000
  for (;;) {
    const job = jobSchema.parse((await by.get(`/jobs/${id}`)).body)
    if (job.state !== 'running') return job
    if (Date.now() > giveUpAtMs) throw new Error(`The job still runs: ${JSON.stringify(job).slice(0, 400)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function send(by: Caller, items: readonly object[]) {
  return await by.call('POST', '/commands/bulk', { json: { items } })
}

const note = (shipmentId: string) => ({
  shipmentId,
  commandId: uuidv7(),
  type: 'add_note',
  payload: { text: 'Storm is coming.' },
})

test('every row has its own answer: good ones are applied, the others say why not', async () => {
  const [one, two] = [await crew.customer.book({ serviceLevel }), await crew.customer.book({ serviceLevel })]
  const assign = (shipmentId: string) => ({
    shipmentId,
    commandId: uuidv7(),
    type: 'assign',
    payload: { courierIds: [company.users.courier] },
  })
  const items = [
    note(one.id),
    assign(one.id),
    // In order for each shipment: judged by what the row before it has done.
    { shipmentId: one.id, commandId: uuidv7(), type: 'unassign', payload: {} },
    note(uuidv7()),
    { shipmentId: 'no id', commandId: uuidv7(), type: 'add_note', payload: { text: 'x' } },
    { shipmentId: two.id, commandId: uuidv7(), type: 'fly', payload: {} },
    { shipmentId: two.id, commandId: uuidv7(), type: 'deliver', payload: {} },
    assign(two.id),
  ]
  const answer = await send(crew.dispatcher, items)
  expect(answer.status).toBe(202)
  expect(answer.headers.get('location')).toMatch(/^\/api\/v1\/jobs\//)
  const job = await untilDone(crew.dispatcher, jobSchema.parse(answer.body).id)
  expect(job).toMatchObject({ state: 'done', total: 8, done: 8, applied: 4, refused: 4 })
  expect(job.results?.map(({ code }) => code)).toEqual([
    null,
    null,
    null,
    'not_found',
    'not_found',
    'invalid_input',
    'not_now',
    null,
  ])
  expect(await crew.dispatcher.shipment(one.id)).toMatchObject({ status: 'confirmed' })
  expect(await crew.dispatcher.shipment(two.id)).toMatchObject({ status: 'assigned' })
  // The same file again changes nothing.
  const { seq } = await crew.dispatcher.shipment(one.id)
  const again = await send(crew.dispatcher, items.slice(0, 2))
  await untilDone(crew.dispatcher, jobSchema.parse(again.body).id)
  expect((await crew.dispatcher.shipment(one.id)).seq).toBe(seq)
})

test('one person’s shipments are nobody else’s to change in bulk, and neither is his job to see', async () => {
  const { id } = await crew.customer.book({ serviceLevel })
  const stranger = await company.as('stranger')
  const foreign = await send(stranger, [note(id)])
  const job = await untilDone(stranger, jobSchema.parse(foreign.body).id)
  expect(job).toMatchObject({ applied: 0, refused: 1, results: [{ code: 'not_found' }] })
  expect((await crew.dispatcher.get(`/jobs/${job.id}`)).status).toBe(404)
  expect((await crew.admin.get(`/jobs/${job.id}`)).status).toBe(200)
})

test('an empty bulk, one too many, and a job that has ended are refused', async () => {
  expect((await send(crew.dispatcher, [])).status).toBe(422)
  const many = Array.from({ length: 1_001 }, () => note(uuidv7()))
  expect(await send(crew.dispatcher, many)).toMatchObject({ status: 422 })
  const full = await send(crew.dispatcher, many.slice(0, 1_000))
  const job = await untilDone(crew.dispatcher, jobSchema.parse(full.body).id)
  expect(job).toMatchObject({ total: 1_000, refused: 1_000 })
  expect((await crew.dispatcher.call('POST', `/jobs/${job.id}/cancel`)).status).toBe(409)
})

test('a bulletin stops the clocks of its zone, and lifts by itself', async () => {
  await crew.admin.call('PUT', '/zones/harz', { json: { name: 'Harz', country: 'DE', postcodePrefixes: ['3870'] } })
  const there = { name: 'Rezeption', line1: 'Brockenstraße 1', city: 'Schierke', postcode: '38707', country: 'DE' }
  const shipments = await Promise.all(
    [1, 2, 3].map(() => crew.customer.book({ serviceLevel, recipient: { ...there, email: 'hut@example.org' } })),
  )
  const elsewhere = await crew.customer.book({ serviceLevel })
  const until = new Date(Date.now() + 3_000).toISOString()
  const wrong = [
    [{ zoneId: 'nowhere_at_all', kind: 'weather', until, text: 'Snow' }, 422],
    [{ zoneId: 'harz', kind: 'weather', until: new Date(Date.now() - 1).toISOString(), text: 'Snow' }, 422],
    [{ zoneId: 'harz', kind: 'party', until, text: 'Snow' }, 422],
  ] as const
  for (const [json, status] of wrong) {
    expect.soft((await crew.supervisor.call('POST', '/bulletins', { json })).status).toBe(status)
  }
  const json = { zoneId: 'harz', kind: 'weather', until, text: 'Snow on all roads.' }
  expect((await crew.dispatcher.call('POST', '/bulletins', { json })).status).toBe(403)
  const published = await crew.supervisor.call('POST', '/bulletins', { json })
  expect(published).toMatchObject({ status: 201, body: { zone: 'harz', shipments: 3 } })
  const isHeld = async (id: string) =>
    (await crew.dispatcher.get(`/shipments/${id}`)).text.includes('"reason":"bulletin"')
  for (const { id } of shipments) await expect.poll(() => isHeld(id)).toBe(true)
  expect(await isHeld(elsewhere.id)).toBe(false)
  const assigned = await crew.dispatcher.give(shipments[0]?.id ?? '', {
    type: 'assign',
    payload: { courierIds: [company.users.courier] },
  })
  expect(assigned).toMatchObject({ status: 409, body: { code: 'on_hold' } })
  for (const { id } of shipments) await expect.poll(() => isHeld(id), { timeout: 15_000 }).toBe(false)
  const list = await crew.dispatcher.get('/bulletins')
  expect(list.text).toMatch(/"endedAt":"2/)
}, 60_000)

test('an admin lets running shipments go on under a new version, and only then', async () => {
  const code = await levelFor(crew.admin, 'moved', { allowances: { assign: 'PT3H' } })
  const { id } = await crew.customer.book({ serviceLevel: code })
  await levelFor(crew.admin, code, { allowances: { assign: 'PT5H' } })
  const version = async () => {
    const { rows } = await company.pool.query(
      `SELECT (state #>> '{policy,version}')::int AS v FROM shipment WHERE id = $1`,
      [id],
    )
    return rows[0].v
  }
  expect(await version()).toBe(1)
  expect((await crew.dispatcher.call('POST', `/service-levels/${code}/reapply`)).status).toBe(403)
  const answer = await crew.admin.call('POST', `/service-levels/${code}/reapply`)
  await untilDone(crew.admin, jobSchema.parse(answer.body).id)
  expect(await version()).toBe(2)
  expect((await crew.admin.call('POST', `/service-levels/${code}/reapply`)).status).toBe(409)
})

test('a what-if replays the history: the same policy gives the real alerts, a stricter one gives more', async () => {
  const rules = { allowances: { assign: 'PT0.3S' }, slas: { unassigned: 'PT1H' } }
  const code = await levelFor(crew.admin, 'tried', rules)
  const booked = await Promise.all([1, 2, 3, 4].map(() => crew.customer.book({ serviceLevel: code })))
  for (const { id } of booked) {
    await expect.poll(async () => (await crew.dispatcher.shipment(id)).exceptions.length).toBe(1)
  }
  const ask = async (draft: object) => {
    const json = { code, days: 1, draft: { name: 'Draft', ...draft } }
    const answer = await crew.admin.call('POST', '/policies/what-if', { json })
    const job = await untilDone(crew.admin, jobSchema.parse(answer.body).id)
    return z.looseObject({ shipments: z.int(), now: z.looseObject({}), draft: z.looseObject({}) }).parse(job.outcome)
  }
  const calm = { choose: 'P1D', pay: 'P1D', accept: 'P1D', start: 'P1D', promise: 'P9D' }
  const same = await ask({ ...rules, allowances: { ...calm, ...rules.allowances } })
  expect(same).toMatchObject({ shipments: 4, now: { exceptions: 4, alerts: 4 } })
  expect(same.draft).toEqual(same.now)
  const strict = await ask({ slas: { unassigned: 'PT0.1S' }, allowances: { ...calm, ...rules.allowances } })
  expect(strict.draft).toMatchObject({ exceptions: 4, byLevel: { 4: expect.any(Number) } })
  const lax = await ask({ allowances: { ...calm, assign: 'P2D' } })
  expect(lax.draft).toMatchObject({ exceptions: 0, alerts: 0, peopleHours: 0 })
  const bad = await crew.admin.call('POST', '/policies/what-if', {
    json: { code, days: 1, draft: { name: 'x', ladder: [] } },
  })
  expect(bad).toMatchObject({ status: 422, body: { errors: [{ pointer: '/draft/ladder' }] } })
}, 60_000)

test('the stale report shows what its timers have raised, and gives it as CSV', async () => {
  const code = await levelFor(crew.admin, 'late', { allowances: { assign: 'PT0.3S' }, slas: { unassigned: 'P1D' } })
  const { id, trackingNumber } = await crew.customer.book({ serviceLevel: code, reference: '=cmd' })
  await expect.poll(async () => (await crew.dispatcher.shipment(id)).exceptions.length).toBe(1)
  const stale = await crew.dispatcher.get('/reports/stale?status=confirmed&limit=200')
  expect(stale.text).toContain(trackingNumber)
  expect((await crew.dispatcher.get('/reports/stale?status=delivered')).text).not.toContain(trackingNumber)
  expect((await crew.dispatcher.get('/reports/stale?olderThan=60')).text).not.toContain(trackingNumber)
  const csv = await crew.dispatcher.get('/reports/stale?format=csv')
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect(csv.text.split('\n')[0]).toMatch(/^trackingNumber,status/)
  expect(csv.text).toContain(trackingNumber)
  expect((await crew.customer.get('/reports/stale')).status).toBe(403)
})
