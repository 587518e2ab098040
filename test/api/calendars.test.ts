import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { problemOf } from './support/problem.ts'

let company: Company
let admin: Caller
let dispatcher: Caller

beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
  ;[admin, dispatcher] = await Promise.all([company.as('admin'), company.as('dispatcher')])
})
afterAll(() => company[Symbol.asyncDispose]())

const depot = {
  name: 'Depot',
  zone: 'America/New_York',
  hours: { mon: [['07:00', '12:00']], sat: [['08:00', '24:00']] },
}
const put = (code: string, json: unknown) => admin.call('PUT', `/calendars/${code}`, { json })
const levelSchema = z.looseObject({ code: z.string(), version: z.int(), calendar: z.string() })

test('a company begins with its operations and its office, which keeps the national holidays', async () => {
  const { body } = await dispatcher.get('/calendars')
  expect(body).toMatchObject({
    items: [
      { code: 'office', version: 1, name: 'Office', zone: 'Europe/Berlin', hours: { fri: [['08:00', '18:00']] } },
      { code: 'ops', version: 1, hours: { mon: [['07:00', '22:00']], sun: [['07:00', '22:00']] }, holidays: [] },
    ],
    nextCursor: null,
  })
  const office = (await dispatcher.get('/calendars/office')).body
  const { hours, holidays } = z
    .looseObject({ hours: z.record(z.string(), z.unknown()), holidays: z.array(z.looseObject({ date: z.string() })) })
    .parse(office)
  expect(Object.keys(hours)).toEqual(['mon', 'tue', 'wed', 'thu', 'fri'])
  expect(holidays.map(({ date }) => date).filter((date) => date.startsWith('2027'))).toEqual(
    ['01-01', '03-26', '03-29', '05-01', '05-06', '05-17', '10-03', '12-25', '12-26'].map((day) => `2027-${day}`),
  )
})

test('the levels that come with a company count open hours, each as its second version', async () => {
  const { items } = z.looseObject({ items: z.array(levelSchema) }).parse((await dispatcher.get('/service-levels')).body)
  expect(items).toMatchObject(
    ['cross_border', 'economy', 'next_day', 'same_day'].map((code) => ({
      code,
      version: 2,
      calendar: 'default',
      ladders: {},
    })),
  )
  const { rows } = await company.pool.query(
    `SELECT count(*)::int AS n FROM service_level AS one JOIN service_level AS two USING (code)
     WHERE one.version = 1 AND two.version = 2 AND one.document - 'calendar' = two.document - 'calendar'`,
  )
  expect(rows).toEqual([{ n: 4 }])
})

test('a calendar is made, changed, and found again; who changed what is kept', async () => {
  const made = await put('depot', { ...depot, holidays: ['2026-11-26', { date: '2026-12-25', name: 'Christmas' }] })
  expect(made.status).toBe(200)
  const holidays = [{ date: '2026-11-26' }, { date: '2026-12-25', name: 'Christmas' }]
  expect(made.body).toMatchObject({ code: 'depot', version: 1, ...depot, holidays })
  expect((await dispatcher.get('/calendars/depot')).body).toEqual(made.body)

  expect((await put('depot', { ...depot, name: 'Depot, Brooklyn' })).body).toMatchObject({
    version: 2,
    name: 'Depot, Brooklyn',
    holidays: [],
  })
  const { rows } = await company.pool.query(
    `SELECT actor_name, action, before ->> 'version' AS before, before #>> '{document,name}' AS was,
       after #>> '{document,name}' AS is
     FROM audit WHERE subject_kind = 'calendar' AND subject_id = 'depot' ORDER BY id`,
  )
  expect(rows).toEqual([
    { actor_name: 'Person admin', action: 'calendar.changed', before: null, was: null, is: 'Depot' },
    { actor_name: 'Person admin', action: 'calendar.changed', before: '1', was: 'Depot', is: 'Depot, Brooklyn' },
  ])
})

test('two who change a calendar at once both get their own version', async () => {
  await put('shared', depot)
  const answers = await Promise.all(['One', 'Two', 'Three'].map((name) => put('shared', { ...depot, name })))
  const versions = answers.map(({ body }) => z.looseObject({ version: z.int() }).parse(body).version)
  expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4])
})

test('what is wrong with a calendar is told where it stands, and nothing is kept', async () => {
  const bad: [wrong: object, pointer: string][] = [
    [{ zone: 'Mars/Olympus' }, '/zone'],
    [{ name: '' }, '/name'],
    [{ hours: {} }, '/hours'],
    [{ hours: { mon: [['18:00', '08:00']] } }, '/hours/mon/0/1'],
    [{ hours: { mon: [['-1:00', '08:00']] } }, '/hours/mon/0/0'],
    [
      {
        hours: {
          ...depot.hours,
          tue: [
            ['08:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
      '/hours/tue/1',
    ],
    [{ hours: { ...depot.hours, funday: [] } }, '/hours/funday'],
    [{ holidays: ['2026-12-25', '2026-02-30'] }, '/holidays/1'],
    [{ holidays: [{ date: '2026-02-30' }] }, '/holidays/0/date'],
    [{ holidays: ['2026-12-25', '2026-12-25'] }, '/holidays/1'],
    [{ code: 'other' }, '/code'],
  ]
  for (const [wrong, pointer] of bad) {
    const answer = await put('refused', { ...depot, ...wrong })
    expect(problemOf(answer), JSON.stringify(wrong)).toEqual({
      status: 422,
      code: 'invalid_input',
      pointers: [pointer],
    })
  }
  expect((await put('refused', { ...depot, zone: 1, holidays: 'none' })).status).toBe(422)
  expect(problemOf(await admin.get('/calendars/refused'))).toMatchObject({ status: 404 })
})

test('the words of service levels are no calendars, and a code has the form of one', async () => {
  for (const code of ['always', 'default', 'Depot', 'a', '1st', 'x'.repeat(41)]) {
    expect(problemOf(await put(code, depot)), code).toMatchObject({ status: 422, pointers: ['/code'] })
  }
  for (const code of ['always', 'default', 'nowhere', 'No-Code']) {
    expect(problemOf(await dispatcher.get(`/calendars/${code}`)), code).toMatchObject({ status: 404 })
  }
})

test('only an admin changes calendars, and nobody from outside reads them', async () => {
  expect(problemOf(await dispatcher.call('PUT', '/calendars/depot', { json: depot }))).toMatchObject({ status: 403 })
  const courier = await company.as('courier')
  expect(problemOf(await courier.get('/calendars'))).toMatchObject({ status: 403 })
  expect(problemOf(await (await company.anybody()).get('/calendars'))).toMatchObject({ status: 401 })
})

test('a level names always, default or a calendar that there is', async () => {
  await put('known', depot)
  const publish = (calendar: string) =>
    admin.call('PUT', '/service-levels/trial', { json: { name: 'Trial', calendar } })
  for (const calendar of ['always', 'default', 'ops', 'known']) {
    expect((await publish(calendar)).body, calendar).toMatchObject({ calendar })
  }
  for (const calendar of ['moon', '', 'OPS']) {
    expect(problemOf(await publish(calendar)), calendar).toMatchObject({ status: 422, pointers: ['/calendar'] })
  }
})

test('a level keeps the ladders of single types, and tells what is wrong with one', async () => {
  const step = (after: number) => ({ after, who: ['dispatcher', 'supervisor'], channels: ['app', 'sms'] })
  const steps = [step(0), step(1), step(1.5), step(3)]
  const publish = (ladders: object) => admin.call('PUT', '/service-levels/laddered', { json: { name: 'L', ladders } })
  expect((await publish({ unassigned: steps })).body).toMatchObject({ ladders: { unassigned: steps } })
  expect((await dispatcher.get('/service-levels/laddered')).body).toMatchObject({ ladders: { unassigned: steps } })
  const bad: [ladders: object, pointer: string][] = [
    [{ unassigned: [] }, '/ladders/unassigned'],
    [{ unassigned: [step(0), step(2), step(1), step(3)] }, '/ladders/unassigned/2/after'],
    [{ stale: [{ ...step(0), after: -1 }, ...steps.slice(1)] }, '/ladders/stale/0/after'],
    [{ stale: [{ ...step(0), who: ['pope'] }, ...steps.slice(1)] }, '/ladders/stale/0/who/0'],
    [{ stale: [{ ...step(0), channels: [] }, ...steps.slice(1)] }, '/ladders/stale/0/channels'],
  ]
  for (const [ladders, pointer] of bad) {
    expect(problemOf(await publish(ladders))).toEqual({ status: 422, code: 'invalid_input', pointers: [pointer] })
  }
})
