import { type Call, countEffect, emit } from './call.ts'
import { takeMethod, type Verdict, verdictOf } from './cards.ts'
import { addCharge } from './charges.ts'
import { type Answer, invalid, unexpectedState } from './failure.ts'
import { newId } from './ids.ts'
import { putObject } from './store.ts'
import type { CaptureMethod, ErrorBody, Intent, Metadata, PaymentMethod } from './types.ts'

export type NewIntent = {
  amount: number
  currency: string
  capture_method: CaptureMethod
  metadata: Metadata
  customer?: string | undefined
  description?: string | undefined
}

export type Confirmation = { off_session?: boolean | undefined; return_url?: string | undefined }

const confirmable = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** Stores a new intent that nobody has paid yet. */
export async function createIntent(call: Call, asked: NewIntent): Promise<Intent> {
  const id = newId('pi')
  const intent: Intent = {
    id,
    object: 'payment_intent',
    created: call.nowSec,
    livemode: false,
    metadata: asked.metadata,
    amount: asked.amount,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: asked.capture_method,
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
    confirmation_method: 'automatic',
    currency: asked.currency.toLowerCase(),
    customer: asked.customer ?? null,
    description: asked.description ?? null,
    last_payment_error: null,
    latest_charge: null,
    next_action: null,
    payment_method: null,
    payment_method_types: ['card'],
    allowed_payment_method_types: ['card'],
    status: 'requires_payment_method',
  }
  await putObject<'payment_intent'>(call.db, intent)
  await emit(call, 'payment_intent.created', intent)
  return intent
}

/** Charges the intent's method. A decline is an answer (402) that leaves its traces, not a failure that undoes them. */
export async function confirmIntent(
  call: Call,
  { intent, methodId, off_session, return_url }: Confirmation & { intent: Intent; methodId: string | null },
): Promise<Answer> {
  if (!confirmable.includes(intent.status)) throw unexpectedState(intent, 'confirm')
  if (!methodId) {
    throw invalid('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    })
  }
  const method = await takeMethod(call.db, methodId, call.nowSec)
  const verdict = verdictOf(method)
  if (verdict.kind === 'needs_action') {
    if (off_session) return decline(call, intent, { method, verdict: authenticationMissing })
    return askForAction(call, { ...intent, payment_method: method.id }, return_url ?? null)
  }
  if (verdict.kind === 'declined') return decline(call, intent, { method, verdict })
  return { status: 200, body: await authorise(call, { ...intent, payment_method: method.id }, method) }
}

const authenticationMissing: Verdict & { kind: 'declined' } = {
  kind: 'declined',
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

async function askForAction(call: Call, intent: Intent, returnUrl: string | null): Promise<Answer> {
  const waiting: Intent = {
    ...intent,
    status: 'requires_action',
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { url: `${call.baseUrl}/authenticate/${intent.id}`, return_url: returnUrl },
    },
  }
  await putObject<'payment_intent'>(call.db, waiting)
  await emit(call, 'payment_intent.requires_action', waiting)
  return { status: 200, body: waiting }
}

/** The bank said yes: the money is held, or taken at once when nobody asked for a manual capture. */
export async function authorise(call: Call, intent: Intent, method: PaymentMethod): Promise<Intent> {
  const charge = await addCharge(call, intent, { method, verdict: { kind: 'approved' } })
  const isHold = intent.capture_method === 'manual'
  const done: Intent = {
    ...intent,
    status: isHold ? 'requires_capture' : 'succeeded',
    amount_capturable: isHold ? intent.amount : 0,
    amount_received: isHold ? 0 : intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  }
  await putObject<'payment_intent'>(call.db, done, charge.payment_method_details.card.capture_before ?? null)
  await countEffect(call, 'authorise', done)
  await emit(call, isHold ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', done)
  return done
}

async function decline(
  call: Call,
  intent: Intent,
  { method, verdict }: { method: PaymentMethod; verdict: Verdict & { kind: 'declined' } },
): Promise<Answer> {
  const charge = await addCharge(call, intent, { method, verdict })
  const error: ErrorBody = {
    type: 'card_error',
    code: verdict.code,
    decline_code: verdict.declineCode,
    message: verdict.message,
    charge: charge.id,
    payment_method: method,
  }
  const failed: Intent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: charge.id,
    last_payment_error: error,
    next_action: null,
  }
  await putObject<'payment_intent'>(call.db, failed)
  await emit(call, 'charge.failed', charge)
  await emit(call, 'payment_intent.payment_failed', failed)
  return { status: 402, body: { error: { ...error, payment_intent: failed } } }
}
