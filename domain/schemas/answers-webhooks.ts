import { z } from 'zod'
import { disabledReasons, endpointStates, messageStates, webhookKinds } from '../webhooks.ts'
import { id, instant } from './answers-shared.ts'

export const endpointAnswer = z
  .strictObject({
    id,
    partnerId: id,
    partnerName: z.string(),
    url: z.string(),
    description: z.string(),
    kinds: z.array(z.enum(webhookKinds)).nullable(),
    state: z.enum(endpointStates),
    disabledReason: z.enum(disabledReasons).nullable(),
    disabledAt: instant.nullable(),
    failingSince: instant.nullable(),
    lastSuccessAt: instant.nullable(),
    waiting: z.int(),
    oldSecretUntil: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'WebhookEndpoint' })

export const newSecretAnswer = z
  .strictObject({ ...endpointAnswer.shape, secret: z.string() })
  .meta({ id: 'WebhookEndpointWithSecret' })

export const testAnswer = z.strictObject({ id })

export const replayAnswer = z.strictObject({ messages: z.int() })

export const deliveryAnswer = z
  .strictObject({
    id,
    messageId: z.string(),
    endpointId: id,
    kind: z.string(),
    shipmentId: id.nullable(),
    trackingNumber: z.string().nullable(),
    seq: z.int().nullable(),
    state: z.enum(messageStates),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    sentAt: instant.nullable(),
    failure: z.string().nullable(),
    createdAt: instant,
    body: z.string(),
    log: z.array(
      z.strictObject({
        attempt: z.int(),
        at: instant,
        outcome: z.enum(['sent', 'failed']),
        status: z.int().nullable(),
        durationMs: z.int(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'WebhookDelivery' })
