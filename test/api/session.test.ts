import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
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
