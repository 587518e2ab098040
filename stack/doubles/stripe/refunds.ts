import { type Call, countEffect, emit } from './call.ts'
import { invalid, unexpectedState } from './failure.ts'
import { newId } from './ids.ts'
import { findObject, lockObject, putObject } from './store.ts'
import type { Charge, Dispute, Metadata, Refund } from './types.ts'

export type NewRefund = {
  payment_intent: string
  amount?: number | undefined
  reason?: string | undefined
  metadata: Metadata
}

async function capturedCharge(call: Call, intentId: string): Promise<Charge> {
  const intent = await lockObject(call.db, 'payment_intent', intentId)
  const charge = intent.latest_charge ? await findObject(call.db, 'charge', intent.latest_charge) : null
  if (!charge?.captured) throw unexpectedState(intent, 'refund')
  return charge
}

/** Gives captured money back, never more than was captured. */
export async function createRefund(call: Call, asked: NewRefund): Promise<Refund> {
  const charge = await capturedCharge(call, asked.payment_intent)
  const left = charge.amount_captured - charge.amount_refunded
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  const amount = asked.amount ?? left
  if (amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    })
  }
  const refund: Refund = {
    id: newId('re'),
    object: 'refund',
    created: call.nowSec,
    livemode: false,
    metadata: asked.metadata,
    amount,
    charge: charge.id,
    currency: charge.currency,
    payment_intent: asked.payment_intent,
    reason: asked.reason ?? null,
    status: 'succeeded',
  }
  const given: Charge = { ...charge, amount_refunded: charge.amount_refunded + amount, refunded: amount === left }
  await putObject<'refund'>(call.db, refund)
  await putObject<'charge'>(call.db, given)
  await countEffect(call, 'refund', refund)
  await emit(call, 'refund.created', refund)
  await emit(call, 'charge.refunded', given)
  return refund
}

/** The card holder's bank takes the money back: only the control endpoint can make it happen. */
export async function openDispute(call: Call, intentId: string): Promise<Dispute> {
  const charge = await capturedCharge(call, intentId)
  const dispute: Dispute = {
    id: newId('du'),
    object: 'dispute',
    created: call.nowSec,
    livemode: false,
    metadata: {},
    amount: charge.amount_captured,
    charge: charge.id,
    currency: charge.currency,
    payment_intent: intentId,
    reason: 'product_not_received',
    status: 'needs_response',
  }
  await putObject<'dispute'>(call.db, dispute)
  await putObject<'charge'>(call.db, { ...charge, disputed: true })
  await emit(call, 'charge.dispute.created', dispute)
  return dispute
}
