import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createAdminToken, createFirstAdminToken } from '#db/first-admin.ts'
import { caller } from './support/caller.ts'
import { type Company, emailOf, password, startCompany } from './support/company.ts'

let company: Company
beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
})
afterAll(() => company[Symbol.asyncDispose]())

const signedInSchema = z.looseObject({ token: z.string(), expiresAt: z.iso.datetime() })

test('signing in gives a cookie that scripts cannot read, and the same token', async () => {
  const anybody = await company.anybody()
  const json = { email: emailOf('customer').toUpperCase(), password }
  const answer = await anybody.call('POST', '/session', { json })
  expect(answer.body).toMatchObject({
    user: { id: company.users.customer, name: 'Person customer', roles: ['customer'] },
  })
  const { token } = signedInSchema.parse(answer.body)
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(new RegExp(`^waybill=${token}; Path=/; Expires=.*; HttpOnly; SameSite=Lax$`))
  const headers = { cookie: `waybill=${token}` }
  expect((await anybody.call('GET', '/me', { headers })).body).toMatchObject({ id: company.users.customer })
  expect(
    (await anybody.call('DELETE', '/session', { headers: { ...headers, 'sec-fetch-site': 'same-origin' } })).status,
  ).toBe(204)
  expect((await anybody.call('GET', '/me', { headers })).status).toBe(401)
})

test('a wrong password, an unknown account and a disabled one are told alike', async () => {
  const anybody = await company.anybody()
  await company.pool.query('UPDATE app_user SET is_active = false WHERE id = $1', [company.users.partner2])
  const wrong = [
    { email: emailOf('supervisor'), password: 'not the password' },
    { email: 'nobody@waybill.example', password },
    { email: emailOf('partner2'), password },
  ]
  const answers = await Promise.all(wrong.map((json) => anybody.call('POST', '/session', { json })))
  for (const { status, body } of answers) {
    expect(status).toBe(401)
    expect({ ...Object(body), traceId: '' }).toEqual({ ...Object(answers[0]?.body), traceId: '' })
  }
})

test('the sixth wrong password in a minute has to wait, and so has the right one', async () => {
  const anybody = await company.anybody()
  const attempt = (word: string) =>
    anybody.call('POST', '/session', { json: { email: emailOf('stranger'), password: word } })
  for (let tries = 0; tries < 5; tries++) expect((await attempt('wrong word')).status).toBe(401)
  const refused = await attempt(password)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  await company.pool.query("DELETE FROM throttle WHERE key LIKE 'account:%'")
  expect((await attempt(password)).status).toBe(200)
})

test('an idle session and an old one end', async () => {
  const customer = await company.as('customer')
  await company.pool.query("UPDATE session SET seen_at = now() - interval '25 hours' WHERE user_id = $1", [
    company.users.customer,
  ])
  expect((await customer.get('/me')).status).toBe(401)
  const again = await company.as('customer')
  await company.pool.query('UPDATE session SET expires_at = now() WHERE user_id = $1', [company.users.customer])
  expect((await again.get('/me')).status).toBe(401)
})

test('tokens are kept as hashes only', async () => {
  const customer = await company.as('customer')
  const { rows } = await company.pool.query<{ all: string }>(
    'SELECT string_agg(token_hash::text, $1) AS all FROM session',
    [' '],
  )
  expect(rows[0]?.all).not.toContain(Buffer.from(customer.token()).toString('hex'))
})

test('changing the roles or switching somebody off ends his sessions', async () => {
  const [admin, courier, recipient] = [
    await company.as('admin'),
    await company.as('courier2'),
    await company.as('recipient'),
  ]
  const { courier2, recipient: recipientId } = company.users
  await admin.call('PATCH', `/users/${courier2}`, { json: { roles: ['courier', 'dispatcher'] } })
  expect((await courier.get('/me')).status).toBe(401)
  await admin.call('PATCH', `/users/${recipientId}`, { json: { isActive: false } })
  expect((await recipient.get('/me')).status).toBe(401)
  const { rows } = await company.pool.query('SELECT action, subject_id, before, after FROM audit ORDER BY id')
  expect(rows).toMatchObject([
    {
      action: 'user.changed',
      subject_id: courier2,
      before: { roles: ['courier'] },
      after: { roles: ['courier', 'dispatcher'] },
    },
    { action: 'user.changed', subject_id: recipientId, before: { isActive: true }, after: { isActive: false } },
  ])
  await expect(company.pool.query('DELETE FROM audit')).rejects.toThrow('append-only')
})

test('the last admin stays one', async () => {
  const admin = await company.as('admin')
  const answer = await admin.call('PATCH', `/users/${company.users.admin}`, { json: { isActive: false } })
  expect(answer.status).toBe(409)
})

test('an address belongs to one person', async () => {
  const admin = await company.as('admin')
  const json = { email: emailOf('courier'), name: 'Double', roles: ['customer'] }
  const answer = await admin.call('POST', '/users', { json })
  expect(answer.body).toMatchObject({ code: 'invalid_input', errors: [{ pointer: '/email', code: 'taken' }] })
})

test('an invitation sets the password once', async () => {
  const admin = await company.as('admin')
  const { body } = await admin.call('POST', '/users', {
    json: { email: 'new@waybill.example', name: 'New', roles: ['courier'] },
  })
  const { inviteUrl } = z.looseObject({ inviteUrl: z.string() }).parse(body)
  const token = new URL(inviteUrl).searchParams.get('token')
  const anybody = await company.anybody()
  const asked = Array.from({ length: 20 }, () =>
    anybody.call('POST', '/welcome', { json: { token, password: 'my own words' } }),
  )
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  const courier = await caller(company.url, { email: 'new@waybill.example', password: 'my own words' })
  expect((await courier.get('/me')).body).toMatchObject({ roles: ['courier'] })
})

test('the link of the first start makes an admin only while there is none', async () => {
  expect(await createFirstAdminToken(company.database.url)).toBeNull()
  await company.pool.query("UPDATE app_user SET is_active = false WHERE roles @> '{admin}'")
  const [older, token] = [
    await createFirstAdminToken(company.database.url),
    await createFirstAdminToken(company.database.url),
  ]
  const anybody = await company.anybody()
  const welcome = (json: object) => anybody.call('POST', '/welcome', { json: { password: 'my own words', ...json } })
  expect((await welcome({ token: older, name: 'A', email: 'a@b.example' })).status).toBe(401)
  expect((await welcome({ token })).body).toMatchObject({ errors: [{ pointer: '/name' }, { pointer: '/email' }] })
  const answer = await welcome({ token, name: 'Ada', email: 'ada@b.example' })
  expect(answer.body).toMatchObject({ user: { name: 'Ada', roles: ['admin'] } })
  await company.pool.query('UPDATE app_user SET is_active = true WHERE id = $1', [company.users.admin])
})

test('an operator can promote anybody', async () => {
  const token = await createAdminToken(company.database.url, emailOf('finance'))
  const anybody = await company.anybody()
  const answer = await anybody.call('POST', '/welcome', { json: { token, password: 'my own words' } })
  expect(answer.body).toMatchObject({ user: { roles: ['finance', 'admin'] } })
})

test('a key works within its scopes until it is revoked', async () => {
  const admin = await company.as('admin')
  const { rows } = await company.pool.query<{ id: string }>("SELECT id FROM partner WHERE name = 'partner'")
  const json = {
    name: 'Shop',
    partnerId: rows[0]?.id,
    scopes: ['service_levels.read'],
    expiresAt: '2099-01-01T00:00:00Z',
  }
  const { body } = await admin.call('POST', '/api-keys', { json })
  const key = z.looseObject({ id: z.string(), key: z.string().startsWith('wb_live_'), prefix: z.string() }).parse(body)
  const anybody = await company.anybody()
  const headers = { authorization: `Bearer ${key.key}` }
  expect((await anybody.call('GET', '/me', { headers })).body).toMatchObject({
    roles: ['partner'],
    permissions: ['service_levels.read'],
  })
  expect((await anybody.call('GET', '/service-levels', { headers })).status).toBe(200)
  expect((await anybody.call('POST', '/quotes', { headers, json: {} })).status).toBe(403)
  await admin.call('POST', `/api-keys/${key.id}/revoke`)
  expect((await anybody.call('GET', '/me', { headers })).status).toBe(401)
})

/** As a browser would send it; fetch hides some of these headers. */
function rawStatus(path: string, headers: Record<string, string>, method = 'POST'): Promise<number> {
  const { port } = new URL(company.url)
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', reject).end()
  })
}

test('a write that another site caused is refused on every route', async () => {
  const customer = await company.as('customer')
  const cookie = `waybill=${customer.token()}`
  const own = new URL(company.url).origin
  const foreign: Record<string, string>[] = [
    { cookie },
    { cookie, 'sec-fetch-site': 'cross-site' },
    { cookie, 'sec-fetch-site': 'same-site' },
    { cookie, 'sec-fetch-site': 'none' },
    { cookie, origin: 'null' },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: own.replace('http:', 'https:') },
    { cookie, origin: `${own}0` },
    { cookie, origin: own, 'sec-fetch-site': 'cross-site' },
    { cookie, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const path of ['/api/v1/session', '/api/v1/shipments', '/api/v1/quotes', '/anything']) {
    for (const headers of foreign)
      expect(await rawStatus(path, headers), `${path} ${JSON.stringify(headers)}`).toBe(403)
  }
  const fine: Record<string, string>[] = [{ cookie, origin: own }, { cookie, 'sec-fetch-site': 'same-origin' }, {}]
  for (const headers of fine) expect(await rawStatus('/api/v1/quotes', headers)).not.toBe(403)
  expect(await rawStatus('/api/v1/me', { cookie, 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(200)
})

test('every answer carries the headers that keep browsers safe', async () => {
  const anybody = await company.anybody()
  for (const path of ['/api/health/live', '/me', '/api/docs', '/api/nothing']) {
    const { headers } = await anybody.get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+'/)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('known and unknown accounts take about as long', async () => {
  const anybody = await company.anybody()
  const timed = async (email: string) => {
    const startedAtMs = performance.now()
    await anybody.call('POST', '/session', { json: { email, password: 'wrong words' } })
    return performance.now() - startedAtMs
  }
  const clear = () => company.pool.query('DELETE FROM throttle')
  const known: number[] = []
  const unknown: number[] = []
  for (let round = 0; round < 8; round++) {
    await clear()
    known.push(await timed(emailOf('dispatcher')))
    unknown.push(await timed('nobody@waybill.example'))
    await sleep(1)
  }
  const middle = (times: number[]) => times.toSorted((a, b) => a - b)[4] ?? 0
  // Both hash once: without that, the unknown one would be back in a tenth of the time.
  expect(middle(unknown)).toBeGreaterThan(middle(known) / 3)
})
