import type { WebhookDeliveryView, WebhookEndpointView } from '#domain/views-webhooks.ts'
import { type Reading, when } from '../format.ts'
import { disabledTable, onRow, troubledRow } from '../words/webhooks.ts'

const mostCounted = 1_000

/** An endpoint as a line of the list and as the head of its page. */
export function endpointOf(endpoint: WebhookEndpointView, reading: Reading) {
  const { id, url, description, kinds, state, disabledReason, partnerName, waiting } = endpoint
  const whenOf = (instant: string | null) => (instant === null ? null : when(instant, reading))
  const off = disabledReason && disabledTable[disabledReason]
  const standing = off ?? (endpoint.failingSince === null ? onRow : troubledRow)
  return {
    id,
    url,
    description,
    kinds,
    partnerName,
    isOn: state === 'enabled',
    standing: { name: standing.name, tone: standing.tone },
    offWords: off?.words ?? null,
    waiting: waiting >= mostCounted ? `${mostCounted} or more` : String(waiting),
    disabled: whenOf(endpoint.disabledAt),
    failing: whenOf(endpoint.failingSince),
    lastSuccess: whenOf(endpoint.lastSuccessAt),
    overlap: whenOf(endpoint.oldSecretUntil),
  }
}

export type EndpointLine = ReturnType<typeof endpointOf>

/** A message with its attempts, ready to read. */
export function messageOf(message: WebhookDeliveryView, reading: Reading) {
  const { id, messageId, kind, shipmentId, trackingNumber, state, attempts, failure, body, log } = message
  return {
    ...{ id, messageId, kind, shipmentId, state, attempts, failure },
    number: trackingNumber,
    created: when(message.createdAt, reading),
    next: message.nextAttemptAt === null ? null : when(message.nextAttemptAt, reading),
    body: pretty(body),
    log: log.map(({ at, ...attempt }) => ({ ...attempt, at: when(at, reading) })),
  }
}

export type MessageLine = ReturnType<typeof messageOf>

/** What is signed has no spaces; what is read has. */
function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2)
}
