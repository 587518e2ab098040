import type { EndpointRow } from '#db/webhook-endpoints.ts'
import type { MessageRow } from '#db/webhook-messages.ts'
import type { Instant } from '#domain/views.ts'
import type { WebhookDeliveryView, WebhookEndpointView } from '#domain/views-webhooks.ts'
import { instantOf } from './instants.ts'

export function endpointView(row: EndpointRow): WebhookEndpointView {
  const { disabledAtMs, failingSinceMs, lastSuccessAtMs, oldSecretUntilMs, createdAtMs, ...rest } = row
  return {
    ...rest,
    disabledAt: maybeInstant(disabledAtMs),
    failingSince: maybeInstant(failingSinceMs),
    lastSuccessAt: maybeInstant(lastSuccessAtMs),
    oldSecretUntil: maybeInstant(oldSecretUntilMs),
    createdAt: instantOf(createdAtMs),
  }
}

export function deliveryView(row: MessageRow): WebhookDeliveryView {
  const { id, messageId, notBeforeMs, sentAtMs, createdAtMs, log, ...rest } = row
  return {
    ...rest,
    id: String(id),
    messageId: `msg_${messageId}`,
    nextAttemptAt: rest.state === 'waiting' ? instantOf(notBeforeMs) : null,
    sentAt: maybeInstant(sentAtMs),
    createdAt: instantOf(createdAtMs),
    log: log.map(({ atMs, ...attempt }) => ({ ...attempt, at: instantOf(atMs) })),
  }
}

function maybeInstant(ms: number | null): Instant | null {
  return ms === null ? null : instantOf(ms)
}
