import { z } from 'zod'

/**
 * A field that may be missing. JSON holds no undefined, so the type may say so exactly; at run time it is zod's plain
 * `optional`, the only one that the OpenAPI generator knows.
 */
export function maybe<T extends z.ZodType>(schema: T): z.ZodExactOptional<T> {
  return z.optional(schema) as unknown as z.ZodExactOptional<T>
}

/** Text that PostgreSQL can keep byte for byte: no NUL, no half of a surrogate pair. */
export function text(maxLength: number, minLength = 1) {
  return z
    .string()
    .min(minLength, minLength === 1 ? 'must not be empty' : `needs at least ${minLength} characters`)
    .max(maxLength, `may have at most ${maxLength} characters`)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'has characters that cannot be kept')
}

export const id = z.guid('must be an id').transform((value) => value.toLowerCase())

export const email = text(254)
  .pipe(z.email('must be an e-mail address'))
  .transform((value) => value.toLowerCase())

/** ISO 8601 with a zone, between 2000 and 2100. */
export const instant = z.iso
  .datetime({ offset: true, abort: true, error: 'must be an instant with a zone, such as 2026-05-01T08:00:00Z' })
  .refine(isSensible, 'must lie between the years 2000 and 2100')

function isSensible(value: string): boolean {
  const ms = Date.parse(value)
  return ms >= Date.UTC(2000, 0, 1) && ms < Date.UTC(2100, 0, 1)
}

export const window = z
  .tuple([instant, instant])
  .refine(([from, to]) => Date.parse(from) < Date.parse(to), 'must begin before it ends')

/** Integer minor units; the largest that is still exact in every place it passes through. */
const amount = z.int('must be a whole number of minor units').min(0, 'must not be negative').max(1_000_000_000_000)

export const money = z.strictObject({
  amount,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a code such as EUR'),
})

export const position = z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })

export const place = z.strictObject({
  name: text(120),
  line1: text(200),
  line2: maybe(text(200)),
  city: text(100),
  postcode: text(20),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a code such as DE'),
  phone: maybe(z.string().regex(/^\+?[0-9 ()/.-]{4,30}$/, 'must be a phone number')),
  email: maybe(email),
  position: maybe(position),
})

const lengthMm = z.int().min(1).max(10_000)

export const parcel = z.strictObject({
  weightGrams: z.int('must be a whole number of grams').min(1).max(1_000_000),
  lengthMm: maybe(lengthMm),
  widthMm: maybe(lengthMm),
  heightMm: maybe(lengthMm),
  description: maybe(text(200)),
  value: maybe(money),
})

export const parcels = z.array(parcel).min(1, 'needs at least one parcel').max(99, 'may hold at most 99 parcels')

/** A page of a list. Values of a query string arrive as text. */
export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: text(500).optional(),
}

/** `a,b` in a query string: some of the words of a list. */
export function wordsOf<const W extends string>(words: readonly W[]) {
  return z
    .string()
    .transform((value) => value.split(','))
    .pipe(z.array(z.enum(words)).min(1).max(words.length))
}

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
