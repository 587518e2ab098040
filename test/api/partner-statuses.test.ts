import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { bookFor, minutesAgo } from './support/imports.ts'
import { type Crew, crewOf, levelFor, partnerIdOf } from './support/road.ts'

let company: Company
let crew: Crew
let partner: Caller
let partnerId: string
let wish: { serviceLevel: string }
beforeAll(async () => {
  company = await startCompany()
  crew = await crewOf(company)
  partner = await company.as('partner')
  partnerId = await partnerIdOf(partner)
  wish = { serviceLevel: await levelFor(crew.admin, 'calm') }
})
afterAll(() => company[Symbol.asyncDispose]())

const answerSchema = z.looseObject({
  import: z.looseObject({ id: z.string(), state: z.string(), source: z.string() }),
  items: z.array(z.looseObject({ outcome: z.string(), result: z.string().nullable(), reason: z.string().nullable() })),
})

const send = (json: unknown, key: string = randomUUID(), by: Caller = partner) =>
  by.call('POST', '/partner/statuses', { json, headers: { 'idempotency-key': key } })

/** What became of each status, as `outcome/result/reason`. */
async function told(json: unknown): Promise<string[]> {
  const answer = await send(json)
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return answerSchema.parse(answer.body).items.map(({ outcome, result, reason }) => `${outcome}/${result}/${reason}`)
}

test('one status moves its parcel at once, and a repeat under the same key gives the same answer', async () => {
  const [parcel] = await bookFor(partner, 1, wish)
  const status = { trackingNumber: parcel?.trackingNumber, status: 'picked_up', occurredAt: minutesAgo(0) }
  const key = randomUUID()
  const first = await send(status, key)
  expect(first).toMatchObject({ status: 200, body: { import: { state: 'done', source: 'api' } } })
  expect(answerSchema.parse(first.body).items).toMatchObject([{ outcome: 'new', result: 'applied' }])
  const { status: is, seq } = await crew.dispatcher.shipment(parcel?.id ?? '')
  expect(is).toBe('picked_up')
  expect((await send(status, key)).body).toEqual(first.body)
  expect(await send({ ...status, status: 'in_transit' }, key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency_conflict' },
  })
  expect((await crew.dispatcher.shipment(parcel?.id ?? '')).seq).toBe(seq)
})

test('many statuses are answered one by one, in their order', async () => {
  const [one, two] = await bookFor(partner, 2, wish)
  const [foreign] = await bookFor(await company.as('partner2'), 1, wish)
  const late = new Date(Date.now() + 6 * 60_000).toISOString()
  const at = minutesAgo(0)
  const statuses = [
    { trackingNumber: one?.trackingNumber, status: 'picked_up', occurredAt: at, eventId: 'e-1' },
    { trackingNumber: one?.trackingNumber, status: 'picked_up', occurredAt: minutesAgo(-1), eventId: 'e-1' },
    { trackingNumber: two?.trackingNumber, status: 'delivered', occurredAt: at },
    { trackingNumber: two?.trackingNumber, status: 'in_transit', occurredAt: late },
    { trackingNumber: foreign?.trackingNumber, status: 'in_transit', occurredAt: at },
    { trackingNumber: 'WBNOWHERE', status: 'in_transit', occurredAt: at },
  ]
  expect(await told(statuses)).toEqual([
    'new/applied/null',
    'unchanged/null/repeated',
    'new/in_review/no_evidence',
    'bad/null/future',
    'unknown_parcel/null/unknown',
    'unknown_parcel/null/unknown',
  ])
})

test('a parcel is found by the customer’s number where only one has it', async () => {
  const [one] = await bookFor(partner, 1, { ...wish, reference: 'Order 17-a' })
  await bookFor(partner, 2, { ...wish, reference: 'Order 18' })
  expect(await told({ reference: 'order 17-A', status: 'picked_up', occurredAt: minutesAgo(0) })).toEqual([
    'new/applied/null',
  ])
  expect(await crew.dispatcher.shipment(one?.id ?? '')).toMatchObject({ status: 'picked_up' })
  expect(await told({ reference: 'Order 18', status: 'picked_up' })).toEqual(['unknown_parcel/null/unknown'])
})

test('words are read by the partner’s mapping; what it reads in two ways is looked at by somebody', async () => {
  const rules = [
    { match: { code: 'PU' }, effect: { status: 'picked_up' } },
    { match: { code: 'XX', text: 'a' }, effect: { status: 'in_transit' } },
    { match: { code: 'XX', reason: 'b' }, effect: { status: 'in_transit' } },
    { match: { regex: 'twice' }, effect: { status: 'in_transit' } },
    { match: { regex: 'tw.ce' }, effect: { status: 'returning' } },
  ]
  const published = await crew.admin.call('PUT', `/mappings/${partnerId}`, { json: { rules } })
  expect(published.status).toBe(200)
  const [one, two, three] = await bookFor(partner, 3, wish)
  const occurredAt = minutesAgo(0)
  const statuses = [
    { trackingNumber: one?.trackingNumber, status: 'pu', occurredAt },
    { trackingNumber: two?.trackingNumber, status: 'twice', occurredAt },
    { trackingNumber: three?.trackingNumber, status: 'picked_up', occurredAt },
  ]
  expect(await told(statuses)).toEqual([
    'new/applied/null',
    'ambiguous/in_review/ambiguous',
    'unmapped/in_review/unmapped',
  ])
})

test('statuses that cannot be read are refused as a whole, each fault by its place', async () => {
  const good = { trackingNumber: 'WB1', status: 'in_transit' }
  const bad: [unknown, string][] = [
    [[], ''],
    [Array.from({ length: 1_001 }, () => good), ''],
    [[good, { ...good, place: 7 }], '/1/place'],
    [[good, { ...good, price: 7 }], '/1/price'],
    [{ status: 'in_transit' }, '/trackingNumber'],
    [{ ...good, reference: 'both' }, '/trackingNumber'],
    [{ ...good, occurredAt: 'yesterday' }, '/occurredAt'],
    [{ ...good, status: 'a\0b' }, '/status'],
  ]
  for (const [json, pointer] of bad) {
    const answer = await send(json)
    expect(answer.status, pointer).toBe(422)
    expect(JSON.stringify(answer.body)).toContain(`"pointer":"${pointer}"`)
  }
  expect((await partner.call('POST', '/partner/statuses', { json: good })).status).toBe(422)
  expect((await send(good, 'k', crew.dispatcher)).status).toBe(403)
  expect((await send(good, 'k', crew.admin)).status).toBe(422)
})

test('a key of the partner’s own system may report, within its scopes', async () => {
  const keyFor = async (scopes: string[]) => {
    const json = { name: 'Depot', partnerId, scopes, expiresAt: '2099-01-01T00:00:00Z' }
    return z.looseObject({ key: z.string() }).parse((await crew.admin.call('POST', '/api-keys', { json })).body).key
  }
  const report = async (key: string) =>
    (await company.anybody()).call('POST', '/partner/statuses', {
      json: { trackingNumber: 'WBNOWHERE', status: 'in_transit' },
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() },
    })
  expect(await report(await keyFor(['imports.read', 'imports.write']))).toMatchObject({ status: 200 })
  expect(await report(await keyFor(['shipments.book']))).toMatchObject({ status: 403 })
})
