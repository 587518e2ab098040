import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { press, startDouble } from './harness.ts'

const hold = { amount: 1240, currency: 'eur', capture_method: 'manual', confirm: true } as const

test('a good card holds the money for seven days', async () => {
  await using double = await startDouble()
  const intent = await double.stripe.paymentIntents.create({
    ...hold,
    payment_method: 'pm_card_visa',
    expand: ['latest_charge'],
  })
  expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 1240, amount_received: 0 })
  expect(intent.latest_charge).toMatchObject({
    captured: false,
    payment_method_details: { card: { brand: 'visa', capture_before: intent.created + 7 * 24 * 3600 } },
  })
})

test('a declined card gives a card error with its reason and leaves an intent without money', async () => {
  await using double = await startDouble()
  const asked = double.stripe.paymentIntents.create({
    ...hold,
    payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
  })
  const error = await asked.catch((thrown: unknown) => thrown)
  if (!(error instanceof Stripe.errors.StripeCardError)) throw new Error('expected a card error')
  expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' })
  expect(error.requestId).toMatch(/^req_/)
  const { data } = await double.stripe.paymentIntents.list()
  expect(data).toMatchObject([{ status: 'requires_payment_method', amount_capturable: 0 }])
})

test('a declined intent can be confirmed again with another card', async () => {
  await using double = await startDouble()
  const intent = await double.stripe.paymentIntents.create({ amount: 500, currency: 'eur', capture_method: 'manual' })
  const declined = double.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined' })
  await expect(declined).rejects.toMatchObject({ decline_code: 'generic_decline' })
  const held = await double.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_mastercard' })
  expect(held).toMatchObject({ status: 'requires_capture', last_payment_error: null })
})

test('a card that asks its owner waits for an answer on the hosted page', async () => {
  await using double = await startDouble()
  const asked = { ...hold, payment_method: 'pm_card_authenticationRequired', return_url: 'http://shop.example/back' }
  const intent = await double.stripe.paymentIntents.create(asked)
  expect(intent.status).toBe('requires_action')
  const page = intent.next_action?.redirect_to_url?.url ?? ''
  expect(await (await fetch(page)).text()).toContain('Yes, approve')
  expect(await press(page, 'approve')).toBe('http://shop.example/back')
  expect(await double.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_capture' })
})

test('a card that asks its owner is declined when nobody is there to ask', async () => {
  await using double = await startDouble()
  const asked = { ...hold, payment_method: 'pm_card_authenticationRequired', off_session: true }
  await expect(double.stripe.paymentIntents.create(asked)).rejects.toMatchObject({ code: 'authentication_required' })
})

test('a part of a hold can be captured and then nothing more', async () => {
  await using double = await startDouble()
  const intent = await double.stripe.paymentIntents.create({ ...hold, payment_method: 'pm_card_visa' })
  const captured = await double.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1000 })
  expect(captured).toMatchObject({ status: 'succeeded', amount_received: 1000, amount_capturable: 0 })
  await expect(double.stripe.paymentIntents.capture(intent.id)).rejects.toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
})

test('nobody captures more than was held', async () => {
  await using double = await startDouble()
  const intent = await double.stripe.paymentIntents.create({ ...hold, payment_method: 'pm_card_visa' })
  await expect(double.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1241 })).rejects.toMatchObject({
    code: 'amount_too_large',
    param: 'amount_to_capture',
  })
})

test('of twenty captures and cancels at once exactly one wins', async () => {
  await using double = await startDouble()
  const { id } = await double.stripe.paymentIntents.create({ ...hold, payment_method: 'pm_card_visa' })
  const tries = Array.from({ length: 20 }, (_, turn) =>
    turn % 2 ? double.stripe.paymentIntents.capture(id) : double.stripe.paymentIntents.cancel(id),
  )
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
})

test('a hold that nobody captures runs out after seven days', async () => {
  await using double = await startDouble()
  const { id } = await double.stripe.paymentIntents.create({ ...hold, payment_method: 'pm_card_visa' })
  await double.control('/clock', { advanceSeconds: 7 * 24 * 3600 - 60 })
  expect((await double.stripe.paymentIntents.retrieve(id)).status).toBe('requires_capture')
  await double.control('/clock', { advanceSeconds: 61 })
  expect(await double.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'automatic',
  })
})

test('refunds never exceed what was captured', async () => {
  await using double = await startDouble()
  const intent = await double.stripe.paymentIntents.create({ ...hold, payment_method: 'pm_card_visa' })
  await expect(double.stripe.refunds.create({ payment_intent: intent.id })).rejects.toThrow(/status/)
  await double.stripe.paymentIntents.capture(intent.id)
  await double.stripe.refunds.create({ payment_intent: intent.id, amount: 1000 })
  await expect(double.stripe.refunds.create({ payment_intent: intent.id, amount: 241 })).rejects.toThrow(/greater/)
  const rest = await double.stripe.refunds.create({ payment_intent: intent.id })
  expect(rest.amount).toBe(240)
  await expect(double.stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
    code: 'charge_already_refunded',
  })
})

test('a customer keeps a card', async () => {
  await using double = await startDouble()
  const customer = await double.stripe.customers.create({ metadata: { userId: 'u1' } })
  const method = await double.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  expect(await double.stripe.paymentMethods.retrieve(method.id)).toMatchObject({ customer: customer.id })
  expect(await double.stripe.customers.retrieve(customer.id)).toMatchObject({ metadata: { userId: 'u1' } })
})

test('unknown, missing and unknown-to-this-version parameters are refused by name', async () => {
  await using double = await startDouble()
  const post = async (body: string) => {
    const init = { method: 'POST', body, headers: { authorization: 'Bearer sk_test_x' } }
    return (await fetch(`${double.url}/v1/payment_intents`, init)).json()
  }
  expect(await post('amount=5&currency=eur&payment_method_types[]=card')).toMatchObject({
    error: { type: 'invalid_request_error', code: 'parameter_unknown', param: 'payment_method_types' },
  })
  expect(await post('currency=eur')).toMatchObject({ error: { code: 'parameter_missing', param: 'amount' } })
  expect(await post('amount=-1&currency=eur')).toMatchObject({ error: { code: 'parameter_invalid', param: 'amount' } })
})

test('a call without a test key is refused and a live key is never accepted', async () => {
  await using double = await startDouble()
  const answer = await fetch(`${double.url}/v1/events`, { headers: { authorization: 'Bearer sk_live_1' } })
  expect(answer.status).toBe(401)
  expect((await fetch(`${double.url}/v1/events`)).status).toBe(401)
})

test('what does not exist is a 404 that names it', async () => {
  await using double = await startDouble()
  await expect(double.stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  })
})
