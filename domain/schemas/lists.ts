import { z } from 'zod'
import { exceptionStates, exceptionTypes } from '../exception-types.ts'
import { statuses } from '../status.ts'
import { flag, id, instant, page, text, wordsOf } from './common.ts'

/** GET /shipments/{id}. */
export const asOfQuery = z.strictObject({ asOf: instant.optional() })

/** GET /shipments. */
export const shipmentQuery = z.strictObject({
  ...page,
  status: wordsOf(statuses).optional(),
  q: text(100).optional(),
  customerId: id.optional(),
  courierId: id.optional(),
  partnerId: id.optional(),
  overdue: flag.optional(),
  hasException: flag.optional(),
  from: instant.optional(),
  to: instant.optional(),
  sort: z.enum(['newest', 'oldest', 'nextDeadline']).default('newest'),
})
export type ShipmentQuery = z.output<typeof shipmentQuery>

/** GET /shipments/{id}/events. */
export const eventQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

/** GET /exceptions. `owner` is `me`, `none`, or a user's id. */
export const exceptionQuery = z.strictObject({
  ...page,
  state: wordsOf(exceptionStates).optional(),
  level: wordsOf(['1', '2', '3', '4']).optional(),
  type: wordsOf(exceptionTypes).optional(),
  owner: z.union([z.literal('me'), z.literal('none'), id]).optional(),
  zone: text(40).optional(),
  q: text(100).optional(),
  sort: z.enum(['nextEscalationAt', 'newest']).default('nextEscalationAt'),
})

/** GET /users. */
export const userQuery = z.strictObject({ ...page, q: text(100).optional() })

/** GET /dev/mail, for the embedded mailbox. */
export const mailQuery = z.strictObject({ ...page, q: text(100).optional() })

/** GET /dev/sms, for the texts beside it. */
export const textQuery = z.strictObject(page)

/** A calendar day, for a courier's run. */
export const day = z.iso.date('must be a date such as 2026-05-01')

/** GET /courier/run. */
export const runQuery = z.strictObject({ date: day.optional() })
