import { z } from 'zod'
import { permissions, roles } from '../actors.ts'
import { weekdays } from '../calendar.ts'
import { exceptionTypes } from '../exception-types.ts'
import { ladderReaders, staffChannels } from '../ladder-steps.ts'
import type { CalendarView, ServiceLevelView, UserView } from '../views.ts'
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

const ladderStep = z
  .strictObject({ after: z.number(), who: z.array(z.enum(ladderReaders)), channels: z.array(z.enum(staffChannels)) })
  .meta({ id: 'LadderStep' })

export const serviceLevelAnswer: z.ZodType<ServiceLevelView> = z
  .strictObject({
    code: z.string(),
    version: z.int(),
    name: z.string(),
    allowances: z.record(z.string(), z.union([z.string(), z.strictObject({ workingDays: z.int(), by: z.string() })])),
    slas: z.record(z.string(), z.string()),
    ladder: z.array(z.number()),
    ladders: z.partialRecord(z.enum(exceptionTypes), z.array(ladderStep)),
    calendar: z.string(),
    podPolicy: z.record(z.string(), z.string()),
    attempts: z.int(),
  })
  .meta({ id: 'ServiceLevel' })

const openDay = z.array(z.tuple([z.string(), z.string()]))

export const calendarAnswer: z.ZodType<CalendarView> = z
  .strictObject({
    code: z.string(),
    version: z.int(),
    name: z.string(),
    zone: z.string(),
    hours: z.partialRecord(z.enum(weekdays), openDay),
    holidays: z.array(z.strictObject({ date: z.iso.date(), name: maybe(z.string()) })),
    updatedAt: instant,
  })
  .meta({ id: 'Calendar' })

export const apiKeyAnswer = z.strictObject({
  id,
  name: z.string(),
  prefix: z.string(),
  /** Shown once. */
  key: z.string(),
  scopes: z.array(z.enum(permissions)),
  expiresAt: instant,
})
