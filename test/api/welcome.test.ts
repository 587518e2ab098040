import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createAdminToken, createFirstAdminToken } from '#db/first-admin.ts'
import { caller } from './support/caller.ts'
import { type Company, emailOf, startCompany } from './support/company.ts'

let company: Company
beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
})
afterAll(() => company[Symbol.asyncDispose]())

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
