import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { booking, type Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'

let company: Company
let customer: Caller
let dispatcher: Caller
let courier: Caller
beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
  dispatcher = await company.as('dispatcher')
  courier = await company.as('courier')
})
afterAll(() => company[Symbol.asyncDispose]())

const loose = z.looseObject({})
const seenBy = async (caller: Caller, id: string) => loose.parse((await caller.get(`/shipments/${id}`)).body)

test('each viewer sees what is his to see', async () => {
  const { id } = await customer.book()
  await dispatcher.does(id, 'assign', { courierIds: [company.users.courier] })
  const [recipient, finance] = [await company.as('recipient'), await company.as('finance')]
  const views = {
    sender: await seenBy(customer, id),
    recipient: await seenBy(recipient, id),
    courier: await seenBy(courier, id),
    dispatcher: await seenBy(dispatcher, id),
    finance: await seenBy(finance, id),
  }
  const has = (field: string) => Object.entries(views).flatMap(([who, view]) => (field in view ? [who] : []))
  expect(has('pin')).toEqual(['sender', 'recipient'])
  expect(has('money')).toEqual(['sender', 'finance'])
  expect(has('offeredTo')).toEqual(['dispatcher'])
  expect(has('customerId')).toEqual(['dispatcher'])
  expect(has('cancellationFee')).toEqual(['sender', 'dispatcher'])
  expect(views.recipient).toMatchObject({ sender: expect.not.objectContaining({ email: expect.anything() }) })
  expect(views.courier).toMatchObject({ recipient: expect.not.objectContaining({ email: expect.anything() }) })
  expect(views.courier).toMatchObject({ allowedCommands: ['accept', 'decline', 'add_note'] })
  expect(views.finance).toMatchObject({ allowedCommands: [] })
  expect(views.dispatcher).toMatchObject({ offeredTo: [{ courierId: company.users.courier, name: 'Person courier' }] })
  const { body } = await customer.get(`/shipments/${id}/events`)
  const { items } = z.looseObject({ items: z.array(z.looseObject({ type: z.string() })) }).parse(body)
  expect(items.map(({ type }) => type)).toEqual(['booked', 'confirmed'])
})

test('notes are read by the audience they were written for', async () => {
  const { id } = await customer.book()
  await dispatcher.does(id, 'add_note', { text: 'staff canary', audience: 'staff' })
  await dispatcher.does(id, 'add_note', { text: 'for everyone', audience: 'everyone' })
  const texts = async (caller: Caller) => (await caller.get(`/shipments/${id}/events`)).text
  expect(await texts(customer)).not.toContain('staff canary')
  expect(await texts(customer)).toContain('for everyone')
  expect(await texts(dispatcher)).toContain('staff canary')
})

test('a quote is kept for its booking, and only for that', async () => {
  const { payment: _, ...asked } = booking({ serviceLevel: 'next_day', parcels: [{ weightGrams: 3_500 }] }) as Record<
    string,
    unknown
  >
  const answer = await customer.call('POST', '/quotes', { json: asked })
  const quote = z
    .looseObject({ id: z.string(), total: z.object({ amount: z.int(), currency: z.string() }) })
    .parse(answer.body)
  expect(quote.total).toEqual({ amount: 790 + 2 * 60, currency: 'EUR' })
  const book = (wish: object) =>
    customer.call('POST', '/shipments', { json: booking(wish), headers: { 'idempotency-key': uuidv7() } })
  const same = { serviceLevel: 'next_day', parcels: [{ weightGrams: 3_500 }], quoteId: quote.id }
  expect((await book(same)).body).toMatchObject({ money: { quoted: quote.total } })
  const others = [
    { ...same, parcels: [{ weightGrams: 9_000 }] },
    { ...same, quoteId: uuidv7() },
  ]
  for (const wish of others) expect((await book(wish)).body).toMatchObject({ code: 'quote_expired' })
  await company.pool.query("UPDATE quote SET expires_at = now() - interval '1 s'")
  expect((await book(same)).status).toBe(409)
})

test('a new version of a level is for later bookings only', async () => {
  const admin = await company.as('admin')
  const publish = (assign: string) =>
    admin.call('PUT', '/service-levels/trial', {
      json: { name: 'Trial', allowances: { assign, promise: 'PT10M' }, podPolicy: { photo: 'required' } },
    })
  expect((await publish('PT5M')).body).toMatchObject({ code: 'trial', version: 1, attempts: 2, ladder: [0, 1, 2, 4] })
  const { id } = await customer.book({ serviceLevel: 'trial' })
  expect((await publish('PT1M')).body).toMatchObject({ version: 2 })
  const { rows } = await company.pool.query(
    "SELECT state -> 'policy' ->> 'version' AS version FROM shipment WHERE id = $1",
    [id],
  )
  expect(rows).toEqual([{ version: '1' }])
  for (const bad of [
    { name: 'X', allowances: { assign: 'soon' } },
    { name: 'X', ladder: [0, 2, 1, 4] },
    { name: 'X', calendar: 'moon' },
    { name: 'X', slas: { nonsense: 'PT1H' } },
  ]) {
    expect((await admin.call('PUT', '/service-levels/trial', { json: bad })).status).toBe(422)
  }
})

test('an exception is found, taken and resolved through its list and its case', async () => {
  const { id } = await customer.book()
  await dispatcher.does(id, 'raise', { type: 'address_problem', reason: 'incomplete', note: 'House number?' })
  const list = await dispatcher.get(
    `/exceptions?type=address_problem&q=${(await dispatcher.shipment(id)).trackingNumber}`,
  )
  const { items } = z
    .looseObject({ items: z.array(z.looseObject({ id: z.string(), shipmentId: z.string() })) })
    .parse(list.body)
  expect(items).toMatchObject([
    { shipmentId: id, level: 1, state: 'open', owner: { kind: 'role', id: 'S', name: 'Sender' } },
  ])
  const exceptionId = items[0]?.id ?? ''
  await dispatcher.does(id, 'take', { exceptionId })
  const seen = await dispatcher.get(`/exceptions/${exceptionId}`)
  expect(seen.body).toMatchObject({
    exception: {
      owner: { kind: 'user', name: 'Person dispatcher' },
      actions: expect.arrayContaining(['dismiss', 'contact']),
    },
    ladder: [{ level: 1, isPast: true }, { level: 2, isPast: false }, { level: 3 }, { level: 4 }],
    next: expect.stringMatching(/^Next: level 2 tells dispatchers on duty .* unless resolved\.$/),
  })
  expect((await dispatcher.get('/exceptions?owner=me')).body).toMatchObject({ items: [{ id: exceptionId }] })
  await dispatcher.does(id, 'resolve', { exceptionId, action: 'dismiss', reason: 'It is complete' })
  expect((await dispatcher.get(`/exceptions/${exceptionId}`)).body).toMatchObject({
    exception: { state: 'resolved', resolution: 'dismiss' },
  })
  expect((await dispatcher.get('/exceptions?state=resolved')).body).toMatchObject({ items: [{ id: exceptionId }] })
  const { id: other } = await customer.book()
  await dispatcher.does(other, 'raise', { type: 'damaged_or_missing', reason: 'damaged' })
  expect((await dispatcher.get('/exceptions/summary')).body).toMatchObject({
    byType: expect.arrayContaining([{ type: 'damaged_or_missing', count: 1 }]),
  })
})

test('a courier sees his day: offers, open stops and what is done', async () => {
  const offered = await customer.book()
  await dispatcher.does(offered.id, 'assign', { courierIds: [company.users.courier2] })
  const own = await company.as('courier2')
  expect((await own.get('/courier/run')).body).toMatchObject({
    stops: [],
    offers: [{ shipmentId: offered.id, kind: 'pickup' }],
  })
  await own.does(offered.id, 'accept')
  expect((await own.get('/courier/run')).body).toMatchObject({
    offers: [],
    stops: [
      {
        kind: 'pickup',
        isDone: false,
        allowedCommands: expect.arrayContaining(['start']),
        place: { name: 'Buchhandlung am Kanal' },
      },
      { kind: 'dropoff', isDone: false, allowedCommands: [], place: { name: 'Ada Krüger' } },
    ],
  })
  expect((await own.get('/courier/run?date=2020-13-01')).status).toBe(422)
})

test('an admin reads the history of the workflow in words', async () => {
  const { id } = await customer.book({ payment: { method: 'card', paymentMethodId: 'pm_card_visa' } })
  const admin = await company.as('admin')
  const { body } = await admin.get(`/shipments/${id}/workflow`)
  expect(body).toMatchObject({ workflowId: `shipment-${id}`, status: 'running', state: { id } })
  const { events } = z
    .looseObject({ events: z.array(z.looseObject({ words: z.string(), group: z.string() })) })
    .parse(body)
  expect(events.map(({ words }) => words)).toEqual(
    expect.arrayContaining(['Command accepted: book', 'Written to PostgreSQL']),
  )
  expect(JSON.stringify(body)).not.toContain('Krüger')
})
