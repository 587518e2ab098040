import { z } from 'zod'
import { permissions, roles } from '../actors.ts'
import { durationMs } from '../durations.ts'
import { exceptionTypes } from '../exception-types.ts'
import { ladderReaders, staffChannels } from '../ladder-steps.ts'
import { type AllowanceKey, allowanceKeys, defaultLadder, proofDemands, proofKinds } from '../policy.ts'
import { email, id, instant, maybe, text } from './common.ts'

const longestMs = 366 * 86_400_000

/** ISO 8601, down to a second; fractions of one are for tests. */
const duration = z
  .string()
  .max(40)
  .refine((value) => {
    const ms = durationMs(value)
    return ms !== null && ms <= longestMs
  }, 'must be a duration of at most a year, such as PT15M')

const workingDays = z.strictObject({
  workingDays: z.int().min(0).max(60),
  by: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 18:00'),
})

const allowances = Object.fromEntries(allowanceKeys.map((key) => [key, maybe(duration)])) as Record<
  AllowanceKey,
  z.ZodExactOptional<typeof duration>
>

const ladder = z
  .array(z.number().min(0).max(100))
  .length(4, 'has exactly four steps')
  .refine((steps) => steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)), 'must rise')

/** Some of the words of a list, at least one, each once. */
function someOf<const W extends string>(words: readonly W[], what: string) {
  return z
    .array(z.enum(words))
    .min(1, `needs at least one ${what}`)
    .refine((chosen) => new Set(chosen).size === chosen.length, `names a ${what} twice`)
}

const ladderStep = z.strictObject({
  after: z.number().min(0, 'must not be negative').max(100),
  who: someOf(ladderReaders, 'reader'),
  channels: someOf(staffChannels, 'channel'),
})

const steps = z
  .array(ladderStep)
  .length(4, 'has exactly four steps')
  .superRefine((all, { addIssue }) => {
    for (const [index, { after }] of all.entries()) {
      const before = all[index - 1]
      if (before && after <= before.after) {
        addIssue({ code: 'custom', path: [index, 'after'], message: 'must be later than the step before' })
      }
    }
  })

/** PUT /service-levels/{code}. What is missing takes next_day's. */
export const serviceLevelInput = z.strictObject({
  name: text(80),
  allowances: z.strictObject({ ...allowances, promise: maybe(z.union([duration, workingDays])) }).prefault({}),
  slas: z.partialRecord(z.enum(exceptionTypes), duration).default({}),
  ladder: ladder.default([...defaultLadder]),
  /** Types with a ladder of their own. */
  ladders: z.partialRecord(z.enum(exceptionTypes), steps).default({}),
  calendar: z.string().max(40).default('always'),
  podPolicy: z.partialRecord(z.enum(proofKinds), z.enum(proofDemands)).default({}),
  attempts: z.int().min(1).max(10).default(2),
})

/** A code of a service level, a calendar or a rate card. */
export const code = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'must be lower-case letters, digits and underscores')

const rolesOf = z.array(z.enum(roles)).min(1, 'needs at least one role').max(roles.length)

/** POST /users. Without a password an invitation link is made. */
export const userInput = z.strictObject({
  email,
  name: text(120),
  roles: rolesOf,
  partnerId: id.nullable().optional(),
  password: z.string().min(8, 'needs at least 8 characters').max(256).optional(),
})

/** PATCH /users/{id}. */
export const userChange = z
  .strictObject({
    name: text(120).optional(),
    roles: rolesOf.optional(),
    partnerId: id.nullable().optional(),
    isActive: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')

/** POST /api-keys: for a partner, or for a person. */
export const apiKeyInput = z
  .strictObject({
    name: text(80),
    partnerId: id.optional(),
    userId: id.optional(),
    scopes: z.array(z.enum(permissions)).min(1, 'needs at least one scope').max(permissions.length),
    expiresAt: instant,
  })
  .refine((input) => (input.partnerId === undefined) !== (input.userId === undefined), {
    path: ['partnerId'],
    message: 'is given, or userId is: exactly one of them',
  })

/** The fields beside the file of POST /proofs. */
export const proofInput = z.strictObject({ kind: z.enum(['photo', 'signature', 'id']), shipmentId: id.nullable() })

/** POST /partners. */
export const partnerInput = z.strictObject({ name: text(120) })
