import { z } from 'zod'

export type FormValue = string | FormValue[] | { [name: string]: FormValue }
type Branch = { [name: string]: FormValue }

function isBranch(value: FormValue | undefined): value is Branch {
  return typeof value === 'object' && !Array.isArray(value)
}

/** A prototype-less object: a parameter called `__proto__` is a name like any other. */
function emptyBranch(): Branch {
  return Object.create(null)
}

function partsOf(name: string): string[] {
  const [head = '', ...rest] = name.split('[')
  return [head, ...rest.map((part) => part.replace(/\]$/, ''))]
}

/** Objects whose names are all numbers are lists: `expand[0]=a`. */
function withLists(value: FormValue): FormValue {
  if (!isBranch(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, withLists(inner)] as const)
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) return entries.map(([, inner]) => inner)
  return Object.assign(emptyBranch(), Object.fromEntries(entries))
}

/** Reads Stripe's form encoding: `a[b][0][c]=v`, also `expand[]=x`. */
export function parseForm(text: string): Branch {
  const root = emptyBranch()
  for (const [name, value] of new URLSearchParams(text)) {
    const parts = partsOf(name)
    const leaf = parts.pop() ?? ''
    let branch = root
    for (const part of parts) {
      const inner = branch[part]
      const next = isBranch(inner) ? inner : emptyBranch()
      branch[part] = next
      branch = next
    }
    branch[leaf === '' ? String(Object.keys(branch).length) : leaf] = value
  }
  return Object.assign(emptyBranch(), withLists(root))
}

// The pieces that all parameter schemas are made of: on the wire everything is text.
export const wholeNumber = z
  .string()
  .regex(/^-?\d+$/, 'must be an integer')
  .transform(Number)
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
export const metadata = z.record(z.string().max(40), z.string().max(500))
export const amount = wholeNumber.pipe(z.number().int().min(1).max(99_999_999))
export const currency = z.string().regex(/^[a-z]{3}$/i, 'must be an ISO currency code')
export const captureMethod = z.enum(['automatic', 'automatic_async', 'manual'])
export const pageParams = {
  limit: wholeNumber.pipe(z.number().min(1).max(100)).default(10),
  starting_after: z.string().optional(),
  created: z
    .union([wholeNumber, z.strictObject({ gte: wholeNumber.optional(), lte: wholeNumber.optional() })])
    .optional(),
}
