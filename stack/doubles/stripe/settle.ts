import { type Call, countEffect, emit } from './call.ts'
import { invalid, unexpectedState } from './failure.ts'
import { findObject, lockObject, putObject } from './store.ts'
import type { Charge, Intent } from './types.ts'

async function chargeOf(call: Call, intent: Intent): Promise<Charge> {
  const charge = intent.latest_charge ? await findObject(call.db, 'charge', intent.latest_charge) : null
  if (!charge) throw unexpectedState(intent, 'use')
  return charge
}

/** Takes all or part of a hold; what is not taken is released. */
export async function captureIntent(call: Call, id: string, asked: number | undefined): Promise<Intent> {
  const intent = await lockObject(call.db, 'payment_intent', id)
  if (intent.status !== 'requires_capture') throw unexpectedState(intent, 'capture')
  const taken = asked ?? intent.amount_capturable
  if (taken > intent.amount_capturable) {
    throw invalid('The amount to capture is greater than the capturable amount of the PaymentIntent.', {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    })
  }
  const charge: Charge = { ...(await chargeOf(call, intent)), amount_captured: taken, captured: true }
  const done: Intent = { ...intent, status: 'succeeded', amount_capturable: 0, amount_received: taken }
  await putObject<'charge'>(call.db, charge)
  await putObject<'payment_intent'>(call.db, done)
  await countEffect(call, 'capture', { id, amount: taken })
  await emit(call, 'charge.captured', charge)
  await emit(call, 'payment_intent.succeeded', done)
  return done
}

/** Ends an intent that took no money; a hold goes back to the card. */
export async function cancelIntent(call: Call, id: string, reason: string | null): Promise<Intent> {
  const intent = await lockObject(call.db, 'payment_intent', id)
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpectedState(intent, 'cancel')
  const done: Intent = {
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: call.nowSec,
    cancellation_reason: reason,
    next_action: null,
  }
  await putObject<'payment_intent'>(call.db, done)
  await countEffect(call, 'cancel', { id, amount: intent.amount_capturable })
  await emit(call, 'payment_intent.canceled', done)
  return done
}
