import { Client } from 'pg'
import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { createStripe } from '#activities/stripe-client.ts'
import { refuseRealMoney } from '#stack/doubles/stripe/server.ts'
import { startDouble } from './harness.ts'

const hold = {
  amount: 1240,
  currency: 'eur',
  capture_method: 'manual',
  confirm: true,
  payment_method: 'pm_card_visa',
} as const

const key = { idempotencyKey: 's1:hold:1' }

test('the same key gives the same first answer', async () => {
  await using double = await startDouble()
  const first = await double.stripe.paymentIntents.create(hold, key)
  const second = await double.stripe.paymentIntents.create(hold, key)
  expect(second.id).toBe(first.id)
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(second.lastResponse.requestId).not.toBe(first.lastResponse.requestId)
})

test('a decline is kept as the first answer of its key', async () => {
  await using double = await startDouble()
  const declined = { ...hold, payment_method: 'pm_card_chargeDeclined' }
  const first = await double.stripe.paymentIntents.create(declined, key).catch((error) => error)
  const second = await double.stripe.paymentIntents.create(declined, key).catch((error) => error)
  expect(second.payment_intent.id).toBe(first.payment_intent.id)
})

test('a key with other parameters is an idempotency error', async () => {
  await using double = await startDouble()
  await double.stripe.paymentIntents.create(hold, key)
  const other = double.stripe.paymentIntents.create({ ...hold, amount: 1 }, key)
  await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
})

test('a key is forgotten after a day', async () => {
  await using double = await startDouble()
  const first = await double.stripe.paymentIntents.create(hold, key)
  await double.control('/clock', { advanceSeconds: 24 * 3600 + 1 })
  const second = await double.stripe.paymentIntents.create(hold, key)
  expect(second.id).not.toBe(first.id)
})

test('twenty calls with one key at once have one effect', async () => {
  await using double = await startDouble()
  const calls = Array.from({ length: 20 }, () =>
    double.stripe.paymentIntents.create(hold, { ...key, maxNetworkRetries: 8 }),
  )
  const intents = await Promise.all(calls)
  expect(new Set(intents.map((intent) => intent.id)).size).toBe(1)
  expect(await double.control('/effects')).toEqual({
    items: [{ key: 's1:hold:1', kind: 'authorise', count: 1, amount: 1240 }],
  })
})

test('a second call while the first still runs is answered 409', async () => {
  await using double = await startDouble()
  await double.control('/faults', { kind: 'delay', delayMs: 300 })
  const calls = [1, 2].map(() => double.stripe.paymentIntents.create(hold, { ...key, maxNetworkRetries: 0 }))
  const outcomes = await Promise.allSettled(calls)
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  expect(outcomes).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining({ statusCode: 409, code: 'idempotency_key_in_use' }),
  })
})

test('an answer that gets lost is asked for again and the money is held once', async () => {
  await using double = await startDouble()
  await double.control('/faults', { kind: 'drop_answer', call: 'POST /v1/payment_intents', times: 2 })
  const intent = await double.stripe.paymentIntents.create(hold, key)
  expect(intent.status).toBe('requires_capture')
  expect(await double.control('/effects?key=s1:')).toEqual({
    items: [{ key: 's1:hold:1', kind: 'authorise', count: 1, amount: 1240 }],
  })
})

test('a request that gets lost before it has an effect is simply sent again', async () => {
  await using double = await startDouble()
  await double.control('/faults', { kind: 'drop_request' })
  expect((await double.stripe.paymentIntents.create(hold, key)).status).toBe('requires_capture')
})

test('a passing outage and a rate limit leave the key free', async () => {
  await using double = await startDouble()
  await double.control('/faults', { kind: 'error_503' })
  expect((await double.stripe.paymentIntents.create(hold, key)).status).toBe('requires_capture')
  await double.control('/faults', { kind: 'rate_limit' })
  await expect(double.stripe.paymentIntents.list()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError)
})

test('a server error is remembered for its key although nothing happened', async () => {
  await using double = await startDouble()
  await double.control('/faults', { kind: 'error_500' })
  await expect(double.stripe.paymentIntents.create(hold, key)).rejects.toMatchObject({ statusCode: 500 })
  await expect(double.stripe.paymentIntents.create(hold, key)).rejects.toMatchObject({ statusCode: 500 })
  expect((await double.stripe.paymentIntents.list()).data).toHaveLength(0)
  const next = await double.stripe.paymentIntents.create(hold, { idempotencyKey: 's1:hold:2' })
  expect(next.status).toBe('requires_capture')
})

test('a slow answer ends in a time-out of the caller and the effect is there once', async () => {
  await using double = await startDouble()
  await double.control('/faults', { kind: 'delay', delayMs: 400 })
  const hasty = createStripe({ secretKey: 'sk_test_waybill', apiBase: double.url })
  const late = hasty.paymentIntents.create(hold, { ...key, timeout: 100, maxNetworkRetries: 0 })
  await expect(late).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
  await double.stripe.paymentIntents.create(hold, { ...key, maxNetworkRetries: 6 })
  expect(await double.control('/effects')).toMatchObject({ items: [{ kind: 'authorise', count: 1 }] })
})

test('a store that breaks its connections in the middle never holds money twice', async () => {
  await using double = await startDouble()
  const client = new Client({ connectionString: double.databaseUrl })
  await client.connect()
  const breaking = setInterval(() => {
    void client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'stripe_double' AND datname = current_database()`,
    )
  }, 50)
  setTimeout(() => clearInterval(breaking), 1_000)
  const calls = Array.from({ length: 20 }, (_, turn) =>
    double.stripe.paymentIntents.create(hold, { idempotencyKey: `s${turn}:hold:1`, maxNetworkRetries: 8 }),
  )
  await Promise.allSettled(calls)
  clearInterval(breaking)
  await client.end()
  for (let turn = 0; turn < 20; turn++) {
    await double.stripe.paymentIntents.create(hold, { idempotencyKey: `s${turn}:hold:1`, maxNetworkRetries: 8 })
  }
  expect(await double.control('/effects')).toEqual({
    items: expect.toSatisfy(
      (items) => items.length === 20 && items.every((item: { count: number }) => item.count === 1),
    ),
  })
}, 60_000)

test('the double refuses to stand where real money is expected', () => {
  expect(() => refuseRealMoney({ nodeEnv: 'production', stripeSecretKey: '' })).toThrow(/production/)
  expect(() => refuseRealMoney({ nodeEnv: 'test', stripeSecretKey: 'sk_live_1' })).toThrow(/live key/)
  expect(() => refuseRealMoney({ nodeEnv: 'test', stripeSecretKey: 'sk_test_1' })).not.toThrow()
})
