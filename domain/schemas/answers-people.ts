import { z } from 'zod'
import { permissions, roles } from '../actors.ts'
import type { ServiceLevelView, UserView } from '../views.ts'
import { id, instant } from './answers-shared.ts'
import { maybe } from './common.ts'

const rolesHeld = z.array(z.enum(roles))

export const signedInAnswer = z.strictObject({
  token: z.string(),
  expiresAt: instant,
  user: z.strictObject({ id, name: z.string(), roles: rolesHeld }),
})

export const meAnswer = z.strictObject({
  id: id.nullable(),
  name: z.string(),
  roles: rolesHeld,
  permissions: z.array(z.enum(permissions)),
  courierId: maybe(id),
  partnerId: maybe(id),
})

const userShape = z
  .strictObject({
    id,
    name: z.string(),
    email: z.string(),
    roles: rolesHeld,
    partnerId: id.nullable(),
    isActive: z.boolean(),
    createdAt: instant,
    lastSeenAt: instant.nullable(),
  })
  .meta({ id: 'User' })
export const userAnswer: z.ZodType<UserView> = userShape
export const newUserAnswer = z.strictObject({ ...userShape.shape, inviteUrl: z.string().nullable() })

export const serviceLevelAnswer: z.ZodType<ServiceLevelView> = z
  .strictObject({
    code: z.string(),
    version: z.int(),
    name: z.string(),
    allowances: z.record(z.string(), z.union([z.string(), z.strictObject({ workingDays: z.int(), by: z.string() })])),
    slas: z.record(z.string(), z.string()),
    ladder: z.array(z.number()),
    calendar: z.string(),
    podPolicy: z.record(z.string(), z.string()),
    attempts: z.int(),
  })
  .meta({ id: 'ServiceLevel' })

export const apiKeyAnswer = z.strictObject({
  id,
  name: z.string(),
  prefix: z.string(),
  /** Shown once. */
  key: z.string(),
  scopes: z.array(z.enum(permissions)),
  expiresAt: instant,
})
