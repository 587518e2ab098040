import { systemActor } from '#domain/actors.ts'
import type { Effect } from '#domain/effects.ts'
import type { Command, Payloads } from '#domain/payloads.ts'
import type { CaptureOutcome, HoldOutcome, ReleaseOutcome } from './payment-facts.ts'
import type { PaymentActivities } from './payments.ts'

export type Performance = { commandId: string; shipmentId: string; effect: Effect }

export type EffectActivities = ReturnType<typeof createEffectActivities>

type Fact = Payloads['payment_event']

const nothing = {
  intentId: null,
  sessionId: null,
  checkoutUrl: null,
  captureBeforeMs: null,
  reason: null,
  amountMinor: 0,
}

/** Carries out what the events of a shipment ask for; the outcome comes back as a command. */
export function createEffectActivities(payments: PaymentActivities) {
  return {
    async perform({ commandId, shipmentId, effect }: Performance): Promise<Command> {
      const payload = { ...nothing, n: effect.n, ...(await outcomeOf(payments, shipmentId, effect)) }
      const nowMs = Date.now()
      const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, expectedSeq: null }
      return { commandId, actor: systemActor, source: 'stripe', ...times, type: 'payment_event', payload }
    },
  }
}

type Told = Partial<Fact> & Pick<Fact, 'kind'>

async function outcomeOf(payments: PaymentActivities, shipmentId: string, effect: Effect): Promise<Told> {
  switch (effect.kind) {
    case 'hold':
      return held(await payments.hold({ shipmentId, ...effect }))
    case 'capture':
      return settled(await payments.capture({ shipmentId, ...effect }), effect.intentId)
    case 'release':
      return settled(await payments.release({ shipmentId, ...effect }), effect.intentId)
    case 'close_checkout':
      return settled(await payments.closeCheckout({ shipmentId, ...effect }), null)
    case 'refund':
      return await paidBack(payments, shipmentId, effect)
  }
}

/** A refund goes under the number of its decision; what is told is all that was paid back so far. */
async function paidBack(
  payments: PaymentActivities,
  shipmentId: string,
  { settlement, intentId, amountMinor }: Extract<Effect, { kind: 'refund' }>,
): Promise<Told> {
  const outcome = await payments.refund({ shipmentId, n: settlement, intentId, amountMinor })
  if (outcome.kind === 'refund_failed') return { kind: 'refund_failed', reason: outcome.reason, intentId }
  const { refundedMinor } = await payments.readIntent({ intentId })
  return { kind: 'refunded', amountMinor: refundedMinor, intentId }
}

function held(outcome: HoldOutcome): Told {
  return outcome
}

function settled(outcome: CaptureOutcome | ReleaseOutcome, intentId: string | null): Told {
  return { ...outcome, intentId }
}
