import { z } from 'zod'
import { exceptionTypes } from '../exception-types.ts'
import { isZone } from './calendar.ts'
import { flag, instant, page, text } from './common.ts'

/** GET /alerts. `unread` is true for those alone, false for the others; without it all come. */
export const alertQuery = z.strictObject({ ...page, unread: flag.optional() })

/** POST /alerts/read: these, or all of mine. */
export const alertReadInput = z.strictObject({
  ids: z
    .array(z.string().regex(/^\d{1,15}$/, 'must be the id of an alert'))
    .min(1, 'needs at least one id')
    .max(500, 'may hold at most 500 ids')
    .optional(),
})

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 21:00')

const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number with its country, such as +4930123456')

const webhookUrl = text(500).refine(isHttps, 'must be an address that begins with https://, without a password')

function isHttps(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return protocol === 'https:' && username === '' && password === ''
}

const muted = z
  .array(z.strictObject({ type: z.enum(exceptionTypes), until: instant }))
  .max(exceptionTypes.length)
  .refine((all) => new Set(all.map(({ type }) => type)).size === all.length, 'names a type twice')

/** PUT /alerts/preferences, whole: what is missing there is a fault. */
export const alertPreferencesInput = z
  .strictObject({
    email: z.boolean(),
    sms: z.boolean(),
    webhook: z.boolean(),
    phone: phone.nullable(),
    webhookUrl: webhookUrl.nullable(),
    sound: z.boolean(),
    quietFrom: time.nullable(),
    quietTo: time.nullable(),
    zone: z.string().max(60).refine(isZone, 'must be a time zone such as Europe/Berlin'),
    muted,
  })
  .superRefine((input, { addIssue }) => {
    const wrong = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message })
    if (input.sms && input.phone === null) wrong('phone', 'is needed for texts')
    if (input.webhook && input.webhookUrl === null) wrong('webhookUrl', 'is needed for webhooks')
    if ((input.quietFrom === null) !== (input.quietTo === null)) wrong('quietTo', 'goes together with the beginning')
    else if (input.quietFrom !== null && input.quietFrom === input.quietTo) wrong('quietTo', 'must be another time')
  })
