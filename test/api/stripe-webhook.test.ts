import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { stripeOptions } from '#domain/stripe-facts.ts'
import { signatureOf } from '#stack/doubles/stripe/deliveries.ts'
import { press } from '#test/doubles/harness.ts'
import { until } from '#test/support/world.ts'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany, webhookSecret } from './support/company.ts'

let company: Company
let customer: Caller
beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
})
afterAll(() => company[Symbol.asyncDispose]())

const paymentSchema = z.looseObject({
  status: z.string(),
  payment: z.looseObject({ state: z.string(), checkoutUrl: z.string().optional() }),
})
const paymentOf = async (id: string) => paymentSchema.parse((await customer.get(`/shipments/${id}`)).body)

async function send(event: object, { secret = webhookSecret, atSec = Date.now() / 1000, cut = 0 } = {}) {
  const body = JSON.stringify(event)
  const headers = {
    'stripe-signature': signatureOf(body, secret, Math.trunc(atSec)),
    'content-type': 'application/json',
  }
  return await customer.call('POST', '/api/stripe/webhook', { raw: body.slice(0, body.length - cut), headers })
}

function eventOf(id: string, object: object, type = 'payment_intent.payment_failed') {
  return { id, object: 'event', type, api_version: stripeOptions(null).apiVersion, created: 1, data: { object } }
}

async function stateOf(id: string): Promise<string | undefined> {
  const { rows } = await company.pool.query<{ state: string }>('SELECT state FROM stripe_event WHERE id = $1', [id])
  return rows[0]?.state
}

test('a card payment on the hosted page confirms the shipment, once', async () => {
  const { id } = await customer.book({ payment: { method: 'card' } })
  const { payment } = await until(
    () => paymentOf(id),
    (seen) => seen.payment.checkoutUrl !== undefined,
  )
  await press(payment.checkoutUrl ?? '', 'pay')
  await until(
    () => paymentOf(id),
    ({ status }) => status === 'confirmed',
  )
  const { rows } = await company.pool.query<{ data: { captureBeforeMs: number } }>(
    "SELECT data FROM shipment_event WHERE shipment_id = $1 AND type = 'money_noted' AND data ->> 'kind' = 'authorised'",
    [id],
  )
  // Told by two events and heard once, with the end of the hold.
  expect(rows).toHaveLength(1)
  expect(rows[0]?.data.captureBeforeMs).toBeGreaterThan(Date.now())
})

test('a stored card confirms the shipment without a page', async () => {
  const { id } = await customer.book({ payment: { method: 'card', paymentMethodId: 'pm_card_visa' } })
  const { payment } = await until(
    () => paymentOf(id),
    ({ status }) => status === 'confirmed',
  )
  expect(payment.state).toBe('authorised')
})

test('a declined card is an event, not an error of the booking', async () => {
  const { id } = await customer.book({ payment: { method: 'card', paymentMethodId: 'pm_card_chargeDeclined' } })
  const { status } = await until(
    () => paymentOf(id),
    ({ payment }) => payment.state === 'declined',
  )
  expect(status).toBe('awaiting_payment')
})

test('what is not signed by Stripe, or was long ago, is refused and leaves nothing', async () => {
  const event = eventOf('evt_forged', { id: 'pi_1', object: 'payment_intent', metadata: {} })
  const answers = [
    await send(event, { secret: 'whsec_of_another_endpoint' }),
    await send(event, { cut: 1 }),
    await send(event, { atSec: Date.now() / 1000 - 301 }),
    await customer.call('POST', '/api/stripe/webhook', { json: event }),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'malformed' })
  }
  expect(await stateOf('evt_forged')).toBeUndefined()
})

test('an event of an unknown type is stored, one of another version is parked', async () => {
  expect((await send(eventOf('evt_unknown', { id: 'x' }, 'product.created'))).status).toBe(200)
  expect(await stateOf('evt_unknown')).toBe('ignored')
  const old = { ...eventOf('evt_old', { id: 'x' }), api_version: '2019-01-01' }
  expect((await send(old)).status).toBe(200)
  expect(await stateOf('evt_old')).toBe('parked')
})

test('a dispute finds its shipment by the payment, and is heard once however often it is told', async () => {
  const { id } = await customer.book({ payment: { method: 'card', paymentMethodId: 'pm_card_visa' } })
  await until(
    () => paymentOf(id),
    ({ status }) => status === 'confirmed',
  )
  const { rows } = await company.pool.query<{ intent: string }>(
    "SELECT state #>> '{money,intentId}' AS intent FROM shipment WHERE id = $1",
    [id],
  )
  const dispute = { id: 'dp_1', object: 'dispute', payment_intent: rows[0]?.intent, amount: 490, metadata: {} }
  const event = eventOf('evt_dispute', dispute, 'charge.dispute.created')
  const answers = await Promise.all([send(event), send(event), send(event)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const disputes = async () =>
    (await company.pool.query("SELECT 1 FROM exception WHERE shipment_id = $1 AND type = 'disputed'", [id])).rowCount
  await until(disputes, (count) => count === 1)
  const noted = "SELECT 1 FROM shipment_event WHERE shipment_id = $1 AND data ->> 'kind' = 'disputed'"
  expect((await company.pool.query(noted, [id])).rowCount).toBe(1)
  expect(await stateOf('evt_dispute')).toBe('sent')
})
