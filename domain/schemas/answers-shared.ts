import { z } from 'zod'
import type { Page } from '../views.ts'

export const id = z.string()
export const instant = z.iso.datetime()
export const money = z.strictObject({ amount: z.int(), currency: z.string() }).meta({ id: 'Money' })
export const window = z.tuple([instant, instant])
const position = z.strictObject({ lat: z.number(), lng: z.number() })

export const placeAnswer = z
  .strictObject({
    name: z.string(),
    line1: z.string(),
    line2: z.string().exactOptional(),
    city: z.string(),
    postcode: z.string(),
    country: z.string(),
    phone: z.string().exactOptional(),
    email: z.string().exactOptional(),
    position: position.exactOptional(),
  })
  .meta({ id: 'Place' })

export const promise = z.strictObject({ from: instant, to: instant, original: window }).nullable()

export function pageOf<T extends z.ZodType>(item: T): z.ZodType<Page<z.output<T>>> {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().exactOptional() })
}
