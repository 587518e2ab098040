import { z } from 'zod'
import { type CommandType, commandTypes } from '../commands.ts'
import { actionTypes } from '../exception-actions.ts'
import { causes, exceptionTypes, failAttemptReasons, failPickupReasons } from '../exception-types.ts'
import { noteAudiences, stepsToConfirm } from '../payloads.ts'
import { paymentInput } from './booking.ts'
import { id, instant, money, position, text, window } from './common.ts'

const reason = text(500)
const note = text(2_000)
const photoIds = z.array(id).max(10, 'may name at most 10 photos')
const scans = z.array(text(64)).max(200)
const fix = position.extend({ accuracyMeters: z.number().min(0).max(100_000).optional() })
const count = z.int().min(0).max(99)
const courierIds = z.array(id).min(1, 'names no courier').max(10, 'may name at most 10 couriers')
const minutes = z.int().min(1).max(1_440)

/** What an action of `resolve` needs; which of these is for the action to say. */
const actionInput = z.strictObject({
  courierIds: courierIds.optional(),
  minutes: minutes.optional(),
  stop: z.enum(['pickup', 'dropoff']).optional(),
  window: window.optional(),
  date: z.iso.date('must be a date such as 2026-05-01').optional(),
  cause: z.enum(causes).optional(),
  acceptedFee: money.optional(),
})

const pod = z.strictObject({
  photoId: id.optional(),
  signatureId: id.optional(),
  pin: z
    .string()
    .regex(/^\d{4}$/, 'must be four digits')
    .optional(),
  scans: scans.optional(),
  position: fix.optional(),
  idSeen: z.boolean().optional(),
})

const envelope = {
  commandId: id,
  occurredAt: instant.optional(),
  expectedSeq: z.int().min(0).optional(),
}

function command<const T extends CommandType, P extends z.ZodType>(type: T, payload: P) {
  return z.strictObject({ ...envelope, type: z.literal(type), payload })
}

/** For commands all of whose fields may be left out: then the payload may be, too. */
function optional<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape).prefault({} as z.input<z.ZodObject<S>>)
}

/** What each offered command carries on the wire (lifecycle.md §3). */
const offered = [
  command('pay', paymentInput),
  command('confirm_step', z.strictObject({ step: z.enum(stepsToConfirm) })),
  command('verify_delivery', optional({ note: note.optional() })),
  command(
    'rate',
    z.strictObject({
      stars: z.int().min(1).max(5),
      tags: z.array(text(40)).max(10).default([]),
      text: note.optional(),
    }),
  ),
  command(
    'cancel',
    optional({ reason: reason.optional(), cause: z.enum(causes).optional(), acceptedFee: money.optional() }),
  ),
  command('accept', optional({})),
  command('decline', optional({ reason: reason.optional() })),
  command('start', optional({ eta: instant.optional() })),
  command('arrive_pickup', optional({ position: fix.optional() })),
  command('arrive_dropoff', optional({ position: fix.optional() })),
  command('pick_up', optional({ scans: scans.optional(), photoIds: photoIds.optional(), missing: count.optional() })),
  command(
    'fail_pickup',
    z.strictObject({ reason: z.enum(failPickupReasons), photoIds: photoIds.optional(), note: note.optional() }),
  ),
  command(
    'scan',
    z.strictObject({
      scans: scans.min(1, 'names no parcel'),
      facilityId: id.optional(),
      direction: z.enum(['in', 'out']).optional(),
    }),
  ),
  command(
    'deliver',
    optional({
      pod: pod.optional(),
      receivedBy: text(120).optional(),
      codCollected: money.optional(),
      short: count.optional(),
    }),
  ),
  command(
    'fail_attempt',
    z.strictObject({
      reason: z.enum(failAttemptReasons),
      photoIds: photoIds.optional(),
      position: fix.optional(),
      note: note.optional(),
    }),
  ),
  command('assign', z.strictObject({ courierIds, minutes: minutes.optional() })),
  command('unassign', optional({ reason: reason.optional() })),
  command('reassign', z.strictObject({ courierId: id, reason: reason.optional() })),
  command('raise', z.strictObject({ type: z.enum(exceptionTypes), reason: text(40), note: note.optional() })),
  command('acknowledge', z.strictObject({ exceptionId: id })),
  command('take', z.strictObject({ exceptionId: id, toUserId: id.nullable().optional() })),
  command(
    'resolve',
    z.strictObject({
      exceptionId: id,
      action: z.enum(actionTypes),
      reason: reason.optional(),
      input: actionInput.optional(),
    }),
  ),
  command('add_note', z.strictObject({ text: note, audience: z.enum(noteAudiences).default('staff') })),
] as const

export type OfferedCommand = z.output<(typeof offered)[number]>

const offeredTypes = new Set<string>(offered.map((schema) => schema.shape.type.value))
const otherTypes = commandTypes.filter(
  (type): type is Exclude<CommandType, OfferedCommand['type']> => !offeredTypes.has(type),
)

/** What is not offered yet, or never over HTTP, is refused whatever it carries. */
const other = z.strictObject({
  ...envelope,
  type: z.enum(otherTypes),
  payload: z.record(z.string(), z.unknown()).optional(),
})

/** POST /shipments/{id}/commands. */
export const commandInput = z.discriminatedUnion('type', [...offered, other])
export type CommandInput = z.output<typeof commandInput>
