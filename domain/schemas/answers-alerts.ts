import { z } from 'zod'
import { exceptionTypes } from '../exception-types.ts'
import { staffChannels } from '../ladder-steps.ts'
import { id, instant } from './answers-shared.ts'

const alertShape = z
  .strictObject({
    id,
    exceptionId: id.nullable(),
    shipmentId: id.nullable(),
    trackingNumber: z.string().nullable(),
    type: z.enum(exceptionTypes).nullable(),
    level: z.int(),
    words: z.string(),
    createdAt: instant,
    readAt: instant.nullable(),
    deliveries: z.array(
      z.strictObject({
        channel: z.enum(staffChannels),
        state: z.enum(['waiting', 'sent', 'failed', 'held']),
        at: instant.nullable(),
        failure: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Alert' })

export const unreadAnswer = z.strictObject({ unread: z.int() })

export const alertsAnswer = z.strictObject({
  items: z.array(alertShape),
  nextCursor: z.string().nullable(),
  unread: z.int(),
})

export const undeliveredAnswer = z.strictObject({
  items: z.array(z.strictObject({ ...alertShape.shape, person: z.string() })),
  nextCursor: z.null(),
})

export const alertPreferencesAnswer = z
  .strictObject({
    email: z.boolean(),
    sms: z.boolean(),
    webhook: z.boolean(),
    phone: z.string().nullable(),
    webhookUrl: z.string().nullable(),
    sound: z.boolean(),
    quietFrom: z.string().nullable(),
    quietTo: z.string().nullable(),
    zone: z.string(),
    muted: z.array(z.strictObject({ type: z.enum(exceptionTypes), until: instant })),
  })
  .meta({ id: 'AlertPreferences' })
