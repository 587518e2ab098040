import { z } from 'zod'
import { id, money, parcels, place, text, window } from './common.ts'

const carriages = ['own', 'partner', 'drop_off'] as const
const methods = ['card', 'account', 'cod'] as const

const windows = z.strictObject({ pickup: window.optional(), delivery: window.optional() })

const what = {
  serviceLevel: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'must be the code of a service level'),
  sender: place,
  recipient: place,
  parcels,
  windows: windows.optional(),
}

/** POST /quotes. */
export const quoteInput = z.strictObject({ ...what, cod: money.optional() })
export type QuoteInput = z.output<typeof quoteInput>

/** How a shipment is paid; also the payload of `pay`. */
export const paymentInput = z
  .strictObject({
    method: z.enum(methods),
    paymentMethodId: z
      .string()
      .regex(/^pm_\w{1,100}$/, 'must be a payment method of Stripe')
      .optional(),
    codAmount: money.optional(),
  })
  .refine(({ method, codAmount }) => method === 'cod' || codAmount === undefined, {
    path: ['codAmount'],
    message: 'is only for cash on delivery',
  })
  .refine(({ method, paymentMethodId }) => method === 'card' || paymentMethodId === undefined, {
    path: ['paymentMethodId'],
    message: 'is only for cards',
  })

/** POST /shipments. */
export const bookInput = z
  .strictObject({
    ...what,
    quoteId: id.optional(),
    carriage: z.enum(carriages).default('own'),
    partnerId: id.optional(),
    /** Staff only: for whom they book. */
    customerId: id.optional(),
    reference: text(80).optional(),
    payment: paymentInput.optional(),
  })
  .refine(({ carriage, partnerId }) => carriage !== 'partner' || partnerId !== undefined, {
    path: ['partnerId'],
    message: 'is needed when a partner carries',
  })
export type BookInput = z.output<typeof bookInput>

/** The header of a booking: any printable text of the client's own. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 printable characters')
