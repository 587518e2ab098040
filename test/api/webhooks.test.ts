import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { problemOf } from './support/problem.ts'

let company: Company
let partner: Caller
let other: Caller
let admin: Caller
beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
  ;[partner, other, admin] = await Promise.all([company.as('partner'), company.as('partner2'), company.as('admin')])
})
afterAll(() => company[Symbol.asyncDispose]())

const endpointSchema = z.looseObject({ id: z.string(), partnerId: z.string(), secret: z.string().optional() })
const url = 'https://8.8.8.8/hook'

async function made(by: Caller, wish: object = {}) {
  const answer = await by.call('POST', '/webhook-endpoints', { json: { url, ...wish } })
  expect(answer.status, answer.text).toBe(201)
  return endpointSchema.parse(answer.body)
}

async function idsOf(by: Caller): Promise<string[]> {
  const page = z.looseObject({ items: z.array(endpointSchema) })
  return page.parse((await by.get('/webhook-endpoints?limit=200')).body).items.map(({ id }) => id)
}

test('the secret is shown when it is made and never again, and is not readable in the database', async () => {
  const endpoint = await made(partner, { description: 'Ours', kinds: ['shipment.delivered'] })
  expect(endpoint.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const { body, text } = await partner.get(`/webhook-endpoints/${endpoint.id}`)
  expect(body).toMatchObject({ url, description: 'Ours', kinds: ['shipment.delivered'], state: 'enabled', waiting: 0 })
  expect(text).not.toContain('whsec_')
  const { rows } = await company.pool.query('SELECT secret FROM webhook_endpoint WHERE id = $1', [endpoint.id])
  expect(rows[0].secret).not.toContain(endpoint.secret?.slice(6))
})

test('a new secret comes with the end of the old one', async () => {
  const { id, secret } = await made(partner)
  const { body } = await partner.call('POST', `/webhook-endpoints/${id}/rotate`)
  const rotated = z.looseObject({ secret: z.string(), oldSecretUntil: z.string() }).parse(body)
  expect(rotated.secret).not.toBe(secret)
  const hours = (Date.parse(rotated.oldSecretUntil) - Date.now()) / 3_600_000
  expect(hours).toBeCloseTo(24, 1)
})

test('another partner’s endpoint is unknown, whatever is asked of it; an admin may see and stop it', async () => {
  const { id } = await made(partner)
  expect(await idsOf(other)).not.toContain(id)
  expect(await idsOf(partner)).toContain(id)
  expect(await idsOf(admin)).toContain(id)
  const asks: [string, string, object?][] = [
    ['GET', ''],
    ['PATCH', '', { url }],
    ['DELETE', ''],
    ['POST', '/rotate'],
    ['POST', '/test'],
    ['POST', '/enable'],
    ['POST', '/disable'],
    ['POST', '/replay', { cursor: '0' }],
  ]
  for (const [method, path, json] of asks) {
    const answer = await other.call(method, `/webhook-endpoints/${id}${path}`, json ? { json } : {})
    expect(answer.status, `${method} ${path}`).toBe(404)
  }
  expect((await other.get(`/webhook-deliveries?endpointId=${id}`)).status).toBe(404)
  expect((await admin.call('POST', `/webhook-endpoints/${id}/disable`)).body).toMatchObject({
    state: 'disabled',
    disabledReason: 'by_person',
  })
})

test('an admin says for which partner an endpoint is; a partner can only say its own', async () => {
  const { partnerId } = await made(partner)
  expect(await made(admin, { partnerId })).toMatchObject({ partnerId })
  const wrong = await other.call('POST', '/webhook-endpoints', { json: { url, partnerId } })
  expect(problemOf(wrong).pointers[0]).toBe('/partnerId')
  const missing = await admin.call('POST', '/webhook-endpoints', { json: { url } })
  expect(problemOf(missing).pointers[0]).toBe('/partnerId')
})

test('a partner has at most ten endpoints, also when two ask at once', async () => {
  const had = (await idsOf(other)).length
  const asks = Array.from({ length: 12 - had }, () => other.call('POST', '/webhook-endpoints', { json: { url } }))
  const statuses = (await Promise.all(asks)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 201)).toHaveLength(10 - had)
  expect(statuses.filter((status) => status === 409)).toHaveLength(2)
  const [first] = await idsOf(other)
  expect((await other.call('DELETE', `/webhook-endpoints/${first}`)).status).toBe(204)
  await made(other)
})

test('an address that leads into a private network is refused, however it is written', async () => {
  const hosts = [
    ...['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '0.0.0.0', '10.1.2.3', '172.31.0.1', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '224.0.0.1', '[::1]', '[::]', '[fe80::1]', '[fd00::1]'],
    ...['[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', 'localhost', 'LOCALHOST'],
  ]
  const bad = hosts.map((host) => `https://${host}/hook`)
  for (const address of [...bad, 'http://8.8.8.8/', 'ftp://8.8.8.8/', 'nonsense', 'https://me:secret@8.8.8.8/']) {
    const answer = await partner.call('POST', '/webhook-endpoints', { json: { url: address } })
    expect(answer.status, address).toBe(422)
    expect(problemOf(answer).pointers[0], address).toBe('/url')
  }
  const { id } = await made(partner)
  const change = await partner.call('PATCH', `/webhook-endpoints/${id}`, { json: { url: 'https://10.0.0.1/' } })
  expect(change.status).toBe(422)
})

test('bad input names its field, and changes nothing', async () => {
  const { id } = await made(partner)
  const inputs: [string, object, string][] = [
    ['', { kinds: [] }, '/kinds'],
    ['', { kinds: ['shipment.nothing'] }, '/kinds/0'],
    ['', { kinds: ['shipment.booked', 'shipment.booked'] }, '/kinds'],
    ['', { state: 'disabled' }, '/state'],
    ['', {}, ''],
    ['/replay', {}, '/cursor'],
    ['/replay', { cursor: '1', since: '2026-01-01T00:00:00Z' }, '/cursor'],
    ['/replay', { cursor: 'last' }, '/cursor'],
  ]
  for (const [path, json, pointer] of inputs) {
    const answer = await partner.call(path === '' ? 'PATCH' : 'POST', `/webhook-endpoints/${id}${path}`, { json })
    expect(answer.status, JSON.stringify(json)).toBe(422)
    expect(problemOf(answer).pointers[0], JSON.stringify(json)).toBe(pointer)
  }
  expect((await partner.get('/webhook-deliveries?state=gone')).status).toBe(422)
  expect((await partner.get('/webhook-deliveries?cursor=nonsense')).status).toBe(400)
})

test('a test waits as a message; what is switched off cannot be tried; every change is written down', async () => {
  const { id } = await made(partner)
  expect((await partner.call('POST', `/webhook-endpoints/${id}/test`)).status).toBe(202)
  const { body } = await partner.get(`/webhook-deliveries?endpointId=${id}&state=waiting`)
  expect(body).toMatchObject({
    items: [{ kind: 'webhook.test', shipmentId: null, state: 'waiting', attempts: 0, log: [] }],
    nextCursor: null,
  })
  await partner.call('PATCH', `/webhook-endpoints/${id}`, { json: { kinds: null, description: 'Changed' } })
  await partner.call('POST', `/webhook-endpoints/${id}/disable`)
  expect((await partner.call('POST', `/webhook-endpoints/${id}/test`)).status).toBe(409)
  await partner.call('POST', `/webhook-endpoints/${id}/enable`)
  await partner.call('POST', `/webhook-endpoints/${id}/rotate`)
  await partner.call('POST', `/webhook-endpoints/${id}/replay`, { json: { cursor: '0' } })
  await partner.call('DELETE', `/webhook-endpoints/${id}`)
  const { rows } = await company.pool.query(
    "SELECT action, actor_name, before, after FROM audit WHERE subject_kind = 'webhook_endpoint' AND subject_id = $1 ORDER BY id",
    [id],
  )
  expect(rows.map(({ action }) => action.replace('webhook_endpoint.', ''))).toEqual([
    ...['created', 'changed', 'disabled', 'enabled', 'rotated', 'replayed', 'deleted'],
  ])
  expect(JSON.stringify(rows)).not.toContain('whsec_')
  expect((await partner.get(`/webhook-endpoints/${id}`)).status).toBe(404)
})

test('a person may stop one that we have switched off, so that nothing is kept for it any more', async () => {
  const { id } = await made(partner)
  await company.pool.query(
    "UPDATE webhook_endpoint SET state = 'disabled', disabled_reason = 'failing', disabled_at = now() WHERE id = $1",
    [id],
  )
  expect((await partner.call('POST', `/webhook-endpoints/${id}/disable`)).body).toMatchObject({
    disabledReason: 'by_person',
  })
  expect((await partner.call('POST', `/webhook-endpoints/${id}/enable`)).body).toMatchObject({
    state: 'enabled',
    disabledReason: null,
    disabledAt: null,
  })
})

test('a partner’s API key manages its endpoints with the scope for it, and not without', async () => {
  const { partnerId } = await made(partner)
  const keyWith = async (scopes: string[]) => {
    const json = { name: 'Machine', partnerId, scopes, expiresAt: '2099-01-01T00:00:00Z' }
    const { body } = await admin.call('POST', '/api-keys', { json })
    const { key } = z.looseObject({ key: z.string() }).parse(body)
    const anybody = await company.anybody()
    return await anybody.call('GET', '/webhook-endpoints', { headers: { authorization: `Bearer ${key}` } })
  }
  expect((await keyWith(['webhooks.write'])).status).toBe(200)
  expect((await keyWith(['shipments.book'])).status).toBe(403)
})
