import { expect, test } from 'vitest'
import { createPaymentActivities } from '#activities/payments.ts'
import { press, startDouble } from '../doubles/harness.ts'

const hold = { shipmentId: 's1', n: 1, amountMinor: 1240, currency: 'EUR', paymentMethodId: 'pm_card_visa' }

async function startPayments() {
  const double = await startDouble()
  const payments = createPaymentActivities({ stripe: double.stripe, publicUrl: 'http://waybill.example' })
  return { ...double, payments }
}

async function heldIntent(payments: ReturnType<typeof createPaymentActivities>): Promise<string> {
  const held = await payments.hold(hold)
  if (held.kind !== 'authorised') throw new Error(`expected a hold, got ${held.kind}`)
  return held.intentId
}

test('a hold on a stored card says until when it can be captured', async () => {
  await using world = await startPayments()
  const held = await world.payments.hold(hold)
  expect(held).toMatchObject({ kind: 'authorised', amountMinor: 1240 })
  const days = held.kind === 'authorised' ? (held.captureBeforeMs - Date.now()) / 86_400_000 : 0
  expect(days).toBeCloseTo(7, 1)
})

test('a hold that is tried again is one hold', async () => {
  await using world = await startPayments()
  await world.control('/faults', { kind: 'drop_answer', times: 1 })
  const first = await world.payments.hold(hold)
  expect(await world.payments.hold(hold)).toEqual(first)
  expect(await world.control('/effects')).toMatchObject({ items: [{ key: 's1:hold:1', count: 1 }] })
})

test('a declined card is an outcome with its reason', async () => {
  await using world = await startPayments()
  const poor = { ...hold, paymentMethodId: 'pm_card_chargeDeclinedInsufficientFunds' }
  expect(await world.payments.hold(poor)).toEqual({ kind: 'declined', reason: 'insufficient_funds' })
})

test('a card that does not exist is declined', async () => {
  await using world = await startPayments()
  const outcome = await world.payments.hold({ ...hold, paymentMethodId: 'pm_nobody' })
  expect(outcome).toEqual({ kind: 'declined', reason: 'resource_missing' })
})

test('a card that asks its owner gives the page where he answers', async () => {
  await using world = await startPayments()
  const asked = await world.payments.hold({ ...hold, paymentMethodId: 'pm_card_authenticationRequired' })
  if (asked.kind !== 'action_required') throw new Error(asked.kind)
  expect(await press(asked.checkoutUrl, 'approve')).toBe('http://waybill.example/app/shipments/s1?paid=1')
  expect(await world.payments.readIntent(asked)).toMatchObject({ kind: 'authorised', shipmentId: 's1', n: 1 })
})

test('without a card the customer gets a page, and the hold is read after he paid there', async () => {
  await using world = await startPayments()
  const asked = await world.payments.hold({ ...hold, paymentMethodId: null })
  if (asked.kind !== 'checkout') throw new Error(asked.kind)
  expect(asked.intentId).toBeNull()
  expect(await press(asked.checkoutUrl, 'pay')).toBe('http://waybill.example/app/shipments/s1?paid=1')
  const { status, intentId } = await world.payments.readCheckout(asked)
  expect(status).toBe('complete')
  expect(await world.payments.readIntent({ intentId: intentId ?? '' })).toMatchObject({
    kind: 'authorised',
    amountMinor: 1240,
    shipmentId: 's1',
  })
})

test('a capture that is tried again, also long after, is one capture', async () => {
  await using world = await startPayments()
  const capture = { shipmentId: 's1', n: 1, intentId: await heldIntent(world.payments), amountMinor: 1000 }
  await world.control('/faults', { kind: 'drop_answer', call: 'POST /v1/payment_intents', times: 1 })
  expect(await world.payments.capture(capture)).toEqual({ kind: 'captured', amountMinor: 1000 })
  await world.control('/clock', { advanceSeconds: 25 * 3600 })
  expect(await world.payments.capture(capture)).toEqual({ kind: 'captured', amountMinor: 1000 })
  expect(await world.control('/effects?key=s1:capture')).toMatchObject({ items: [{ count: 1, amount: 1000 }] })
})

test('a hold that has run out cannot be captured and says so', async () => {
  await using world = await startPayments()
  const intentId = await heldIntent(world.payments)
  await world.control('/clock', { advanceSeconds: 8 * 24 * 3600 })
  const outcome = await world.payments.capture({ shipmentId: 's1', n: 1, intentId, amountMinor: 1240 })
  expect(outcome).toEqual({ kind: 'capture_failed', reason: 'canceled' })
  expect(await world.payments.readIntent({ intentId })).toMatchObject({ kind: 'expired', captureBeforeMs: null })
})

test('nobody captures more than was held', async () => {
  await using world = await startPayments()
  const intentId = await heldIntent(world.payments)
  const outcome = await world.payments.capture({ shipmentId: 's1', n: 1, intentId, amountMinor: 9999 })
  expect(outcome).toEqual({ kind: 'capture_failed', reason: 'amount_too_large' })
})

test('a release that is tried again is released, and a captured hold cannot be released', async () => {
  await using world = await startPayments()
  const release = { shipmentId: 's1', n: 1, intentId: await heldIntent(world.payments) }
  expect(await world.payments.release(release)).toEqual({ kind: 'released' })
  expect(await world.payments.release(release)).toEqual({ kind: 'released' })
  const second = await world.payments.hold({ ...hold, n: 2 })
  if (second.kind !== 'authorised') throw new Error(second.kind)
  await world.payments.capture({ shipmentId: 's1', n: 2, intentId: second.intentId, amountMinor: 1240 })
  expect(await world.payments.release({ shipmentId: 's1', n: 2, intentId: second.intentId })).toEqual({
    kind: 'release_failed',
    reason: 'already_captured',
  })
})

test('closing a page that nobody paid on, or that was just paid on, holds nothing back', async () => {
  await using world = await startPayments()
  for (const [n, choice] of [
    [1, null],
    [2, 'decline'],
    [3, 'pay'],
  ] as const) {
    const asked = await world.payments.hold({ ...hold, n, paymentMethodId: null })
    if (asked.kind !== 'checkout') throw new Error(asked.kind)
    if (choice) await press(asked.checkoutUrl, choice)
    const close = { shipmentId: 's1', n, sessionId: asked.sessionId }
    expect(await world.payments.closeCheckout(close)).toEqual({ kind: 'released' })
    expect(await world.payments.closeCheckout(close)).toEqual({ kind: 'released' })
  }
  const { data } = await world.stripe.paymentIntents.list()
  expect(data.map((intent) => intent.status)).toEqual(['canceled', 'canceled'])
})

test('a refund that is tried again a day later is one refund', async () => {
  await using world = await startPayments()
  const intentId = await heldIntent(world.payments)
  await world.payments.capture({ shipmentId: 's1', n: 1, intentId, amountMinor: 1240 })
  const refund = { shipmentId: 's1', n: 1, intentId, amountMinor: 240 }
  const first = await world.payments.refund(refund)
  expect(first).toMatchObject({ kind: 'refunded', amountMinor: 240 })
  await world.control('/clock', { advanceSeconds: 25 * 3600 })
  expect(await world.payments.refund(refund)).toEqual(first)
  expect(await world.payments.refund({ ...refund, n: 2, amountMinor: 1001 })).toMatchObject({ kind: 'refund_failed' })
  expect(await world.payments.readIntent({ intentId })).toMatchObject({ kind: 'captured', refundedMinor: 240 })
})

test('an outage is thrown so that it is tried again, and a misused key is final', async () => {
  await using world = await startPayments()
  await world.control('/faults', { kind: 'error_503', times: 3 })
  await expect(world.payments.hold(hold)).rejects.toThrow(/unavailable/)
  await world.payments.hold(hold)
  await expect(world.payments.hold({ ...hold, amountMinor: 1 })).rejects.toMatchObject({
    nonRetryable: true,
    type: 'idempotency_conflict',
  })
})

test('after a server error the list proves whether anything was held', async () => {
  await using world = await startPayments()
  const sinceMs = Date.now() - 5_000
  await world.control('/faults', { kind: 'error_500' })
  await expect(world.payments.hold(hold)).rejects.toMatchObject({ statusCode: 500 })
  expect(await world.payments.findHold({ shipmentId: 's1', n: 1, sinceMs })).toBeNull()
  await world.payments.hold({ ...hold, n: 2 })
  expect(await world.payments.findHold({ shipmentId: 's1', n: 2, sinceMs })).toMatchObject({ kind: 'authorised' })
})
