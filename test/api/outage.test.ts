import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { startServer } from '#api/system.ts'
import { booking, caller } from './support/caller.ts'
import { emailOf, password, startCompany } from './support/company.ts'

const log = pino({ level: 'silent' })

/** A line to somewhere that can be cut and mended. */
async function openLine(target: string) {
  const [host = '', port = ''] = target.split(':')
  const open = new Set<Socket>()
  let isCut = false
  const { connect } = await import('node:net')
  const server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = connect(Number(port), host)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined).on('close', () => [near, far].map((end) => end.destroy()))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true
      for (const socket of open) socket.destroy()
    },
    mend: () => {
      isCut = false
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

async function until(read: () => Promise<boolean>): Promise<void> {
  const giveUpAtMs = Date.now() + 15_000
  while (!(await read())) {
    if (Date.now() > giveUpAtMs) throw new Error('it never came')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('without Temporal reads go on and writes are refused at once; then everything works again', async () => {
  await using company = await startCompany()
  await using line = await openLine(company.settings.temporalAddress)
  const server = await startServer({ ...company.settings, port: 0, temporalAddress: line.address }, log)
  try {
    const customer = await caller(server.url, { email: emailOf('customer'), password })
    const { id } = await customer.book()
    line.cut()
    const ready = () => customer.get('/api/health/ready')
    await until(async () => (await ready()).status === 503)
    expect((await ready()).body).toMatchObject({ database: true, temporal: false })
    expect((await customer.get(`/shipments/${id}`)).status).toBe(200)
    expect((await customer.get('/shipments')).status).toBe(200)
    const startedAtMs = Date.now()
    const key = { 'idempotency-key': randomUUID() }
    const command = { commandId: uuidv7(), type: 'confirm_step', payload: { step: 'ready' } }
    const refusals = [
      await customer.give(id, command),
      await customer.call('POST', '/shipments', { json: booking(), headers: key }),
    ]
    expect(Date.now() - startedAtMs).toBeLessThan(2_000)
    for (const refusal of refusals) {
      expect(refusal.status).toBe(503)
      expect(refusal.body).toMatchObject({ code: 'unavailable' })
      expect(refusal.headers.get('retry-after')).toBe('2')
    }
    line.mend()
    await until(async () => (await ready()).status === 200)
    expect((await customer.give(id, command)).status).toBe(200)
    expect((await customer.call('POST', '/shipments', { json: booking(), headers: key })).status).toBe(201)
    expect((await company.pool.query('SELECT 1 FROM booking')).rowCount).toBe(2)
  } finally {
    await server.close()
  }
})

test('without PostgreSQL everything is refused with 503 within a second; then everything works again', async () => {
  await using company = await startCompany()
  const url = new URL(company.settings.databaseUrl)
  await using line = await openLine(url.host)
  url.host = line.address
  const server = await startServer({ ...company.settings, port: 0, databaseUrl: url.href }, log)
  try {
    const customer = await caller(server.url, { email: emailOf('customer'), password })
    const { id } = await customer.book()
    line.cut()
    const asked: [string, string, object?][] = [
      ['GET', '/shipments'],
      ['GET', `/shipments/${id}`],
      ['GET', '/track/WB000000000000'],
      ['POST', '/session', { email: 'a@b.example', password: 'x' }],
      ['POST', `/shipments/${id}/commands`, { commandId: uuidv7(), type: 'accept' }],
    ]
    for (const [method, path, json] of asked) {
      const startedAtMs = Date.now()
      const answer = await customer.call(method, path, json ? { json } : {})
      expect(answer.status, path).toBe(503)
      expect(answer.body).toMatchObject({ code: 'unavailable' })
      expect(answer.headers.get('retry-after')).toBe('2')
      expect(Date.now() - startedAtMs).toBeLessThan(1_500)
    }
    expect((await customer.get('/api/health/live')).status).toBe(200)
    line.mend()
    await until(async () => (await customer.get(`/shipments/${id}`)).status === 200)
    expect((await customer.give(id, { type: 'confirm_step', payload: { step: 'ready' } })).status).toBe(200)
  } finally {
    await server.close()
  }
})

test('without a worker a command is accepted later or refused, never answered as done', async () => {
  await using company = await startCompany({ hasWorkers: false })
  const customer = await company.as('customer')
  const answer = await customer.call('POST', '/shipments', {
    json: booking(),
    headers: { 'idempotency-key': randomUUID() },
  })
  expect(answer.status).toBe(503)
  expect((await company.pool.query('SELECT 1 FROM shipment')).rowCount).toBe(0)
})
