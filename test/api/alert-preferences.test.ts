import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defaultAlertPreferences } from '#domain/alerts.ts'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { problemOf } from './support/problem.ts'

let company: Company
let dispatcher: Caller
let supervisor: Caller

beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
  ;[dispatcher, supervisor] = await Promise.all([company.as('dispatcher'), company.as('supervisor')])
})
beforeEach(async () => {
  await company.pool.query('TRUNCATE alert_preference')
})
afterAll(() => company[Symbol.asyncDispose]())

const put = (json: object) => dispatcher.call('PUT', '/alerts/preferences', { json })

const good = {
  email: true,
  sms: true,
  webhook: true,
  phone: '+4930123456',
  webhookUrl: 'https://hooks.example.org/waybill',
  sound: true,
  quietFrom: '22:30',
  quietTo: '06:00',
  zone: 'America/New_York',
  muted: [{ type: 'stale', until: '2099-05-01T08:00:00Z' }],
}

test('somebody who has chosen nothing has mail, no sound, and the night off; what is chosen is kept', async () => {
  expect((await dispatcher.get('/alerts/preferences')).body).toEqual(defaultAlertPreferences)
  const { status, body } = await put(good)
  expect({ status, body }).toEqual({ status: 200, body: good })
  expect((await dispatcher.get('/alerts/preferences')).body).toEqual(good)
  expect((await supervisor.get('/alerts/preferences')).body).toEqual(defaultAlertPreferences)
  const past = { type: 'unassigned', until: '2020-05-01T08:00:00Z' }
  expect((await put({ ...good, muted: [past, ...good.muted] })).body).toEqual(good)
})

test('what is wrong with preferences is told where it stands, and nothing is kept', async () => {
  const cases: [wrong: object, pointer: string][] = [
    [{ phone: '030 123456' }, '/phone'],
    [{ phone: '+0301234567' }, '/phone'],
    [{ phone: '+49301234567890123' }, '/phone'],
    [{ phone: null }, '/phone'],
    [{ webhookUrl: 'http://hooks.example.org/' }, '/webhookUrl'],
    [{ webhookUrl: 'https://user:secret@hooks.example.org/' }, '/webhookUrl'],
    [{ webhookUrl: 'javascript:alert(1)' }, '/webhookUrl'],
    [{ webhookUrl: `https://hooks.example.org/${'x'.repeat(500)}` }, '/webhookUrl'],
    [{ webhookUrl: null }, '/webhookUrl'],
    [{ quietFrom: '24:00' }, '/quietFrom'],
    [{ quietFrom: '9:00' }, '/quietFrom'],
    [{ quietFrom: null }, '/quietTo'],
    [{ quietTo: null }, '/quietTo'],
    [{ quietTo: '22:30' }, '/quietTo'],
    [{ zone: 'Mars/Olympus' }, '/zone'],
    [{ zone: '+01:00' }, '/zone'],
    [{ email: 'yes' }, '/email'],
    [{ muted: [{ type: 'boredom', until: '2099-05-01T08:00:00Z' }] }, '/muted/0/type'],
    [{ muted: [{ type: 'stale', until: 'tomorrow' }] }, '/muted/0/until'],
    [{ muted: [good.muted[0], good.muted[0]] }, '/muted'],
    [{ level3: false }, '/level3'],
  ]
  for (const [wrong, pointer] of cases) {
    const answer = await put({ ...good, ...wrong })
    expect(problemOf(answer), JSON.stringify(wrong)).toEqual({
      status: 422,
      code: 'invalid_input',
      pointers: [pointer],
    })
  }
  expect((await dispatcher.get('/alerts/preferences')).body).toEqual(defaultAlertPreferences)
})
