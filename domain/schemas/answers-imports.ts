import { z } from 'zod'
import { importFields } from '../import-columns.ts'
import { dateOrders } from '../import-instants.ts'
import { importSources, importStates, rowOutcomes, rowResults } from '../imports.ts'
import type { ImportRowView, ImportView, StatusesView } from '../views-imports.ts'
import { id, instant } from './answers-shared.ts'
import { maybe } from './common.ts'

export const importRowAnswer: z.ZodType<ImportRowView> = z
  .strictObject({
    line: z.int(),
    outcome: z.enum(rowOutcomes),
    result: z.enum(rowResults).nullable(),
    reason: z.string().nullable(),
    message: z.string().nullable(),
    trackingNumber: z.string(),
    shipmentId: id.nullable(),
    said: z.strictObject({
      status: z.string(),
      text: z.string(),
      reason: z.string(),
      place: z.string(),
      occurredAt: instant.nullable(),
    }),
  })
  .meta({ id: 'ImportRow' })

const count = z.int().min(0)

const countsAnswer = z.strictObject({
  rows: count,
  new: count,
  unchanged: count,
  unmapped: count,
  ambiguous: count,
  unknownParcel: count,
  backward: count,
  bad: count,
  applied: count,
  inReview: count,
})

export const importAnswer: z.ZodType<ImportView> = z
  .strictObject({
    id,
    partner: z.strictObject({ id, name: z.string() }),
    source: z.enum(importSources),
    name: z.string(),
    sha256: z.string(),
    state: z.enum(importStates),
    counts: countsAnswer,
    progress: z
      .strictObject({ done: count, total: count, perSecond: z.number(), secondsLeft: z.number().nullable() })
      .nullable(),
    mappingVersion: z.int().nullable(),
    format: z.strictObject({
      columns: z.partialRecord(z.enum(importFields), z.string()),
      dateOrder: z.enum(dateOrders).nullable(),
      zone: z.string(),
    }),
    failure: z.string().nullable(),
    createdBy: z.string(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    examples: maybe(z.array(importRowAnswer)),
  })
  .meta({ id: 'Import' })

export const statusesAnswer: z.ZodType<StatusesView> = z
  .strictObject({ import: importAnswer, items: z.array(importRowAnswer) })
  .meta({ id: 'Statuses' })
