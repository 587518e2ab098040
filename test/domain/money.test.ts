import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectsOf } from '#domain/effects.ts'
import { cancellationFeeMinor, shareOf, splitTax } from '#domain/fees.ts'
import type { Payloads } from '#domain/payloads.ts'
import { dropsOf, postingsOf } from '#domain/postings.ts'
import { priceLines, totalMinor } from '#domain/pricing.ts'
import { at, booked, courier, dispatcher, noMoneyFact, type Story, sender, system, t0 } from './builders.ts'

const hour = 3_600_000
const card = { method: 'card', paymentMethodId: 'pm_1', codMinor: null } as const
const far = [t0, t0 + 100 * 24 * hour] as const

function tell(story: Story, fact: Partial<Payloads['payment_event']> & Pick<Payloads['payment_event'], 'kind'>) {
  return story.do('payment_event', { actor: system, payload: { ...noMoneyFact, ...fact } })
}

function effects(story: Story) {
  return story.events.flatMap((event) => effectsOf(story.shipment, event))
}

function paid(captureBeforeMs: number | null = null): Story {
  const story = booked({ payment: card, promise: far })
  tell(story, { kind: 'authorised', captureBeforeMs })
  return story
}

function delivered(story: Story): Story {
  story.do('assign', { actor: dispatcher, payload: { courierIds: ['courier-1'], minutes: null } })
  story.do('accept', { actor: courier, payload: {} })
  story.do('pick_up', { actor: courier, payload: { scans: null, photoId: null, missing: 0 } })
  story.do('start', { actor: courier, payload: { etaMs: null } })
  const proof = {
    photoId: null,
    signatureId: null,
    pin: null,
    scans: null,
    distanceMeters: null,
    isStopKnown: false,
    idSeen: false,
  }
  story.do('deliver', { actor: courier, payload: { proof, receivedById: null, codCollectedMinor: null, short: 0 } })
  return story
}

function balance(story: Story): Map<string, number> {
  const sums = new Map<string, number>()
  for (const event of story.events) {
    for (const { state, entries } of postingsOf(story.shipment, event)) {
      expect(entries.reduce((sum, entry) => sum + entry.amountMinor, 0)).toBe(0)
      if (state !== 'posted') continue
      for (const { account, amountMinor } of entries) sums.set(account, (sums.get(account) ?? 0) + amountMinor)
    }
  }
  return sums
}

test('a card booking asks for a hold and is confirmed once the money is held', () => {
  const story = booked({ payment: card })
  expect(effects(story)).toEqual([{ kind: 'hold', n: 1, amountMinor: 490, currency: 'EUR', paymentMethodId: 'pm_1' }])
  tell(story, { kind: 'authorised' })
  expect(story.shipment).toMatchObject({ status: 'confirmed', money: { state: 'authorised', authorisedMinor: 490 } })
  expect(tell(story, { kind: 'authorised' })).toEqual([])
})

test('a declined card may be replaced, and only the newest try counts', () => {
  const story = booked({ payment: card })
  expect(story.try('pay', { actor: sender, payload: card })).toMatchObject({ code: 'not_now' })
  tell(story, { kind: 'declined', reason: 'card_declined' })
  expect(story.shipment).toMatchObject({
    status: 'awaiting_payment',
    money: { state: 'declined', declineReason: 'card_declined' },
  })
  story.do('pay', { actor: sender, payload: card })
  expect(tell(story, { kind: 'authorised', n: 1 })).toEqual([])
  tell(story, { kind: 'authorised', n: 2 })
  expect(story.shipment.status).toBe('confirmed')
})

test('a hosted page waits for the customer and can be given up for an account', () => {
  const story = booked({ payment: { ...card, paymentMethodId: null } })
  tell(story, { kind: 'checkout', intentId: null, sessionId: 'cs_1', checkoutUrl: 'https://pay.example' })
  expect(story.shipment.money).toMatchObject({ state: 'action_required', checkoutUrl: 'https://pay.example' })
  expect(tell(story, { kind: 'checkout', sessionId: 'cs_1' })).toEqual([])
  story.do('pay', { actor: sender, payload: { method: 'account', paymentMethodId: null, codMinor: null } })
  expect(story.shipment).toMatchObject({ status: 'confirmed', money: { method: 'account', state: 'invoiced' } })
})

test('a page that is given up is closed, so that nobody pays twice', () => {
  const page = { kind: 'checkout', intentId: null, sessionId: 'cs_1', checkoutUrl: 'https://pay.example' } as const
  const changed = booked({ payment: { ...card, paymentMethodId: null } })
  tell(changed, page)
  changed.do('pay', { actor: sender, payload: { method: 'account', paymentMethodId: null, codMinor: null } })
  expect(effects(changed).at(-1)).toEqual({ kind: 'close_checkout', n: 1, sessionId: 'cs_1' })
  expect(tell(changed, { kind: 'authorised' })).toEqual([])
  const again = booked({ payment: { ...card, paymentMethodId: null } })
  tell(again, page)
  again.do('pay', { actor: sender, payload: card })
  expect(effects(again).at(-1)).toEqual({ kind: 'close_checkout', n: 1, sessionId: 'cs_1' })
  expect(tell(again, { kind: 'released', n: 1 })).toEqual([])
})

test('verification takes the money, and the capture closes the shipment', () => {
  const story = delivered(paid())
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  expect(effects(story).at(-1)).toEqual({ kind: 'capture', n: 1, intentId: 'pi_1', amountMinor: 490 })
  expect(story.do('verify_delivery', { actor: sender, payload: { noteId: null } })).toEqual([])
  tell(story, { kind: 'captured' })
  expect(story.shipment.status).toBe('closed')
  const sums = balance(story)
  expect(sums.get('card_clearing')).toBe(490)
  expect(sums.get('receivable:sender')).toBe(0)
  expect(sums.get('revenue_shipping')).toBe(-412)
  expect(sums.get('tax_payable')).toBe(-78)
  expect(sums.get('courier_payable:courier-1')).toBe(-185)
})

test('silence for three days is acceptance too', () => {
  const story = delivered(paid())
  const lapsed = story.wait(72 * hour).filter((event) => event.type === 'delivery_verified')
  expect(lapsed).toMatchObject([{ data: { isLapse: true } }])
})

test('a capture that fails is an exception of the dispatcher, and ends when the money comes', () => {
  const story = delivered(paid())
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  tell(story, { kind: 'capture_failed', reason: 'expired_card' })
  expect(tell(story, { kind: 'capture_failed' })).toEqual([])
  expect(story.shipment.exceptions).toMatchObject([
    { type: 'payment_overdue', reason: 'settle_failed', owner: { id: 'D' } },
  ])
  tell(story, { kind: 'captured' })
  expect(story.shipment).toMatchObject({ status: 'closed', exceptions: [] })
})

test('money that is not settled a day after the end is an exception', () => {
  const story = delivered(paid())
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  story.wait(24 * hour)
  expect(story.open()).toEqual(['payment_overdue/settle_failed/L1'])
})

test('cancelling gives the hold back and then closes', () => {
  const story = paid()
  expect(
    story.try('cancel', { actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 1 } }),
  ).toMatchObject({ code: 'invalid_input' })
  story.do('cancel', { actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 0 } })
  expect(effects(story).at(-1)).toEqual({ kind: 'release', n: 1, intentId: 'pi_1' })
  expect(story.shipment.status).toBe('cancelled')
  tell(story, { kind: 'released' })
  expect(story.shipment.status).toBe('closed')
})

test("a cancellation fee is taken out of the hold, and half of it is the courier's", () => {
  const story = paid()
  story.do('assign', { actor: dispatcher, payload: { courierIds: ['courier-1'], minutes: null } })
  story.do('accept', { actor: courier, payload: {} })
  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('cancel', { actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 245 } })
  expect(effects(story).at(-1)).toEqual({ kind: 'capture', n: 1, intentId: 'pi_1', amountMinor: 245 })
  tell(story, { kind: 'captured', amountMinor: 245 })
  expect(story.shipment).toMatchObject({ status: 'closed', money: { capturedMinor: 245, feeMinor: 245 } })
  const sums = balance(story)
  expect(sums.get('revenue_fees')).toBe(-206)
  expect(sums.get('courier_payable:courier-1')).toBe(-103)
})

test('a hold that comes after the cancellation goes back at once', () => {
  const story = booked({ payment: card })
  story.do('cancel', { actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 0 } })
  expect(story.shipment.status).toBe('cancelled')
  tell(story, { kind: 'authorised' })
  expect(story.shipment.status).toBe('cancelled')
  expect(effects(story).at(-1)).toEqual({ kind: 'release', n: 1, intentId: 'pi_1' })
})

test('a payment page that is still open is closed with the cancellation', () => {
  const story = booked({ payment: { ...card, paymentMethodId: null } })
  tell(story, { kind: 'checkout', intentId: null, sessionId: 'cs_1' })
  story.do('cancel', { actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 0 } })
  expect(effects(story).at(-1)).toEqual({ kind: 'close_checkout', n: 1, sessionId: 'cs_1' })
})

test("what cancelling costs grows with the courier's way, and is nothing when it is our fault", () => {
  const fees = (['confirmed', 'assigned', 'accepted', 'en_route_pickup', 'at_pickup'] as const).map((stage) =>
    cancellationFeeMinor(at(stage).shipment, 'S'),
  )
  expect(fees).toEqual([0, 0, 123, 245, 490])
  expect(cancellationFeeMinor(at('at_pickup').shipment, 'K')).toBe(0)
  const late = at('accepted')
  late.wait(15 * 60_000)
  expect(cancellationFeeMinor(late.shipment, 'S')).toBe(0)
})

test('who never chooses or never pays is reminded by an exception and then cancelled without a fee', () => {
  const unpaid = booked({ payment: card })
  tell(unpaid, { kind: 'declined' })
  const none = booked({ payment: null })
  for (const [story, reason] of [
    [unpaid, 'unpaid'],
    [none, 'no_method'],
  ] as const) {
    story.wait(30 * 60_000)
    expect(story.open()).toEqual([`payment_overdue/${reason}/L1`])
    story.wait(30 * 60_000)
    expect(story.shipment).toMatchObject({ status: 'closed', outcome: 'cancelled', money: { feeMinor: 0 } })
  }
})

test('paying in time after the reminder ends it', () => {
  const story = booked({ payment: null })
  story.wait(30 * 60_000)
  story.do('pay', { actor: sender, payload: { method: 'account', paymentMethodId: null, codMinor: null } })
  expect(story.open()).toEqual([])
})

test('a hold about to lapse is captured when the parcels are ours, and is an exception before', () => {
  const before = paid(t0 + 25 * hour)
  before.wait(hour)
  expect(before.open()).toContain('payment_overdue/card_lapsing/L1')
  const story = paid(t0 + 25 * hour)
  story.do('assign', { actor: dispatcher, payload: { courierIds: ['courier-1'], minutes: null } })
  story.do('accept', { actor: courier, payload: {} })
  story.do('pick_up', { actor: courier, payload: { scans: null, photoId: null, missing: 0 } })
  story.wait(hour)
  expect(effects(story).at(-1)).toEqual({ kind: 'capture', n: 1, intentId: 'pi_1', amountMinor: 490 })
})

test('a lapsed hold on the way is seen, one before payment or after the end is not', () => {
  const story = paid()
  tell(story, { kind: 'expired' })
  expect(story.open()).toEqual(['payment_overdue/card_lapsing/L1'])
  expect(tell(story, { kind: 'expired' })).toEqual([])
  const unpaid = booked({ payment: { ...card, paymentMethodId: null } })
  tell(unpaid, { kind: 'expired' })
  expect(unpaid.open()).toEqual([])
})

test('a dispute of the bank opens a case', () => {
  const story = delivered(paid())
  tell(story, { kind: 'disputed', n: 7 })
  expect(story.open()).toEqual(['disputed/chargeback/L1'])
  tell(story, { kind: 'refunded', amountMinor: 100 })
  expect(story.shipment.money.refundedMinor).toBe(100)
  expect(tell(story, { kind: 'refunded', amountMinor: 100 })).toEqual([])
  tell(story, { kind: 'refund_failed' })
  expect(story.open()).toContain('payment_overdue/settle_failed/L1')
})

test('a hold that needs the bank is released as it is', () => {
  const story = booked({ payment: card })
  tell(story, { kind: 'action_required', checkoutUrl: 'https://bank.example' })
  expect(tell(story, { kind: 'action_required' })).toEqual([])
  expect(tell(story, { kind: 'release_failed' })).toHaveLength(2)
  expect(tell(story, { kind: 'release_failed' })).toEqual([])
})

test('pending entries are dropped once their fate is known', () => {
  const story = delivered(paid())
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  tell(story, { kind: 'captured' })
  expect(story.events.flatMap((event) => dropsOf(story.shipment, event))).toEqual(['earning-due:1', 'hold:1'])
})

test('on account the price is revenue with the verification; a fee is posted with the cancellation', () => {
  const story = at('delivered')
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  expect(balance(story).get('receivable:sender')).toBe(490)
  const cancelled = at('at_pickup')
  cancelled.do('cancel', { actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 490 } })
  expect(balance(cancelled).get('revenue_fees')).toBe(-412)
})

test('a way in vain is paid to the courier', () => {
  const story = at('at_pickup')
  story.do('fail_pickup', { actor: courier, payload: { reason: 'not_ready', photoId: null, noteId: null } })
  expect(balance(story).get('courier_payable:courier-1')).toBe(-150)
})

test('prices are the base, further parcels and started kilograms over two', () => {
  expect(totalMinor(priceLines('demo', [{ weightGrams: 2_000 }]))).toBe(490)
  expect(totalMinor(priceLines('next_day', [{ weightGrams: 2_001 }]))).toBe(850)
  expect(totalMinor(priceLines('same_day', [{ weightGrams: 500 }, { weightGrams: 4_500 }]))).toBe(1_290 * 2 + 180)
  expect(totalMinor(priceLines('unknown', [{ weightGrams: 1 }]))).toBe(790)
})

test('a share is never more than half a unit off and keeps its sign', () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
  const basisPoints = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(amount, basisPoints, (amountMinor, points) => {
      const share = shareOf(amountMinor, points)
      expect(Math.abs(share - (amountMinor * points) / 10_000)).toBeLessThanOrEqual(0.5)
      expect(Math.sign(share) * Math.sign(amountMinor)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('net and tax are the gross', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (grossMinor) => {
      const { netMinor, taxMinor } = splitTax(grossMinor)
      expect(netMinor + taxMinor).toBe(grossMinor)
      expect(Math.abs(netMinor * 1.19 - grossMinor)).toBeLessThan(1)
    }),
  )
})
