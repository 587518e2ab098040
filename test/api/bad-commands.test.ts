import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { problemOf } from './support/problem.ts'

let company: Company
let customer: Caller
let dispatcher: Caller
let courier: Caller

beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
  dispatcher = await company.as('dispatcher')
  courier = await company.as('courier')
})
afterAll(() => company[Symbol.asyncDispose]())

async function rows(table: string): Promise<number> {
  const { rows: found } = await company.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
  return found[0]?.n ?? 0
}

test('refusals of the schema, of the roles and of the lifecycle', async () => {
  const { id, seq } = await customer.book()
  const before = await rows('shipment_event')
  const wrong: [by: Caller, command: object, wanted: object][] = [
    [customer, { type: 'fly' }, { status: 422, pointers: ['/type'] }],
    [customer, { type: 'confirm_step', payload: { step: 'x' } }, { status: 422, pointers: ['/payload/step'] }],
    [customer, { type: 'confirm_step' }, { status: 422, pointers: ['/payload'] }],
    [
      customer,
      { type: 'add_note', payload: { text: 'x'.repeat(2_001) } },
      { status: 422, pointers: ['/payload/text'] },
    ],
    [customer, { type: 'add_note', payload: { text: 'x', by: 'me' } }, { status: 422, pointers: ['/payload/by'] }],
    [customer, { commandId: 'x', type: 'accept' }, { status: 422, pointers: ['/commandId'] }],
    [customer, { type: 'timer_due', payload: {} }, { status: 403, code: 'forbidden' }],
    [dispatcher, { type: 'payment_event', payload: {} }, { status: 403, code: 'forbidden' }],
    [dispatcher, { type: 'close' }, { status: 403, code: 'forbidden' }],
    [customer, { type: 'assign', payload: { courierIds: [uuidv7()] } }, { status: 403, code: 'forbidden' }],
    [customer, { type: 'dispute', payload: { kind: 'damaged' } }, { status: 409, code: 'not_now' }],
    [customer, { type: 'dispute', payload: {} }, { status: 422, pointers: ['/payload/kind'] }],
    [dispatcher, { type: 'hand_over', payload: {} }, { status: 409, code: 'not_now' }],
    [dispatcher, { type: 'telemetry', payload: {} }, { status: 403, code: 'forbidden' }],
    [customer, { type: 'verify_delivery' }, { status: 409, code: 'not_now' }],
    [
      customer,
      { type: 'confirm_step', payload: { step: 'ready' }, expectedSeq: seq + 7 },
      { status: 409, code: 'stale_view' },
    ],
    [
      dispatcher,
      { type: 'assign', payload: { courierIds: [uuidv7()] } },
      { status: 422, pointers: ['/payload/courierIds/0'] },
    ],
    [
      dispatcher,
      { type: 'raise', payload: { type: 'stale', reason: 'x' } },
      { status: 422, pointers: ['/payload/reason'] },
    ],
    [
      customer,
      { type: 'cancel', payload: { acceptedFee: { amount: 5, currency: 'EUR' } } },
      { status: 422, pointers: ['/payload/acceptedFee'] },
    ],
    [customer, { type: 'cancel', payload: { cause: 'K' } }, { status: 422, pointers: ['/payload/cause'] }],
    [courier, { type: 'add_note', payload: { text: 'x' } }, { status: 404, code: 'not_found' }],
  ]
  for (const [by, command, wanted] of wrong) {
    expect(problemOf(await by.give(id, command)), JSON.stringify(command)).toMatchObject(wanted)
  }
  expect(await rows('shipment_event')).toBe(before)
})

test('a refusal by the lifecycle says where the shipment is and what may be done', async () => {
  const { id } = await customer.book()
  const { body } = await customer.give(id, { type: 'verify_delivery' })
  expect(body).toMatchObject({ shipmentStatus: 'confirmed', allowedCommands: expect.arrayContaining(['cancel']) })
})

test('the same command again gives the same answer and one event', async () => {
  const { id } = await customer.book()
  const command = { commandId: uuidv7(), type: 'add_note', payload: { text: 'Ring twice', audience: 'everyone' } }
  const answers = [await customer.give(id, command), await customer.give(id, command)]
  const events = answers.map(
    ({ body }) => z.looseObject({ applied: z.literal(true), events: z.array(z.unknown()) }).parse(body).events,
  )
  expect(events[0]).toEqual(events[1])
  expect(events[0]).toHaveLength(1)
  const state = await customer.get(`/shipments/${id}/commands/${command.commandId}`)
  expect(state.body).toMatchObject({ state: 'applied', answer: { applied: true } })
  expect((await customer.get(`/shipments/${id}/commands/${uuidv7()}`)).body).toEqual({
    state: 'unknown',
    answer: null,
  })
})

test('texts of every kind are kept as they are', async () => {
  const { id } = await customer.book()
  const texts = [
    '\u202Eevil\u202C',
    '👩‍🚀 😀',
    'ﷺ Ω≈ç√',
    "'; DROP TABLE shipment; --",
    '<script>canary()</script>',
    '{{7*7}}',
  ]
  for (const text of texts) await customer.does(id, 'add_note', { text, audience: 'everyone' })
  const { body } = await customer.get(`/shipments/${id}/events`)
  const eventSchema = z.looseObject({ data: z.looseObject({ note: z.object({ text: z.string() }).optional() }) })
  const { items } = z.looseObject({ items: z.array(eventSchema) }).parse(body)
  expect(items.flatMap(({ data }) => data.note?.text ?? [])).toEqual(texts)
})
