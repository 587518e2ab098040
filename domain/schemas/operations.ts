import { z } from 'zod'
import { mostItems } from '../jobs.ts'
import { bulletinKinds } from '../payloads.ts'
import { carriages } from '../shipment.ts'
import { statuses } from '../status.ts'
import { id, instant, page, text, wordsOf } from './common.ts'
import { code, serviceLevelInput } from './settings.ts'

/** POST /commands/bulk. Each row is judged alone, so the whole is only looked at from outside here. */
export const bulkInput = z.strictObject({
  title: text(120).optional(),
  items: z
    .array(z.looseObject({ shipmentId: z.string().max(64), commandId: z.string().max(64), type: z.string().max(64) }))
    .min(1, 'names no shipment')
    .max(mostItems, `may hold at most ${mostItems} items`),
})
export type BulkItem = z.output<typeof bulkInput>['items'][number]

/** GET /jobs/{id}. */
export const jobQuery = z.strictObject({
  after: z.coerce.number().int().min(-1).default(-1),
  limit: z.coerce.number().int().min(0).max(1_000).default(1_000),
})

const prefix = z.string().regex(/^[0-9A-Za-z -]{1,10}$/, 'must be the beginning of a postcode')

/** PUT /zones/{code}. Without prefixes it is the rest of its country. */
export const zoneInput = z.strictObject({
  name: text(80),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a code such as DE'),
  postcodePrefixes: z.array(prefix).max(500).default([]),
})

/** POST /bulletins. */
export const bulletinInput = z.strictObject({
  zoneId: code,
  kind: z.enum(bulletinKinds),
  until: instant,
  text: text(500),
})

/** GET /reports/stale. */
export const staleQuery = z.strictObject({
  ...page,
  status: wordsOf(statuses).optional(),
  partnerId: id.optional(),
  courierId: id.optional(),
  zone: code.optional(),
  carriage: z.enum(carriages).optional(),
  /** Only what is outdated for at least so many minutes. */
  olderThan: z.coerce.number().int().min(0).max(5_000_000).default(0),
  format: z.enum(['json', 'csv']).default('json'),
})
export type StaleQuery = z.output<typeof staleQuery>

/** POST /policies/what-if. */
export const whatIfInput = z.strictObject({
  code,
  draft: serviceLevelInput,
  days: z.int().min(1).max(90).default(30),
})
