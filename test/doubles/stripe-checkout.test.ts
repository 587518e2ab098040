import { expect, test } from 'vitest'
import { press, startDouble } from './harness.ts'

const page = {
  mode: 'payment',
  line_items: [{ quantity: 2, price_data: { currency: 'eur', unit_amount: 620, product_data: { name: 'Shipment' } } }],
  payment_intent_data: { capture_method: 'manual', metadata: { shipmentId: 's1' } },
  success_url: 'http://shop.example/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://shop.example/again',
} as const

type Double = Awaited<ReturnType<typeof startDouble>>

function openPage(double: Double) {
  const [item] = page.line_items
  return double.stripe.checkout.sessions.create({ ...page, line_items: [item] })
}

test('a customer pays on the hosted page without JavaScript and the money is held', async () => {
  await using double = await startDouble()
  const session = await openPage(double)
  expect(session).toMatchObject({ status: 'open', payment_intent: null, amount_total: 1240 })
  const html = await (await fetch(session.url ?? '')).text()
  expect(html).toContain('€12.40')
  expect(html).not.toContain('<script')
  expect(await press(session.url ?? '', 'pay')).toBe(`http://shop.example/done?session=${session.id}`)
  const paid = await double.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] })
  expect(paid).toMatchObject({
    status: 'complete',
    payment_status: 'unpaid',
    payment_intent: {
      status: 'requires_capture',
      amount_capturable: 1240,
      metadata: { shipmentId: 's1' },
      latest_charge: { captured: false },
    },
  })
})

test('a decline on the hosted page leads back and leaves the page open for another card', async () => {
  await using double = await startDouble()
  const session = await openPage(double)
  expect(await press(session.url ?? '', 'decline')).toBe('http://shop.example/again')
  expect((await double.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  await press(session.url ?? '', 'pay')
  expect((await double.stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete')
  expect((await double.stripe.paymentIntents.list()).data).toHaveLength(1)
})

test('pressing Pay twice holds the money once', async () => {
  await using double = await startDouble()
  const session = await openPage(double)
  await Promise.all([press(session.url ?? '', 'pay'), press(session.url ?? '', 'pay')])
  expect((await double.stripe.paymentIntents.list()).data).toHaveLength(1)
})

test('an expired page takes no money', async () => {
  await using double = await startDouble()
  const session = await openPage(double)
  await double.stripe.checkout.sessions.expire(session.id)
  await press(session.url ?? '', 'pay')
  expect((await double.stripe.paymentIntents.list()).data).toHaveLength(0)
  await expect(double.stripe.checkout.sessions.expire(session.id)).rejects.toThrow(/open/)
  expect((await fetch(session.url ?? '')).status).toBe(410)
})

test('a page that nobody uses expires after a day', async () => {
  await using double = await startDouble()
  const session = await openPage(double)
  await double.control('/clock', { advanceSeconds: 24 * 3600 + 1 })
  expect((await double.stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired')
  const { data } = await double.stripe.events.list({ type: 'checkout.session.expired' })
  expect(data).toHaveLength(1)
})
