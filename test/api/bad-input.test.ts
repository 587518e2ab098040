import { request } from 'node:http'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '#api/routes/all.ts'
import type { ApiKeyService } from '#api/services/api-keys.ts'
import type { Services } from '#api/services/contract.ts'
import { booking, type Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { problemOf } from './support/problem.ts'

const nothing: unknown = new Proxy({}, { get: () => ({}) })
const routes = allRoutes(nothing as Services, nothing as ApiKeyService)

let company: Company
let customer: Caller

beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
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
