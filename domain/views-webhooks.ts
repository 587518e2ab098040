import type { Instant } from './views.ts'
import type { DisabledReason, EndpointState, MessageState, WebhookKind } from './webhooks.ts'

/** An address of a partner's that is told of events. */
export type WebhookEndpointView = {
  id: string
  partnerId: string
  partnerName: string
  url: string
  description: string
  /** Null is everything. */
  kinds: readonly WebhookKind[] | null
  state: EndpointState
  disabledReason: DisabledReason | null
  disabledAt: Instant | null
  /** Nothing has got through since then. */
  failingSince: Instant | null
  lastSuccessAt: Instant | null
  /** How many messages wait, up to a thousand. */
  waiting: number
  /** Until when the secret before signs as well. */
  oldSecretUntil: Instant | null
  createdAt: Instant
}

/** The secret is shown when it is made, and never again. */
export type NewSecretView = WebhookEndpointView & { secret: string }

export type WebhookAttemptView = {
  attempt: number
  at: Instant
  outcome: 'sent' | 'failed'
  status: number | null
  durationMs: number
  reason: string | null
}

/** One message with what became of each attempt. The id is the cursor of a replay. */
export type WebhookDeliveryView = {
  id: string
  messageId: string
  endpointId: string
  kind: string
  shipmentId: string | null
  trackingNumber: string | null
  seq: number | null
  state: MessageState
  attempts: number
  nextAttemptAt: Instant | null
  sentAt: Instant | null
  failure: string | null
  createdAt: Instant
  body: string
  /** The newest first, at most twenty. */
  log: readonly WebhookAttemptView[]
}
