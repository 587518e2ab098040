import { io } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { noPost, openDesk } from '#test/activities/support/alert-desk.ts'
import { until } from '#test/support/world.ts'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { problemOf } from './support/problem.ts'

let company: Company
let desk: Awaited<ReturnType<typeof openDesk>>
let dispatcher: Caller
let supervisor: Caller
let courier: Caller

beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
  desk = await openDesk({ databaseUrl: company.database.url, smtpUrl: noPost })
  dispatcher = await company.as('dispatcher')
  supervisor = await company.as('supervisor')
  courier = await company.as('courier')
})
beforeEach(async () => {
  await desk.query('TRUNCATE alert, alert_preference, outbox CASCADE')
})
afterAll(async () => {
  await desk[Symbol.asyncDispose]()
  await company[Symbol.asyncDispose]()
})

const page = z.looseObject({
  items: z.array(
    z.looseObject({ id: z.string(), trackingNumber: z.string().nullable(), readAt: z.string().nullable() }),
  ),
  nextCursor: z.string().nullable(),
  unread: z.int(),
})
const listOf = async (caller: Caller, query = '') => page.parse((await caller.get(`/alerts${query}`)).body)
const read = (caller: Caller, json: object) => caller.call('POST', '/alerts/read', { json })

test('everybody reads what they were told, why, and by which ways', async () => {
  await desk.wish(company.users.supervisor)
  const { trackingNumber, exceptionId, shipmentId } = await desk.breach({ level: 3, type: 'stale', reason: 'no_scan' })
  await desk.work()
  const { items, unread } = await listOf(supervisor)
  expect(unread).toBe(1)
  expect(items).toMatchObject([
    {
      trackingNumber,
      exceptionId,
      shipmentId,
      type: 'stale',
      level: 3,
      words: 'No news of the parcel (no scan) was raised at level 3; you are told as a supervisor.',
      readAt: null,
      deliveries: [
        { channel: 'app', state: 'sent', failure: null },
        { channel: 'email', state: 'waiting', failure: 'the mail server does not take it' },
      ],
    },
  ])
})

test('nobody sees or marks what somebody else was told', async () => {
  await desk.breach({ owner: { kind: 'user', id: company.users.dispatcher } })
  await desk.breach({ owner: { kind: 'role', id: 'C' }, courierId: company.users.courier })
  await desk.work()
  const [own] = (await listOf(dispatcher)).items
  expect((await listOf(courier)).items).toHaveLength(1)
  expect((await listOf(supervisor)).items).toEqual([])
  expect((await listOf(await company.as('courier2'))).items).toEqual([])
  expect((await read(courier, { ids: [own?.id] })).body).toEqual({ unread: 1 })
  expect((await read(supervisor, {})).body).toEqual({ unread: 0 })
  expect((await listOf(dispatcher)).unread).toBe(1)
  for (const person of ['customer', 'partner'] as const) {
    const stranger = await company.as(person)
    for (const path of ['/alerts', '/alerts/preferences', '/alerts/undelivered'])
      expect(problemOf(await stranger.get(path)), `${person} ${path}`).toMatchObject({ status: 403 })
    expect(problemOf(await read(stranger, {}))).toMatchObject({ status: 403 })
  }
})

test('a list goes on page by page, the newest first, all or the unread or the others', async () => {
  for (let n = 0; n < 5; n++) await desk.breach({ owner: { kind: 'user', id: company.users.dispatcher } })
  await desk.work()
  const all = await listOf(dispatcher)
  const ids = all.items.map(({ id }) => Number(id))
  expect(ids).toEqual(ids.toSorted((a, b) => b - a))
  const first = await listOf(dispatcher, '?limit=2')
  const second = await listOf(dispatcher, `?limit=2&cursor=${first.nextCursor}`)
  const third = await listOf(dispatcher, `?limit=2&cursor=${second.nextCursor}`)
  expect([...first.items, ...second.items, ...third.items]).toEqual(all.items)
  expect(third.nextCursor).toBeNull()

  const some = ids.slice(1, 3).map(String)
  expect((await read(dispatcher, { ids: some })).body).toEqual({ unread: 3 })
  expect((await listOf(dispatcher, '?unread=false')).items.map(({ id }) => id)).toEqual(some)
  expect((await listOf(dispatcher, '?unread=true')).items).toHaveLength(3)
  expect((await read(dispatcher, {})).body).toEqual({ unread: 0 })
  const kept = (await listOf(dispatcher)).items.map(({ readAt }) => readAt)
  expect(kept.every(Boolean)).toBe(true)
  await read(dispatcher, {})
  expect((await listOf(dispatcher)).items.map(({ readAt }) => readAt)).toEqual(kept)
})

test('nonsense is refused', async () => {
  for (const json of [{ ids: [] }, { ids: ['x'] }, { ids: ['-1'] }, { ids: '1' }, { all: true }]) {
    expect(problemOf(await read(dispatcher, json)), JSON.stringify(json)).toMatchObject({ status: 422 })
  }
  for (const query of ['?limit=0', '?unread=maybe', '?user=x']) {
    expect(problemOf(await dispatcher.get(`/alerts${query}`)), query).toMatchObject({ status: 422 })
  }
  expect(problemOf(await dispatcher.get('/alerts?cursor=x'))).toMatchObject({ status: 400, code: 'bad_cursor' })
})

test('while the mail server is away supervisors and admins see who has not got what, one line a message', async () => {
  await desk.wish(company.users.supervisor)
  for (let n = 0; n < 7; n++) await desk.breach({ level: 3 })
  await desk.work()
  for (const person of ['supervisor', 'admin'] as const) {
    const { body } = await (await company.as(person)).get('/alerts/undelivered')
    expect(body).toMatchObject({
      items: [
        {
          person: 'Person supervisor',
          level: 3,
          words: expect.stringContaining('The same message tells of 6 more.'),
          deliveries: [{ channel: 'email', state: 'waiting', failure: 'the mail server does not take it' }],
        },
      ],
      nextCursor: null,
    })
  }
  for (const person of ['dispatcher', 'finance', 'courier'] as const) {
    expect(problemOf(await (await company.as(person)).get('/alerts/undelivered')), person).toMatchObject({
      status: 403,
    })
  }
  await desk.query('UPDATE alert_delivery SET attempts = 11, not_before = now()')
  await desk.work()
  const { text } = await supervisor.get('/alerts/undelivered')
  expect(text).toContain('"state":"failed"')
  expect(text).toContain('gave up: the mail server does not take it')
})

test('the metrics tell what waits and what failed', async () => {
  await desk.wish(company.users.dispatcher)
  await desk.wish(company.users.supervisor)
  await desk.breach({ level: 3 })
  await desk.breach({ level: 1 })
  await desk.work()
  await desk.query(`UPDATE alert_delivery SET state = 'failed' WHERE level = 3`)
  const { text } = await (await company.anybody()).get('/metrics')
  expect(text).toContain('waybill_alert_deliveries{state="failed"} 1')
  expect(text).toContain('waybill_alert_deliveries{state="waiting"} 2')
})

test('an open page hears that something is new for its own person, and nothing about it', async () => {
  const heard = new Map<string, unknown[]>()
  const sockets = [dispatcher, courier].map((caller, index) => {
    const socket = io(company.url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie: `waybill=${caller.token()}` },
    })
    heard.set(String(index), [])
    socket.on('changed', (change: unknown) => heard.get(String(index))?.push(change))
    return socket
  })
  for (const socket of sockets) {
    await until(async () => socket.connected, Boolean)
    expect(await socket.timeout(3_000).emitWithAck('watch', { room: 'alerts' })).toEqual({ ok: true })
  }
  await desk.breach({ owner: { kind: 'user', id: company.users.dispatcher } })
  await desk.breach({ owner: { kind: 'user', id: company.users.dispatcher } })
  await desk.work()
  const hint = { room: 'alerts', seq: 0, kind: 'alert', id: 'alerts' }
  expect(
    await until(
      async () => heard.get('0') ?? [],
      (all) => all.length > 0,
    ),
  ).toEqual([hint])
  await read(dispatcher, {})
  await until(
    async () => heard.get('0') ?? [],
    (all) => all.length === 2,
  )
  expect(heard.get('1')).toEqual([])
  const customer = await company.as('customer')
  const stranger = io(company.url, { forceNew: true, extraHeaders: { cookie: `waybill=${customer.token()}` } })
  await until(async () => stranger.connected, Boolean)
  expect(await stranger.timeout(3_000).emitWithAck('watch', { room: 'alerts' })).toEqual({ ok: false })
  for (const socket of [...sockets, stranger]) socket.disconnect()
})
