import type { Stripe } from 'stripe'
import type {
  Capture,
  CaptureOutcome,
  CheckoutClose,
  Refund,
  RefundOutcome,
  Release,
  ReleaseOutcome,
} from './payment-facts.ts'
import { idOf, isOurs, keyOf, metadataOf, orOutcome, readIntent } from './payment-keys.ts'

/** Takes money out of a hold. The state is read first, because Stripe forgets keys after a day. */
export async function captureHold(stripe: Stripe, capture: Capture): Promise<CaptureOutcome> {
  const before = await readIntent(stripe, capture.intentId)
  if (before.status === 'succeeded') return { kind: 'captured', amountMinor: before.amount_received }
  if (before.status !== 'requires_capture') return { kind: 'capture_failed', reason: before.status }
  try {
    const params = { amount_to_capture: capture.amountMinor }
    const after = await stripe.paymentIntents.capture(capture.intentId, params, keyOf(capture, 'capture'))
    return { kind: 'captured', amountMinor: after.amount_received }
  } catch (error) {
    return orOutcome(error, async (reason): Promise<CaptureOutcome> => {
      const after = await readIntent(stripe, capture.intentId)
      if (after.status === 'succeeded') return { kind: 'captured', amountMinor: after.amount_received }
      return { kind: 'capture_failed', reason }
    })
  }
}

/** Gives a hold back. */
export async function releaseHold(stripe: Stripe, release: Release): Promise<ReleaseOutcome> {
  const before = await readIntent(stripe, release.intentId)
  if (before.status === 'canceled') return { kind: 'released' }
  if (before.status === 'succeeded') return { kind: 'release_failed', reason: 'already_captured' }
  try {
    await stripe.paymentIntents.cancel(release.intentId, {}, keyOf(release, 'void'))
    return { kind: 'released' }
  } catch (error) {
    return orOutcome(error, async (reason): Promise<ReleaseOutcome> => {
      const after = await readIntent(stripe, release.intentId)
      return after.status === 'canceled' ? { kind: 'released' } : { kind: 'release_failed', reason }
    })
  }
}

/** Closes a hosted page and gives back what was held through it meanwhile. */
export async function closePage(stripe: Stripe, { sessionId, ...business }: CheckoutClose): Promise<ReleaseOutcome> {
  let session = await stripe.checkout.sessions.retrieve(sessionId)
  if (session.status === 'open') {
    try {
      session = await stripe.checkout.sessions.expire(sessionId, {}, keyOf(business, 'close'))
    } catch (error) {
      // Paid in the same moment: then this read shows the intent, and its hold is released below.
      session = await orOutcome(error, () => stripe.checkout.sessions.retrieve(sessionId))
    }
  }
  const intentId = idOf(session.payment_intent)
  return intentId === null ? { kind: 'released' } : releaseHold(stripe, { ...business, intentId })
}

/** Pays captured money back, once per generation. */
export async function refundCapture(stripe: Stripe, refund: Refund): Promise<RefundOutcome> {
  const known = await stripe.refunds.list({ payment_intent: refund.intentId, limit: 100 })
  const done = known.data.find(({ metadata }) => isOurs(metadata, refund))
  if (done) return { kind: 'refunded', refundId: done.id, amountMinor: done.amount }
  try {
    const made = await stripe.refunds.create(
      { payment_intent: refund.intentId, amount: refund.amountMinor, metadata: metadataOf(refund) },
      keyOf(refund, 'refund'),
    )
    return { kind: 'refunded', refundId: made.id, amountMinor: made.amount }
  } catch (error) {
    return orOutcome(error, (reason): RefundOutcome => ({ kind: 'refund_failed', reason }))
  }
}
