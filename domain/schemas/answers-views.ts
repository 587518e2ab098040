import { z } from 'zod'
import { commandTypes } from '../commands.ts'
import { exceptionTypes } from '../exception-types.ts'
import { outcomes, statuses } from '../status.ts'
import type {
  CaseView,
  CourierView,
  ExceptionSummary,
  HealthView,
  QuoteView,
  RunView,
  ShipmentSummary,
  TrackView,
  WorkflowView,
} from '../views.ts'
import { id, instant, money, placeAnswer, promise, window } from './answers-shared.ts'
import { eventAnswer, exceptionAnswer, shipmentAnswer } from './answers-shipment.ts'
import { maybe } from './common.ts'

export const summaryAnswer: z.ZodType<ShipmentSummary> = z
  .strictObject({
    id,
    trackingNumber: z.string(),
    reference: z.string().nullable(),
    status: z.enum(statuses),
    outcome: z.enum(outcomes).nullable(),
    serviceLevel: z.string(),
    senderCity: z.string(),
    recipientCity: z.string(),
    recipientName: z.string(),
    courierId: z.string().nullable(),
    courierName: z.string().nullable(),
    pickupWindow: window,
    promiseTo: instant.nullable(),
    nextDeadlineAt: instant.nullable(),
    openExceptions: z.int(),
    worstLevel: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'ShipmentSummary' })

const stopShape = z.strictObject({
  shipmentId: id,
  trackingNumber: z.string(),
  kind: z.enum(['pickup', 'dropoff']),
  status: z.enum(statuses),
  place: placeAnswer,
  window,
  parcels: z.int(),
  allowedCommands: z.array(z.enum(commandTypes)),
  openExceptions: z.int(),
  isDone: z.boolean(),
})
export const runAnswer: z.ZodType<RunView> = z.strictObject({
  date: z.iso.date(),
  stops: z.array(stopShape),
  offers: z.array(stopShape),
})

export const trackAnswer: z.ZodType<TrackView> = z
  .strictObject({
    trackingNumber: z.string(),
    status: z.enum(statuses),
    headline: z.string(),
    next: z.string(),
    town: z.string(),
    promise,
    timeline: z.array(z.strictObject({ at: instant, words: z.string(), place: z.string().nullable() })),
    allowedCommands: z.array(z.enum(commandTypes)),
    isRecipient: z.boolean(),
    pin: maybe(z.string()),
    shipmentId: maybe(id),
    silence: maybe(
      z.strictObject({
        act: z.enum(['reattempt', 'return', 'accept', 'person']),
        at: instant.nullable(),
        day: instant.nullable(),
      }),
    ),
    seq: z.int(),
  })
  .meta({ id: 'Tracking' })

export const caseAnswer: z.ZodType<CaseView> = z.strictObject({
  exception: exceptionAnswer,
  shipment: shipmentAnswer,
  causes: z.array(eventAnswer),
  ladder: z.array(
    z.strictObject({
      level: z.int(),
      at: instant.nullable(),
      isPast: z.boolean(),
      who: z.string(),
      channels: z.string(),
    }),
  ),
  similar: z.array(exceptionAnswer),
  notes: z.array(z.strictObject({ at: instant, author: z.string(), text: z.string(), audience: z.string() })),
  next: z.string(),
})

export const quoteAnswer: z.ZodType<QuoteView> = z
  .strictObject({
    id,
    serviceLevel: z.string(),
    lines: z.array(z.strictObject({ code: z.string(), label: z.string(), amount: money })),
    total: money,
    expiresAt: instant,
    windows: z.strictObject({ pickup: window, delivery: window }),
  })
  .meta({ id: 'Quote' })

export const exceptionSummaryAnswer: z.ZodType<ExceptionSummary> = z.strictObject({
  open: z.int(),
  byLevel: z.record(z.string(), z.int()),
  byType: z.array(z.strictObject({ type: z.enum(exceptionTypes), count: z.int() })),
})

export const courierAnswer: z.ZodType<CourierView> = z.strictObject({
  id,
  name: z.string(),
  openStops: z.int(),
  offers: z.int(),
})

export const workflowAnswer: z.ZodType<WorkflowView> = z.strictObject({
  workflowId: z.string(),
  runId: z.string(),
  status: z.string(),
  historyLength: z.int(),
  historyBytes: z.int(),
  pending: z.array(
    z.strictObject({ kind: z.string(), type: z.string(), attempt: z.int(), lastFailure: z.string().nullable() }),
  ),
  state: z.record(z.string(), z.unknown()).nullable(),
  events: z.array(
    z.strictObject({
      eventId: z.int(),
      at: instant,
      group: z.enum(['start', 'command', 'timer', 'payment', 'projection', 'task', 'end', 'other']),
      words: z.string(),
      type: z.string(),
      attributes: z.record(z.string(), z.unknown()),
    }),
  ),
  temporalUiUrl: z.string().nullable(),
})

export const proofAnswer = z.strictObject({ id, sha256: z.string(), bytes: z.int() })

export const healthAnswer: z.ZodType<HealthView> = z.strictObject({
  database: z.boolean(),
  temporal: z.boolean(),
  worker: z.boolean(),
})
