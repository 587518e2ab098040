import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { booking } from './support/caller.ts'
import { startCompany } from './support/company.ts'

const idSchema = z.looseObject({ id: z.string() })

test('twenty identical bookings at once are one shipment and twenty equal answers', async () => {
  await using company = await startCompany()
  const customer = await company.as('customer')
  for (let round = 0; round < 3; round++) {
    const headers = { 'idempotency-key': randomUUID() }
    const asked = Array.from({ length: 20 }, () => customer.call('POST', '/shipments', { json: booking(), headers }))
    const answers = await Promise.all(asked)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  }
  const { rows } = await company.pool.query('SELECT status FROM shipment')
  expect(rows).toHaveLength(3)
  expect((await company.pool.query('SELECT 1 FROM booking')).rowCount).toBe(3)
})

test('the same key with another body is refused, and means nothing to somebody else', async () => {
  await using company = await startCompany()
  const [customer, stranger] = [await company.as('customer'), await company.as('stranger')]
  const headers = { 'idempotency-key': 'mine-1' }
  const first = await customer.call('POST', '/shipments', { json: booking(), headers })
  await customer.does(idSchema.parse(first.body).id, 'confirm_step', { step: 'ready' })
  const again = await customer.call('POST', '/shipments', { json: booking(), headers })
  expect(again.body).toEqual(first.body)
  const other = await customer.call('POST', '/shipments', { json: booking({ reference: 'other' }), headers })
  expect(other.status).toBe(422)
  expect(other.body).toMatchObject({ code: 'idempotency_conflict' })
  const foreign = await stranger.call('POST', '/shipments', { json: booking(), headers })
  expect(idSchema.parse(foreign.body).id).not.toBe(idSchema.parse(first.body).id)
})

test('a booking that is still being made by another request is told so', async () => {
  await using company = await startCompany()
  const customer = await company.as('customer')
  const headers = { 'idempotency-key': 'slow' }
  await customer.call('POST', '/shipments', { json: booking(), headers })
  await company.pool.query(
    `UPDATE idempotency SET state = 'running', started_at = now() + interval '5 s' WHERE key = 'slow'`,
  )
  const answer = await customer.call('POST', '/shipments', { json: booking(), headers })
  expect(answer.status).toBe(409)
  expect(answer.body).toMatchObject({ code: 'in_progress' })
  expect(answer.headers.get('retry-after')).toBe('1')
})

test('a booking whose server died on the way goes on with the same shipment', async () => {
  await using company = await startCompany()
  const customer = await company.as('customer')
  const headers = { 'idempotency-key': 'died' }
  const first = await customer.call('POST', '/shipments', { json: booking(), headers })
  const { id } = idSchema.parse(first.body)
  // As if the server had been killed after the workflow's answer, before its own.
  await company.pool.query(
    `UPDATE idempotency SET state = 'running', answer = NULL, started_at = now() - interval '1 min' WHERE key = 'died'`,
  )
  const again = await customer.call('POST', '/shipments', { json: booking(), headers })
  expect(again.status).toBe(201)
  expect(idSchema.parse(again.body).id).toBe(id)
  expect((await company.pool.query('SELECT 1 FROM shipment_event WHERE seq = 1')).rowCount).toBe(1)
})

test('twenty couriers accept at once: one wins', async () => {
  await using company = await startCompany()
  const [customer, dispatcher] = [await company.as('customer'), await company.as('dispatcher')]
  const couriers = await Promise.all([company.as('courier'), company.as('courier2')])
  const { id } = await customer.book()
  await dispatcher.does(id, 'assign', { courierIds: [company.users.courier, company.users.courier2] })
  const answers = await Promise.all(couriers.map((courier) => courier.give(id, { type: 'accept' })))
  const statuses = answers.map(({ status }) => status).toSorted()
  expect(statuses[0]).toBe(200)
  expect([403, 404, 409]).toContain(statuses[1])
})

test('a command repeated by ten at once has one effect', async () => {
  await using company = await startCompany()
  const customer = await company.as('customer')
  const { id } = await customer.book()
  const command = { commandId: uuidv7(), type: 'confirm_step', payload: { step: 'ready' } }
  const answers = await Promise.all(Array.from({ length: 10 }, () => customer.give(id, command)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const { rowCount } = await company.pool.query('SELECT 1 FROM shipment_event WHERE command_id = $1', [
    command.commandId,
  ])
  expect(rowCount).toBe(1)
})

test('a courier who declined and lost the answer gets it again', async () => {
  await using company = await startCompany()
  const [customer, dispatcher, courier] = [
    await company.as('customer'),
    await company.as('dispatcher'),
    await company.as('courier'),
  ]
  const { id } = await customer.book()
  await dispatcher.does(id, 'assign', { courierIds: [company.users.courier] })
  const command = { commandId: uuidv7(), type: 'decline', payload: { reason: 'The van is full' } }
  const answers = [await courier.give(id, command), await courier.give(id, command)]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect((await courier.get(`/shipments/${id}`)).status).toBe(404)
})
