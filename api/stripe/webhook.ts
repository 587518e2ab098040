import { WorkflowNotFoundError } from '@temporalio/client'
import type { Logger } from 'pino'
import type { CommonQueryMethods } from 'slonik'
import type { Stripe } from 'stripe'
import {
  findMoney,
  findShipmentOfIntent,
  keepStripeEvent,
  type StripeEventState,
  settleStripeEvent,
} from '#db/stripe-events.ts'
import { systemActor } from '#domain/actors.ts'
import { AppError } from '#domain/errors.ts'
import type { Command } from '#domain/payloads.ts'
import { isKnownFact } from '#domain/rules/money.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { captureBeforeMs, stripeOptions } from '#domain/stripe-facts.ts'
import type { Sender } from '../services/send-update.ts'
import { factOf, type PaymentFact } from './events.ts'

type PaymentCommand = Extract<Command, { type: 'payment_event' }>

export type WebhookDeps = { db: CommonQueryMethods; sender: Sender; stripe: Stripe; webhookSecret: string; log: Logger }

const toleranceSeconds = 300

/**
 * Hears Stripe out: the signature over the very bytes, once an event, and then a report to the shipment. Whatever
 * fails on the way leaves the event `new`, and Stripe sends it again.
 */
export async function hearStripe(deps: WebhookDeps, body: Buffer, signature: string | undefined): Promise<void> {
  const { db, log } = deps
  const event = verified(deps, body, signature)
  const state = await keepStripeEvent(db, { id: event.id, type: event.type, apiVersion: event.api_version })
  if (state !== 'new') return
  if (event.api_version !== stripeOptions(null).apiVersion) {
    log.error({ eventId: event.id, type: event.type }, 'a Stripe event of another API version was parked')
    await settleStripeEvent(db, { id: event.id, state: 'parked', shipmentId: null })
    return
  }
  const fact = factOf(event)
  const shipmentId = fact && (await shipmentOf(db, fact))
  const end = fact && shipmentId ? await tell(deps, fact, shipmentId) : 'ignored'
  if (end === 'parked') log.error({ eventId: event.id, type: event.type }, 'a Stripe event came after the end')
  await settleStripeEvent(db, { id: event.id, state: end, shipmentId })
}

function verified({ stripe, webhookSecret }: WebhookDeps, body: Buffer, signature: string | undefined): Stripe.Event {
  try {
    return stripe.webhooks.constructEvent(body, signature ?? '', webhookSecret, toleranceSeconds)
  } catch {
    throw new AppError('malformed', 'The signature of this event does not fit.')
  }
}

async function shipmentOf(db: CommonQueryMethods, { shipmentId, intentId }: PaymentFact): Promise<string | null> {
  const own = idSchema.safeParse(shipmentId)
  if (own.success) return own.data
  return intentId ? await findShipmentOfIntent(db, intentId) : null
}

async function tell(deps: WebhookDeps, fact: PaymentFact, shipmentId: string): Promise<StripeEventState> {
  try {
    const command = await commandOf(deps.stripe, fact)
    const money = await findMoney(deps.db, shipmentId)
    // Mostly our own call has told it already: a report that changes nothing would still cost a workflow task.
    if (money && isKnownFact(money, command.payload)) return 'ignored'
    await deps.sender.report(shipmentId, command)
    return 'sent'
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
    // The shipment is settled and closed. What costs money after that is for people to see.
    return fact.kind === 'disputed' || fact.kind === 'refunded' ? 'parked' : 'ignored'
  }
}

async function commandOf(stripe: Stripe, fact: PaymentFact): Promise<PaymentCommand> {
  const nowMs = Date.now()
  return {
    commandId: `stripe/${fact.eventId}`,
    actor: systemActor,
    source: 'stripe',
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    type: 'payment_event',
    payload: {
      kind: fact.kind,
      n: fact.n ?? 0,
      amountMinor: fact.amountMinor,
      intentId: fact.intentId,
      sessionId: null,
      checkoutUrl: null,
      captureBeforeMs: fact.kind === 'authorised' && fact.intentId ? await holdEnds(stripe, fact.intentId) : null,
      reason: null,
    },
  }
}

/** An event does not carry the charge, so when the hold ends is only known after reading the payment. */
async function holdEnds(stripe: Stripe, intentId: string): Promise<number> {
  return captureBeforeMs(await stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge'] }))
}
