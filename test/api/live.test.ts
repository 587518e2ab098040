import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkToken } from '#db/link-token.ts'
import { until } from '#test/support/world.ts'
import type { Caller } from './support/caller.ts'
import { type Company, secret, startCompany } from './support/company.ts'

type Change = { room: string; seq: number; kind: string; id: string }

let company: Company
let customer: Caller
let dispatcher: Caller
const open: Socket[] = []

beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
  dispatcher = await company.as('dispatcher')
})
afterAll(async () => {
  for (const socket of open) socket.disconnect()
  await company[Symbol.asyncDispose]()
})

/** A page of somebody, with what it heard. */
async function page(cookie: string, headers: Record<string, string> = {}) {
  const socket = io(company.url, { transports: ['websocket'], forceNew: true, extraHeaders: { cookie, ...headers } })
  open.push(socket)
  const heard: Change[] = []
  const failures: string[] = []
  socket.on('changed', (change: Change) => heard.push(change))
  socket.on('connect_error', (error) => failures.push(error.message))
  await until(async () => socket.connected || failures.length > 0, Boolean)
  return {
    socket,
    heard,
    failures,
    watch: async (room: unknown): Promise<boolean> => {
      const told: { ok: boolean } = await socket.timeout(3_000).emitWithAck('watch', { room })
      return told.ok
    },
  }
}

const cookieOf = (caller: Caller) => `waybill=${caller.token()}`

test('a page hears of a change in a room that its viewer may see, and only there', async () => {
  const { id } = await customer.book()
  const stranger = await company.as('stranger')
  const [own, foreign, board] = [
    await page(cookieOf(customer)),
    await page(cookieOf(stranger)),
    await page(cookieOf(dispatcher)),
  ]
  expect(await own.watch(`shipment:${id}`)).toBe(true)
  expect(await own.watch('board')).toBe(false)
  expect(await foreign.watch(`shipment:${id}`)).toBe(false)
  expect(await board.watch('board')).toBe(true)
  await customer.does(id, 'confirm_step', { step: 'ready' })
  await until(async () => own.heard.length > 0 && board.heard.length > 0, Boolean)
  expect(own.heard[0]).toEqual({ room: `shipment:${id}`, kind: 'shipment', id, seq: 3 })
  expect(board.heard.at(-1)).toMatchObject({ room: 'board', id })
  expect(foreign.heard).toEqual([])
})

test('a courier hears of an offer and of its end', async () => {
  const courier = await company.as('courier')
  const { id } = await customer.book()
  const run = await page(cookieOf(courier))
  expect(await run.watch('courier')).toBe(true)
  await dispatcher.does(id, 'assign', { courierIds: [company.users.courier] })
  await until(async () => run.heard.length === 1, Boolean)
  await dispatcher.does(id, 'unassign', {})
  await until(async () => run.heard.length === 2, Boolean)
  expect(run.heard.map(({ room }) => room)).toEqual(['courier', 'courier'])
})

test('nobody, another site and nonsense are refused, and the process lives', async () => {
  expect((await page('')).failures).toEqual(['unauthenticated'])
  expect((await page('waybill=forged-token-of-somebody')).failures).toEqual(['unauthenticated'])
  const foreign = await page(cookieOf(customer), { origin: 'https://evil.example' })
  expect(foreign.failures).toHaveLength(1)
  const own = await page(cookieOf(customer))
  for (const room of [null, 7, 'shipment:', 'shipment:x', 'user:1', { a: 1 }, 'x'.repeat(1_000)])
    expect(await own.watch(room)).toBe(false)
  own.socket.emit('no such event', { a: 1 })
  own.socket.emit('watch')
  await sleep(50)
  expect(own.socket.connected).toBe(true)
})

test('the holder of a recipient link watches his one parcel', async () => {
  const [{ id }, other] = [await customer.book(), await customer.book()]
  const token = linkToken(secret, { shipmentId: id, kind: 'recipient', generation: 1 })
  const own = await page(`waybill-link=${token}`)
  expect(await own.watch(`shipment:${id}`)).toBe(true)
  expect(await own.watch(`shipment:${other.id}`)).toBe(false)
})

test('signing out closes the sockets within two seconds', async () => {
  const leaving = await company.as('supervisor')
  const own = await page(cookieOf(leaving))
  await leaving.call('DELETE', '/session')
  const startedAtMs = Date.now()
  await until(async () => !own.socket.connected, Boolean)
  expect(Date.now() - startedAtMs).toBeLessThan(2_000)
})

test('hints go on after the connection that hears them was cut', async () => {
  const { id } = await customer.book()
  const own = await page(cookieOf(customer))
  await own.watch(`shipment:${id}`)
  await company.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'waybill-live'",
  )
  // After the gap every room reads again.
  await until(async () => own.heard.length > 0, Boolean)
  await customer.does(id, 'confirm_step', { step: 'details' })
  await until(async () => own.heard.some(({ seq }) => seq > 0), Boolean)
})
