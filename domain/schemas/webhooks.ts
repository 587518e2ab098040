import { z } from 'zod'
import { messageStates, webhookKinds } from '../webhooks.ts'
import { id, instant, page, text } from './common.ts'

const url = text(500).refine(isPlainUrl, 'must be a web address that begins with https://, without a password')

/** Whether it may be plain http is for the installation to say: in development alone. */
function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return ['https:', 'http:'].includes(protocol) && username === '' && password === ''
}

const description = z.union([z.literal(''), text(120)])

const kinds = z
  .array(z.enum(webhookKinds))
  .min(1, 'needs at least one kind')
  .refine((chosen) => new Set(chosen).size === chosen.length, 'names a kind twice')
  .nullable()

/** POST /webhook-endpoints. Without `kinds` it is told of everything; an admin says for which partner it is. */
export const endpointInput = z.strictObject({
  url,
  description: description.default(''),
  kinds: kinds.default(null),
  partnerId: id.optional(),
})

/** PATCH /webhook-endpoints/{id}. */
export const endpointChange = z
  .strictObject({ url: url.optional(), description: description.optional(), kinds: kinds.optional() })
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')

const cursor = z.string().regex(/^\d{1,15}$/, 'must be the id of a message')

/** POST /webhook-endpoints/{id}/replay: what came after a message, or since an instant. */
export const replayInput = z
  .strictObject({ cursor: cursor.optional(), since: instant.optional() })
  .refine((input) => (input.cursor === undefined) !== (input.since === undefined), {
    path: ['cursor'],
    message: 'is given, or since is: exactly one of them',
  })

/** GET /webhook-endpoints. */
export const endpointQuery = z.strictObject(page)

/** GET /webhook-deliveries: of one endpoint, or of all that are mine. */
export const deliveryQuery = z.strictObject({
  ...page,
  endpointId: id.optional(),
  state: z.enum(messageStates).optional(),
})
