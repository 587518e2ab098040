import { request } from 'node:http'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes } from '#api/routes/all.ts'
import type { ApiKeyService } from '#api/services/api-keys.ts'
import type { Services } from '#api/services/contract.ts'
import { type Answer, booking, type Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { photo } from './support/photo.ts'

const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
})

/** The problem of an answer: every refusal must be one, and tell nothing of our insides. */
function problemOf(answer: Answer) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.text).not.toMatch(/node_modules|\/api\/|SELECT|slonik|at Object/)
  const problem = problemSchema.parse(answer.body)
  expect(problem.status).toBe(answer.status)
  return { status: problem.status, code: problem.code, pointers: problem.errors?.map(({ pointer }) => pointer) ?? [] }
}

const nothing: unknown = new Proxy({}, { get: () => ({}) })
const routes = allRoutes(nothing as Services, nothing as ApiKeyService)

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

const key = () => ({ 'idempotency-key': uuidv7() })
const json = { 'content-type': 'application/json' }

async function rows(table: string): Promise<number> {
  const { rows: found } = await company.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
  return found[0]?.n ?? 0
}

describe('what cannot be read', () => {
  const bodies: [name: string, raw: BodyInit, headers: Record<string, string>, status: number, code: string][] = [
    ['broken JSON', '{"a":', json, 400, 'malformed'],
    ['no JSON at all', 'hello', json, 400, 'malformed'],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), json, 400, 'malformed'],
    ['another content type', 'a=b', { 'content-type': 'text/plain' }, 415, 'unsupported_type'],
    ['another charset', '{}', { 'content-type': 'application/json; charset=utf-16' }, 415, 'unsupported_type'],
    ['no content type', new Uint8Array([0x7b, 0x7d]), {}, 415, 'unsupported_type'],
    ['300 kB', JSON.stringify({ a: 'x'.repeat(300_000) }), json, 413, 'too_large'],
    ['an encoding we do not know', '{}', { ...json, 'content-encoding': 'zstd9' }, 415, 'unsupported_type'],
  ]
  test.each(bodies)('%s', async (...[, raw, headers, status, code]) => {
    for (const route of routes.filter(({ body }) => body)) {
      const path = route.path.replaceAll(/\{\w+\}/g, uuidv7())
      const answer = await customer.call(route.method.toUpperCase(), path, { raw, headers: { ...headers, ...key() } })
      expect(problemOf(answer), `${route.method} ${path}`).toMatchObject({ status, code })
    }
  })

  test('a method that a path does not have is told which ones it has', async () => {
    for (const path of new Set(routes.map((route) => route.path))) {
      const answer = await customer.call('PROPFIND', path.replaceAll(/\{\w+\}/g, 'x'))
      expect(problemOf(answer)).toMatchObject({ status: 405, code: 'method_not_allowed' })
      const allowed = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase())
      expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(allowed.toSorted())
    }
    expect((await customer.call('DELETE', '/api/health/live')).headers.get('allow')).toBe('GET')
  })

  test('an address that cannot be decoded, and a path that leads nowhere', async () => {
    expect(problemOf(await customer.get('/shipments/%E0%A4%A'))).toMatchObject({ status: 400, code: 'malformed' })
    expect(problemOf(await customer.get('/no-such-thing'))).toMatchObject({ status: 404, code: 'not_found' })
    expect(problemOf(await customer.call('GET', '/api/nothing'))).toMatchObject({ status: 404 })
  })

  test('a host that is not ours is refused before anything is routed', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const asked = request(`${company.url}/api/health/live`, { headers: { host: 'evil.example' } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      asked.on('error', reject).end()
    })
    expect(status).toBe(421)
  })
})

describe('what the schema refuses', () => {
  test('all faults of a booking at once, each with its pointer, and nothing is written', async () => {
    const before = await rows('booking')
    const bad = {
      ...booking(),
      serviceLevel: 7,
      price: 1,
      sender: { ...booking().sender, country: 'Germany', role: 'admin' },
      parcels: [{ weightGrams: -1 }, { weightGrams: 1.5 }],
      payment: { method: 'cash' },
    }
    const answer = await customer.call('POST', '/shipments', { json: bad, headers: key() })
    const { status, code, pointers } = problemOf(answer)
    expect({ status, code }).toEqual({ status: 422, code: 'invalid_input' })
    expect(pointers.toSorted()).toEqual([
      '/parcels/0/weightGrams',
      '/parcels/1/weightGrams',
      '/payment/method',
      '/price',
      '/sender/country',
      '/sender/role',
      '/serviceLevel',
    ])
    expect(await rows('booking')).toBe(before)
  })

  const money = (amount: unknown, currency = 'EUR') => ({
    payment: { method: 'cod', codAmount: { amount, currency } },
  })
  const cases: [name: string, wish: object, pointer: string][] = [
    ['a NUL in a text', { reference: 'a\0b' }, '/reference'],
    ['half a surrogate pair', { reference: 'a\ud800b' }, '/reference'],
    ['a text that is too long', { reference: 'x'.repeat(81) }, '/reference'],
    ['no parcel', { parcels: [] }, '/parcels'],
    ['a hundred parcels', { parcels: Array.from({ length: 100 }, () => ({ weightGrams: 1 })) }, '/parcels'],
    ['an instant without a zone', window('2026-05-01T08:00:00', '2026-05-01T09:00:00Z'), '/windows/pickup/0'],
    ['a window that ends before it begins', window('2099-05-01T08:00:00Z', '2099-05-01T07:00:00Z'), '/windows/pickup'],
    ['a window in the past', window('2020-05-01T08:00:00Z', '2020-05-01T09:00:00Z'), '/windows/pickup'],
    ['a day that does not exist', window('2099-02-30T08:00:00Z', '2099-03-01T09:00:00Z'), '/windows/pickup/0'],
    ['negative money', money(-1), '/payment/codAmount/amount'],
    ['fractional cents', money(10.5), '/payment/codAmount/amount'],
    ['money beyond 2^53', money(2 ** 60), '/payment/codAmount/amount'],
    ['another currency', money(100, 'USD'), '/payment/codAmount/currency'],
    ['cash on delivery of nothing', { payment: { method: 'cod' } }, '/payment/codAmount'],
    ['a level that does not exist', { serviceLevel: 'teleport' }, '/serviceLevel'],
    ['somebody else as the customer', { customerId: uuidv7() }, '/customerId'],
    ['a partner that does not exist', { carriage: 'partner', partnerId: uuidv7() }, '/partnerId'],
    [
      'a position off the globe',
      { recipient: { ...booking().recipient, position: { lat: 91, lng: 0 } } },
      '/recipient/position/lat',
    ],
  ]
  test.each(cases)('a booking with %s', async (_name, wish, pointer) => {
    const answer = await customer.call('POST', '/shipments', { json: booking(wish), headers: key() })
    expect(problemOf(answer)).toMatchObject({ status: 422, code: 'invalid_input', pointers: [pointer] })
  })

  function window(from: string, to: string) {
    return { windows: { pickup: [from, to] } }
  }

  test('a booking without an Idempotency-Key', async () => {
    const answer = await customer.call('POST', '/shipments', { json: booking() })
    expect(problemOf(answer)).toMatchObject({ status: 422, pointers: ['/idempotencyKey'] })
  })

  test('queries of lists', async () => {
    const bad = [
      'limit=0',
      'limit=201',
      'limit=x',
      'status=flying',
      'status=',
      'overdue=yes',
      'sort=up',
      'other=1',
      'q=%00',
    ]
    for (const query of [...bad, 'limit=1&limit=2', 'from=yesterday']) {
      expect(problemOf(await customer.get(`/shipments?${query}`)), query).toMatchObject({ status: 422 })
    }
    for (const cursor of ['x', 'e30', Buffer.from('["newest","1"]').toString('base64url')]) {
      const answer = await customer.get(`/shipments?cursor=${cursor}`)
      expect(problemOf(answer)).toMatchObject({ status: 400, code: 'bad_cursor' })
    }
  })
})

describe('commands', () => {
  test('refusals of the schema, of the roles and of the lifecycle', async () => {
    const { id, seq } = await customer.book()
    const before = await rows('shipment_event')
    const wrong: [by: Caller, command: object, wanted: object][] = [
      [customer, { type: 'fly' }, { status: 422, pointers: ['/type'] }],
      [customer, { type: 'confirm_step', payload: { step: 'x' } }, { status: 422, pointers: ['/payload/step'] }],
      [customer, { type: 'confirm_step' }, { status: 422, pointers: ['/payload'] }],
      [
        customer,
        { type: 'add_note', payload: { text: 'x'.repeat(2_001) } },
        { status: 422, pointers: ['/payload/text'] },
      ],
      [customer, { type: 'add_note', payload: { text: 'x', by: 'me' } }, { status: 422, pointers: ['/payload/by'] }],
      [customer, { commandId: 'x', type: 'accept' }, { status: 422, pointers: ['/commandId'] }],
      [customer, { type: 'timer_due', payload: {} }, { status: 403, code: 'forbidden' }],
      [dispatcher, { type: 'payment_event', payload: {} }, { status: 403, code: 'forbidden' }],
      [dispatcher, { type: 'close' }, { status: 403, code: 'forbidden' }],
      [customer, { type: 'assign', payload: { courierIds: [uuidv7()] } }, { status: 403, code: 'forbidden' }],
      [customer, { type: 'dispute', payload: {} }, { status: 409, code: 'not_now' }],
      [customer, { type: 'verify_delivery' }, { status: 409, code: 'not_now' }],
      [
        customer,
        { type: 'confirm_step', payload: { step: 'ready' }, expectedSeq: seq + 7 },
        { status: 409, code: 'stale_view' },
      ],
      [
        dispatcher,
        { type: 'assign', payload: { courierIds: [uuidv7()] } },
        { status: 422, pointers: ['/payload/courierIds/0'] },
      ],
      [
        dispatcher,
        { type: 'raise', payload: { type: 'stale', reason: 'x' } },
        { status: 422, pointers: ['/payload/reason'] },
      ],
      [
        customer,
        { type: 'cancel', payload: { acceptedFee: { amount: 5, currency: 'EUR' } } },
        { status: 422, pointers: ['/payload/acceptedFee'] },
      ],
      [customer, { type: 'cancel', payload: { cause: 'K' } }, { status: 422, pointers: ['/payload/cause'] }],
      [courier, { type: 'add_note', payload: { text: 'x' } }, { status: 404, code: 'not_found' }],
    ]
    for (const [by, command, wanted] of wrong) {
      expect(problemOf(await by.give(id, command)), JSON.stringify(command)).toMatchObject(wanted)
    }
    expect(await rows('shipment_event')).toBe(before)
  })

  test('a refusal by the lifecycle says where the shipment is and what may be done', async () => {
    const { id } = await customer.book()
    const { body } = await customer.give(id, { type: 'verify_delivery' })
    expect(body).toMatchObject({ shipmentStatus: 'confirmed', allowedCommands: expect.arrayContaining(['cancel']) })
  })

  test('the same command again gives the same answer and one event', async () => {
    const { id } = await customer.book()
    const command = { commandId: uuidv7(), type: 'add_note', payload: { text: 'Ring twice', audience: 'everyone' } }
    const answers = [await customer.give(id, command), await customer.give(id, command)]
    const events = answers.map(
      ({ body }) => z.looseObject({ applied: z.literal(true), events: z.array(z.unknown()) }).parse(body).events,
    )
    expect(events[0]).toEqual(events[1])
    expect(events[0]).toHaveLength(1)
    const state = await customer.get(`/shipments/${id}/commands/${command.commandId}`)
    expect(state.body).toMatchObject({ state: 'applied', answer: { applied: true } })
    expect((await customer.get(`/shipments/${id}/commands/${uuidv7()}`)).body).toEqual({
      state: 'unknown',
      answer: null,
    })
  })

  test('texts of every kind are kept as they are', async () => {
    const { id } = await customer.book()
    const texts = [
      '\u202Eevil\u202C',
      '👩‍🚀 😀',
      'ﷺ Ω≈ç√',
      "'; DROP TABLE shipment; --",
      '<script>canary()</script>',
      '{{7*7}}',
    ]
    for (const text of texts) await customer.does(id, 'add_note', { text, audience: 'everyone' })
    const { body } = await customer.get(`/shipments/${id}/events`)
    const eventSchema = z.looseObject({ data: z.looseObject({ note: z.object({ text: z.string() }).optional() }) })
    const { items } = z.looseObject({ items: z.array(eventSchema) }).parse(body)
    expect(items.flatMap(({ data }) => data.note?.text ?? [])).toEqual(texts)
  })
})

describe('pictures', () => {
  test('is redrawn without what was hidden in it', async () => {
    const bytes = await photo()
    expect(Buffer.from(bytes).includes('canary-camera')).toBe(true)
    const { status, body } = await courier.upload(bytes)
    expect(status).toBe(201)
    const { id } = z.looseObject({ id: z.string() }).parse(body)
    const answer = await courier.get(`/proofs/${id}`)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.text).not.toContain('canary-camera')
    const { rows: stored } = await company.pool.query<{ bytes: Buffer }>('SELECT bytes FROM proof WHERE id = $1', [id])
    expect(stored[0]?.bytes.includes('canary-camera')).toBe(false)
  })

  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
  const jpegStart = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])
  test.each([
    ['a text', new TextEncoder().encode('hello'), 422],
    ['an SVG', svg, 422],
    ['a JPEG that ends too soon', jpegStart, 422],
    ['nothing', new Uint8Array(), 422],
    ['eleven megabytes', new Uint8Array(11 * 1024 * 1024), 413],
  ])('refuses %s', async (_name, bytes, status) => {
    const before = await rows('proof')
    expect(problemOf(await courier.upload(new Uint8Array(bytes)))).toMatchObject({ status })
    expect(await rows('proof')).toBe(before)
  })

  test('refuses another shipment, an unknown kind, a body that is no form, a form without a file', async () => {
    const { id } = await customer.book()
    const picture = await photo()
    expect(problemOf(await courier.upload(picture, { kind: 'photo', shipmentId: id }))).toMatchObject({ status: 404 })
    expect(problemOf(await courier.upload(picture, { kind: 'x-ray' }))).toMatchObject({
      status: 422,
      pointers: ['/kind'],
    })
    expect(problemOf(await courier.call('POST', '/proofs', { json: {} }))).toMatchObject({ status: 415 })
    const empty = new FormData()
    empty.set('kind', 'photo')
    expect(problemOf(await courier.call('POST', '/proofs', { raw: empty }))).toMatchObject({
      status: 422,
      pointers: ['/file'],
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const cut = await courier.call('POST', '/proofs', {
      raw: '--x\r\nContent-Disposition: form-data; name="file"',
      headers,
    })
    expect([400, 422]).toContain(problemOf(cut).status)
  })

  test('a command cannot use the picture of somebody else', async () => {
    const other = await company.as('courier2')
    const { body } = await other.upload(await photo())
    const { id: photoId } = z.looseObject({ id: z.string() }).parse(body)
    const { id } = await customer.book()
    await dispatcher.does(id, 'assign', { courierIds: [company.users.courier] })
    await courier.does(id, 'accept')
    const answer = await courier.give(id, { type: 'pick_up', payload: { photoIds: [photoId] } })
    expect(problemOf(answer)).toMatchObject({ status: 422, pointers: ['/payload/photoIds/0'] })
    const scan = await courier.give(id, { type: 'pick_up', payload: { scans: ['WB-NOT-MINE'] } })
    expect(problemOf(scan)).toMatchObject({ status: 422, pointers: ['/payload/scans/0'] })
  })
})
