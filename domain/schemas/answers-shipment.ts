import { z } from 'zod'
import { commandTypes } from '../commands.ts'
import { actionTypes } from '../exception-actions.ts'
import { exceptionStates, exceptionTypes, severities } from '../exception-types.ts'
import { outcomes, statuses } from '../status.ts'
import type { CommandAnswer, EventView, ExceptionView, ShipmentView } from '../views.ts'
import { paymentStates } from '../views.ts'
import { id, instant, money, placeAnswer, promise, window } from './answers-shared.ts'
import { maybe } from './common.ts'

const parcel = z.strictObject({
  id,
  barcode: z.string(),
  weightGrams: z.int(),
  lengthMm: maybe(z.int()),
  widthMm: maybe(z.int()),
  heightMm: maybe(z.int()),
  description: maybe(z.string()),
  value: maybe(money),
})

const exceptionShape = z
  .strictObject({
    id,
    shipmentId: id,
    trackingNumber: z.string(),
    type: z.enum(exceptionTypes),
    reason: z.string(),
    severity: z.enum(severities),
    level: z.int().min(1).max(4),
    state: z.enum(exceptionStates),
    latched: z.boolean(),
    raisedAt: instant,
    slaDueAt: instant,
    nextEscalationAt: instant.nullable(),
    nextLevel: z.int().nullable(),
    owner: z.strictObject({ kind: z.enum(['role', 'user']), id: z.string(), name: z.string() }),
    signals: z.int(),
    score: z.int(),
    pausedBy: z.string().nullable(),
    snoozedUntil: instant.nullable(),
    status: z.enum(statuses),
    zone: z.string().nullable(),
    moneyAtRisk: money.nullable(),
    actions: z.array(z.enum(actionTypes)),
    resolvedAt: instant.nullable(),
    resolution: z.string().nullable(),
  })
  .meta({ id: 'Exception' })
export const exceptionAnswer: z.ZodType<ExceptionView> = exceptionShape

const eventShape = z
  .strictObject({
    seq: z.int(),
    type: z.string(),
    words: z.string(),
    occurredAt: instant,
    recordedAt: instant,
    actor: z.strictObject({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
    source: z.string(),
    data: z.record(z.string(), z.unknown()),
    hash: z.string(),
  })
  .meta({ id: 'Event' })
export const eventAnswer: z.ZodType<EventView> = eventShape

const shipmentShape = z
  .strictObject({
    id,
    trackingNumber: z.string(),
    reference: z.string().nullable(),
    status: z.enum(statuses),
    outcome: z.enum(outcomes).nullable(),
    seq: z.int(),
    serviceLevel: z.string(),
    promise,
    custodian: z.strictObject({
      kind: z.enum(['sender', 'courier', 'facility', 'partner', 'recipient', 'none']),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    customerId: maybe(z.string()),
    courierId: z.string().nullable(),
    courierName: z.string().nullable(),
    offeredTo: maybe(z.array(z.strictObject({ courierId: id, name: z.string() }))),
    partnerId: z.string().nullable(),
    attempts: z.int(),
    holds: z.array(
      z.strictObject({
        reason: z.string(),
        until: instant.nullable(),
        clockStopped: z.boolean(),
        reviewAt: instant.nullable(),
      }),
    ),
    zone: z.string().nullable(),
    decision: z.strictObject({ option: z.string(), pointId: z.string().nullable(), by: instant.nullable() }).nullable(),
    deadlines: z.array(z.strictObject({ timer: z.string(), dueAt: instant, raises: z.string() })),
    exceptions: z.array(exceptionShape),
    money: maybe(
      z.strictObject({ quoted: money, authorised: money, captured: money, refunded: money, cod: money.nullable() }),
    ),
    cancellationFee: maybe(money),
    returnFee: maybe(money),
    sender: placeAnswer,
    recipient: placeAnswer,
    parcels: z.array(parcel),
    windows: z.strictObject({ pickup: window, delivery: window.nullable() }),
    payment: maybe(
      z.strictObject({
        method: z.enum(['card', 'account', 'cod']).nullable(),
        state: z.enum(paymentStates),
        checkoutUrl: maybe(z.string()),
        declineReason: maybe(z.string()),
      }),
    ),
    pod: z
      .strictObject({
        photoId: maybe(id),
        signatureId: maybe(id),
        pin: maybe(z.literal('ok')),
        scans: maybe(z.string()),
        distanceMeters: maybe(z.number()),
        receivedBy: maybe(z.string()),
        overridden: maybe(z.string()),
      })
      .nullable(),
    podPolicy: z.record(z.string(), z.string()),
    pin: maybe(z.string()),
    rating: maybe(z.strictObject({ stars: z.int(), tags: z.array(z.string()) }).nullable()),
    confirmedSteps: z.array(z.string()),
    allowedCommands: z.array(z.enum(commandTypes)),
    createdAt: instant,
    updatedAt: instant,
    trackUrl: z.string(),
  })
  .meta({ id: 'Shipment' })
export const shipmentAnswer: z.ZodType<ShipmentView> = shipmentShape

/** What the wire carries of a CommandAnswer; `kind` shows in the status code. */
const appliedShape = z.strictObject({
  commandId: id,
  applied: z.boolean(),
  reason: maybe(z.string()),
  events: z.array(eventShape),
  shipment: shipmentShape,
})
export const appliedAnswer: z.ZodType<Omit<Extract<CommandAnswer, { kind: 'applied' }>, 'kind'>> = appliedShape
export const pendingAnswer = z.strictObject({ commandId: id, state: z.literal('pending') })
export const commandStateAnswer = z.strictObject({
  state: z.enum(['pending', 'applied', 'refused', 'unknown']),
  answer: appliedShape.nullable(),
})
