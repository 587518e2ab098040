import { expect, test } from 'vitest'
import { businessIds, captureBeforeMs, stripeOptions, wasHoldLost } from '#domain/stripe-facts.ts'

test('a hold ends when the card network says, else at the shortest window known', () => {
  const shortest = (4 * 24 + 18) * 3_600_000
  const card = { card: { capture_before: 1_700_000_000 } }
  expect(captureBeforeMs({ created: 1, latest_charge: { created: 2, payment_method_details: card } })).toBe(
    1_700_000_000_000,
  )
  expect(captureBeforeMs({ created: 1, latest_charge: { created: 2 } })).toBe(2_000 + shortest)
  expect(captureBeforeMs({ created: 1, latest_charge: 'ch_1' })).toBe(1_000 + shortest)
  expect(captureBeforeMs({ created: 1, latest_charge: null })).toBe(1_000 + shortest)
})

test('only what ran out by itself was lost', () => {
  expect(wasHoldLost({ cancellation_reason: 'automatic' })).toBe(true)
  expect(wasHoldLost({ cancellation_reason: 'expired' })).toBe(true)
  expect(wasHoldLost({ cancellation_reason: 'requested_by_customer' })).toBe(false)
})

test('metadata that is not ours says nothing', () => {
  expect(businessIds({ shipmentId: 's1', n: '2' })).toEqual({ shipmentId: 's1', n: 2 })
  expect(businessIds({ n: 'x' })).toEqual({ shipmentId: null, n: null })
  expect(businessIds(null)).toEqual({ shipmentId: null, n: null })
})

test('the SDK speaks to Stripe unless another address is set', () => {
  expect(stripeOptions(null)).not.toHaveProperty('host')
  expect(stripeOptions('http://127.0.0.1:4010')).toMatchObject({ host: '127.0.0.1', port: '4010', protocol: 'http' })
  expect(stripeOptions('http://double')).toMatchObject({ port: 80 })
  expect(stripeOptions('https://double')).toMatchObject({ port: 443, protocol: 'https' })
})
