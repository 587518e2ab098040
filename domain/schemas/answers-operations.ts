import { z } from 'zod'
import { exceptionTypes } from '../exception-types.ts'
import { bulletinKinds } from '../payloads.ts'
import { statuses } from '../status.ts'
import {
  type BulletinView,
  type JobView,
  jobKinds,
  jobStates,
  type PreviewView,
  type StaleReport,
  type ZoneView,
} from '../views-operations.ts'
import { id, instant, money } from './answers-shared.ts'
import { maybe } from './common.ts'

export const previewAnswer: z.ZodType<PreviewView> = z
  .strictObject({
    isAllowed: z.boolean(),
    refusal: z.strictObject({ code: z.string(), message: z.string(), pointer: z.string().nullable() }).nullable(),
    words: z.array(z.string()),
    statusAfter: z.enum(statuses).nullable(),
    money: z.array(
      z.strictObject({
        kind: z.enum(['capture', 'release', 'refund', 'hold', 'charge', 'credit']),
        amount: money,
      }),
    ),
    tells: z.array(z.strictObject({ audience: z.enum(['S', 'R', 'C', 'D', 'P']), channels: z.string() })),
  })
  .meta({ id: 'Preview' })

const figures = z.strictObject({
  exceptions: z.int(),
  alerts: z.int(),
  byLevel: z.record(z.string(), z.int()),
  byType: z.array(
    z.strictObject({ type: z.enum(exceptionTypes), exceptions: z.int(), alerts: z.int(), worstLevel: z.int() }),
  ),
  peopleHours: z.number(),
})

export const jobAnswer: z.ZodType<JobView> = z
  .strictObject({
    id,
    kind: z.enum(jobKinds),
    title: z.string(),
    state: z.enum(jobStates),
    done: z.int(),
    total: z.int(),
    applied: z.int(),
    refused: z.int(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    results: maybe(
      z.array(
        z.strictObject({
          index: z.int(),
          shipmentId: z.string(),
          trackingNumber: z.string().nullable(),
          commandId: z.string(),
          state: z.enum(['waiting', 'applied', 'refused', 'failed']),
          code: z.string().nullable(),
          message: z.string().nullable(),
        }),
      ),
    ),
    outcome: maybe(
      z.strictObject({ shipments: z.int(), days: z.int(), seconds: z.number(), now: figures, draft: figures }),
    ),
  })
  .meta({ id: 'Job' })

export const zoneAnswer: z.ZodType<ZoneView> = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    country: z.string(),
    postcodePrefixes: z.array(z.string()),
  })
  .meta({ id: 'Zone' })

export const bulletinAnswer: z.ZodType<BulletinView> = z
  .strictObject({
    id,
    zone: z.string(),
    zoneName: z.string(),
    kind: z.enum(bulletinKinds),
    text: z.string(),
    from: instant,
    until: instant,
    endedAt: instant.nullable(),
    publishedBy: z.string(),
    shipments: z.int(),
    jobId: id.nullable(),
  })
  .meta({ id: 'Bulletin' })

export const staleAnswer: z.ZodType<StaleReport> = z.strictObject({
  at: instant,
  total: z.int(),
  byStatus: z.array(z.strictObject({ status: z.enum(statuses), count: z.int(), oldestMinutes: z.int() })),
  rows: z.array(
    z.strictObject({
      shipmentId: id,
      trackingNumber: z.string(),
      status: z.enum(statuses),
      carriage: z.string(),
      partnerId: id.nullable(),
      partnerName: z.string().nullable(),
      courierId: id.nullable(),
      courierName: z.string().nullable(),
      zone: z.string().nullable(),
      enteredAt: instant,
      staleSince: instant,
      ageMinutes: z.int(),
      openExceptions: z.int(),
    }),
  ),
  nextCursor: z.string().nullable(),
})
