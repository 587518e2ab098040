import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createStripe } from '#activities/stripe-client.ts'
import { factOf } from '#api/stripe/events.ts'
import { createDatabase } from '#test/support/database.ts'
import { startDouble, startReceiver, until, webhookSecret } from './harness.ts'

const hold = {
  amount: 1240,
  currency: 'eur',
  capture_method: 'manual',
  confirm: true,
  payment_method: 'pm_card_visa',
  metadata: { shipmentId: 's1', n: '1' },
} as const

test('an event arrives signed so that the SDK accepts it and our reading says what it means', async () => {
  await using receiver = await startReceiver()
  await using double = await startDouble({ webhookUrl: receiver.url })
  const intent = await double.stripe.paymentIntents.create(hold)
  await until(() => receiver.types().includes('payment_intent.amount_capturable_updated'))
  const facts = receiver.received.map(({ body, signature }) =>
    factOf(double.stripe.webhooks.constructEvent(body, signature, webhookSecret)),
  )
  expect(facts.filter((fact) => fact !== null)).toMatchObject([
    { kind: 'authorised', shipmentId: 's1', n: 1, intentId: intent.id, amountMinor: 1240 },
  ])
})

test('a forged or changed event is refused', async () => {
  await using receiver = await startReceiver()
  await using double = await startDouble({ webhookUrl: receiver.url })
  await double.stripe.paymentIntents.create(hold)
  await until(() => receiver.received.length > 0)
  const { body, signature } = receiver.received[0] ?? { body: '', signature: '' }
  const { webhooks } = double.stripe
  expect(() => webhooks.constructEvent(`${body} `, signature, webhookSecret)).toThrow()
  expect(() => webhooks.constructEvent(body, signature, 'whsec_other')).toThrow()
  expect(() => webhooks.constructEvent(body, signature, webhookSecret, 300, undefined, Date.now() + 301_000)).toThrow()
})

test('a receiver that is down gets every event once it is back', async () => {
  await using receiver = await startReceiver()
  await using double = await startDouble({ webhookUrl: receiver.url })
  receiver.fail(true)
  const { id } = await double.stripe.paymentIntents.create(hold)
  await double.stripe.paymentIntents.capture(id)
  await double.restart()
  receiver.fail(false)
  await until(() => receiver.received.length === 4)
  expect(new Set(receiver.types())).toEqual(
    new Set([
      'payment_intent.created',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]),
  )
})

test('events can be repeated, reordered and dropped on purpose', async () => {
  await using receiver = await startReceiver()
  await using double = await startDouble({ webhookUrl: receiver.url })
  await double.control('/webhooks', { repeat: 2, reorder: true })
  await double.stripe.paymentIntents.create(hold)
  await until(() => receiver.received.length === 6)
  expect(receiver.types().at(-1)).toBe('payment_intent.created')
  await double.control('/webhooks', { drop: 2 })
  await double.stripe.paymentIntents.create(hold)
  await until(async () => JSON.stringify(await double.control('/health')).includes('"webhooksWaiting":0'))
  expect(receiver.received).toHaveLength(6)
  expect((await double.stripe.events.list()).data).toHaveLength(4)
})

test('every kind of event that matters is read as what it means', async () => {
  await using double = await startDouble()
  const { stripe } = double
  const { id } = await stripe.paymentIntents.create(hold)
  await stripe.paymentIntents.capture(id)
  await stripe.refunds.create({ payment_intent: id, amount: 40 })
  await double.control('/disputes', { paymentIntent: id })
  await stripe.paymentIntents.cancel((await stripe.paymentIntents.create(hold)).id)
  await stripe.paymentIntents.create({ ...hold, payment_method: 'pm_card_chargeDeclined' }).catch(() => null)
  const { data } = await stripe.events.list({ limit: 100 })
  const kinds = data
    .map(factOf)
    .flatMap((fact) => (fact ? [`${fact.kind} ${fact.amountMinor} ${fact.shipmentId}`] : []))
  expect(kinds.toReversed()).toEqual([
    'authorised 1240 s1',
    'captured 1240 s1',
    'refunded 40 s1',
    'disputed 1240 null',
    'authorised 1240 s1',
    'released 1240 s1',
    'declined 1240 s1',
  ])
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** A double in a process of its own, so that it can be killed. */
async function spawnDouble(databaseUrl: string, port: number, webhookUrl: string) {
  const script = `
    import { pino } from 'pino'
    import { startStripeDouble } from '#stack/doubles/stripe/server.ts'
    const [databaseUrl, port, url, secret] = process.argv.slice(1)
    await startStripeDouble({ databaseUrl, port: Number(port), webhook: { url, secret }, log: pino({ level: 'silent' }) })
    process.stdout.write('ready')`
  const args = ['--input-type=module', '-e', script, databaseUrl, String(port), webhookUrl, webhookSecret]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('a double that is killed keeps its money, its keys and its undelivered events', async () => {
  await using database = await createDatabase()
  await using receiver = await startReceiver()
  receiver.fail(true)
  const port = await freePort()
  const first = await spawnDouble(database.url, port, receiver.url)
  const stripe = createStripe({ secretKey: 'sk_test_waybill', apiBase: `http://127.0.0.1:${port}` })
  const held = await stripe.paymentIntents.create(hold, { idempotencyKey: 's1:hold:1' })
  first.kill('SIGKILL')
  await once(first, 'exit')
  const second = await spawnDouble(database.url, port, receiver.url)
  receiver.fail(false)
  expect((await stripe.paymentIntents.create(hold, { idempotencyKey: 's1:hold:1' })).id).toBe(held.id)
  expect((await stripe.paymentIntents.capture(held.id)).amount_received).toBe(1240)
  await until(() => receiver.types().includes('payment_intent.amount_capturable_updated'))
  second.kill('SIGKILL')
  await once(second, 'exit')
})
