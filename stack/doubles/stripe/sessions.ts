import { type Call, countEffect, emit } from './call.ts'
import { type Answer, invalid } from './failure.ts'
import { newId } from './ids.ts'
import { confirmIntent, createIntent } from './intents.ts'
import { cancelIntent } from './settle.ts'
import { lockObject, putObject } from './store.ts'
import type { CaptureMethod, Intent, Metadata, Session } from './types.ts'

export type NewSession = {
  amountMinor: number
  currency: string
  success_url: string
  cancel_url?: string | undefined
  customer?: string | undefined
  client_reference_id?: string | undefined
  metadata: Metadata
  expires_at?: number | undefined
  intent: { capture_method: CaptureMethod; metadata: Metadata; description?: string | undefined }
}

const longestSeconds = 24 * 3600

/** Opens a hosted payment page. The intent is made when somebody pays there, as Stripe does. */
export async function createSession(call: Call, asked: NewSession): Promise<Session> {
  const id = newId('cs_test')
  const session: Session = {
    id,
    object: 'checkout.session',
    created: call.nowSec,
    livemode: false,
    metadata: asked.metadata,
    amount_subtotal: asked.amountMinor,
    amount_total: asked.amountMinor,
    cancel_url: asked.cancel_url ?? null,
    client_reference_id: asked.client_reference_id ?? null,
    currency: asked.currency.toLowerCase(),
    customer: asked.customer ?? null,
    expires_at: asked.expires_at ?? call.nowSec + longestSeconds,
    mode: 'payment',
    payment_intent: null,
    payment_method_types: ['card'],
    allowed_payment_method_types: ['card'],
    payment_status: 'unpaid',
    status: 'open',
    success_url: asked.success_url,
    url: `${call.baseUrl}/pay/${id}`,
    _intent: { ...asked.intent, description: asked.intent.description ?? null },
  }
  await putObject<'checkout.session'>(call.db, session, session.expires_at)
  await countEffect(call, 'checkout', { id, amount: asked.amountMinor })
  return session
}

/** Closes an open page; a paid or already closed one refuses. */
export async function expireSession(call: Call, id: string): Promise<Session> {
  const session = await lockObject(call.db, 'checkout.session', id)
  if (session.status !== 'open') {
    throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`)
  }
  // A try that was declined left an intent behind; it ends with its page.
  if (session.payment_intent) await cancelIntent(call, session.payment_intent, 'automatic')
  const expired: Session = { ...session, status: 'expired', url: null }
  await putObject<'checkout.session'>(call.db, expired)
  await emit(call, 'checkout.session.expired', expired)
  return expired
}

async function intentOf(call: Call, session: Session): Promise<Intent> {
  if (session.payment_intent) return lockObject(call.db, 'payment_intent', session.payment_intent)
  return createIntent(call, {
    amount: session.amount_total,
    currency: session.currency,
    capture_method: session._intent.capture_method,
    metadata: session._intent.metadata,
    customer: session.customer ?? undefined,
    description: session._intent.description ?? undefined,
  })
}

/** What the page's button does. A declined card leaves the page open for another try. */
export async function paySession(
  call: Call,
  id: string,
  methodId: string,
): Promise<{ session: Session; paid: boolean }> {
  const session = await lockObject(call.db, 'checkout.session', id)
  if (session.status !== 'open') return { session, paid: session.status === 'complete' }
  const intent = await intentOf(call, session)
  const answer: Answer = await confirmIntent(call, { intent, methodId })
  if (answer.status !== 200) {
    const open: Session = { ...session, payment_intent: intent.id }
    await putObject<'checkout.session'>(call.db, open, open.expires_at)
    return { session: open, paid: false }
  }
  const done: Session = {
    ...session,
    payment_intent: intent.id,
    // A hold is no payment yet: Stripe says "unpaid" until the capture.
    payment_status: session._intent.capture_method === 'manual' ? 'unpaid' : 'paid',
    status: 'complete',
    url: null,
  }
  await putObject<'checkout.session'>(call.db, done)
  await emit(call, 'checkout.session.completed', done)
  return { session: done, paid: true }
}
