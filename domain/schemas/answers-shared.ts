import { z } from 'zod'
import type { Page } from '../views.ts'
import { maybe } from './common.ts'

export const id = z.string()
export const instant = z.iso.datetime()
export const money = z.strictObject({ amount: z.int(), currency: z.string() }).meta({ id: 'Money' })
export const window = z.tuple([instant, instant])
const position = z.strictObject({ lat: z.number(), lng: z.number() })

export const placeAnswer = z
  .strictObject({
    name: z.string(),
    line1: z.string(),
    line2: maybe(z.string()),
    city: z.string(),
    postcode: z.string(),
    country: z.string(),
    phone: maybe(z.string()),
    email: maybe(z.string()),
    position: maybe(position),
  })
  .meta({ id: 'Place' })

export const promise = z.strictObject({ from: instant, to: instant, original: window }).nullable()

export function pageOf<T extends z.ZodType>(item: T): z.ZodType<Page<z.output<T>>> {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable(), total: maybe(z.int()) })
}
