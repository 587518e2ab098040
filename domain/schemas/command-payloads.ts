import { z } from 'zod'
import { correctTargets } from '../commands.ts'
import { type ActionType, actionTypes } from '../exception-actions.ts'
import { causes, exceptionTypes, failAttemptReasons, failPickupReasons } from '../exception-types.ts'
import { givenHoldReasons } from '../holds.ts'
import {
  deliveryOptions,
  disputeKinds,
  incidentReasons,
  noteAudiences,
  settlementDecisions,
  stepsToConfirm,
  stops,
} from '../payloads.ts'
import { proofKinds } from '../policy.ts'
import { paymentInput } from './booking.ts'
import { id, instant, money, place, position, text, window } from './common.ts'

const reason = text(500)
const note = text(2_000)
const photoIds = z.array(id).max(10, 'may name at most 10 photos')
const scans = z.array(text(64)).max(200)
const fix = position.extend({ accuracyMeters: z.number().min(0).max(100_000).optional() })
const count = z.int().min(0).max(99)
const courierIds = z.array(id).min(1, 'names no courier').max(10, 'may name at most 10 couriers')
const minutes = z.int().min(1).max(1_440)
const day = z.iso.date('must be a date such as 2026-05-01')
const cause = z.enum(causes)
/** A depot, locker or shop by its code. */
const pointId = text(40)

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

/** For commands all of whose fields may be left out: then the payload may be, too. */
function optional<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape).prefault({} as z.input<z.ZodObject<S>>)
}

const custodian = z.strictObject({
  kind: z.enum(['sender', 'courier', 'facility', 'partner', 'recipient']),
  id: text(40).nullable(),
})
const settlement = { amount: money, cause: cause.optional(), reason: reason.optional() }

/** What each offered command carries on the wire (lifecycle.md §3); `resolve` is put together below. */
const plain = {
  pay: paymentInput,
  confirm_step: z.strictObject({ step: z.enum(stepsToConfirm) }),
  change_address: z.strictObject({
    stop: z.enum(stops).default('dropoff'),
    address: place,
    acceptedDelta: money.optional(),
  }),
  reschedule: z.strictObject({ stop: z.enum(stops).default('dropoff'), window }),
  decide_delivery: z.strictObject({
    option: z.enum(deliveryOptions),
    date: day.optional(),
    pointId: pointId.optional(),
    note: note.optional(),
  }),
  verify_delivery: optional({ note: note.optional() }),
  rate: z.strictObject({
    stars: z.int().min(1).max(5),
    tags: z.array(text(40)).max(10).default([]),
    text: note.optional(),
  }),
  dispute: z.strictObject({ kind: z.enum(disputeKinds), text: note.optional(), photoIds: photoIds.optional() }),
  cancel: optional({ reason: reason.optional(), cause: cause.optional(), acceptedFee: money.optional() }),
  accept: optional({}),
  decline: optional({ reason: reason.optional() }),
  start: optional({ eta: instant.optional() }),
  arrive_pickup: optional({ position: fix.optional() }),
  arrive_dropoff: optional({ position: fix.optional() }),
  pick_up: optional({ scans: scans.optional(), photoIds: photoIds.optional(), missing: count.optional() }),
  fail_pickup: z.strictObject({
    reason: z.enum(failPickupReasons),
    photoIds: photoIds.optional(),
    note: note.optional(),
  }),
  scan: z.strictObject({
    scans: scans.min(1, 'names no parcel'),
    facilityId: id.optional(),
    direction: z.enum(['in', 'out']).optional(),
  }),
  deliver: optional({
    pod: pod.optional(),
    receivedBy: text(120).optional(),
    codCollected: money.optional(),
    short: count.optional(),
  }),
  fail_attempt: z.strictObject({
    reason: z.enum(failAttemptReasons),
    photoIds: photoIds.optional(),
    position: fix.optional(),
    note: note.optional(),
  }),
  report_incident: z.strictObject({
    reason: z.enum(incidentReasons),
    photoIds: photoIds.optional(),
    note: note.optional(),
    suggestion: text(200).optional(),
  }),
  complete_return: optional({ pod: pod.optional(), receivedBy: text(120).optional() }),
  assign: z.strictObject({ courierIds, minutes: minutes.optional() }),
  unassign: optional({ reason: reason.optional() }),
  reassign: z.strictObject({ courierId: id, reason: reason.optional() }),
  place_hold: z.strictObject({
    reason: z.enum(givenHoldReasons),
    until: instant.optional(),
    retentionReason: text(200).optional(),
    note: note.optional(),
  }),
  release_hold: z.strictObject({ reason: z.enum(givenHoldReasons), window: window.optional(), note: note.optional() }),
  repromise: z.strictObject({ window, cause: cause.default('K'), reason: reason.optional() }),
  make_available: z.strictObject({ pointId, until: instant.optional() }),
  start_return: optional({ reason: reason.optional(), cause: cause.optional() }),
  mark_lost: optional({ reason: reason.optional(), evidence: photoIds.optional() }),
  dispose: z.strictObject({ reason, cause: cause.optional(), evidence: photoIds.optional() }),
  settle: z.strictObject({ decision: z.enum(settlementDecisions), ...settlement }),
  correct: z.strictObject({
    toStatus: z.enum(correctTargets),
    custodian: custodian.optional(),
    reason,
  }),
  override_pod: z.strictObject({ methods: z.array(z.enum(proofKinds)).min(1, 'names no proof'), reason }),
  partner_status: z.strictObject({
    code: text(200),
    text: text(200).optional(),
    reason: text(200).optional(),
    place: text(120).optional(),
    eventId: text(120).optional(),
    /** Pictures that prove a delivery or a hand-back. */
    evidence: photoIds.optional(),
    /** The partner's own archive holds the proof. */
    hasEvidence: z.boolean().optional(),
  }),
  outsource: z.strictObject({ partnerId: id }),
  /** Without a partner it goes on with our own couriers. */
  reroute: optional({ partnerId: id.nullable().default(null), reason: reason.optional() }),
  raise: z.strictObject({ type: z.enum(exceptionTypes), reason: text(40), note: note.optional() }),
  acknowledge: z.strictObject({ exceptionId: id }),
  take: z.strictObject({ exceptionId: id, toUserId: id.nullable().optional() }),
  snooze: z.strictObject({ exceptionId: id, reason, until: instant }),
  escalate: z.strictObject({ exceptionId: id, reason: reason.optional() }),
  reopen: z.strictObject({ exceptionId: id, reason: reason.optional() }),
  add_note: z.strictObject({ text: note, audience: z.enum(noteAudiences).default('staff') }),
}

/** What an action needs; an action that is absent needs nothing. */
const inputs = {
  cancel: optional({ acceptedFee: money.optional(), cause: cause.optional() }),
  rewindow: z.strictObject({ stop: z.enum(stops).default('pickup'), window }),
  reattempt: optional({ date: day.optional(), window: window.optional() }),
  assign: z.strictObject({ courierIds, minutes: minutes.optional() }),
  broadcast: z.strictObject({ courierIds, minutes: minutes.optional() }),
  outsource: z.strictObject({ partnerId: id }),
  reroute: optional({ partnerId: id.nullable().default(null) }),
  apply: z.strictObject({ toStatus: z.enum(correctTargets) }),
  repromise: z.strictObject({ window, cause: cause.default('K') }),
  compensate: z.strictObject({ amount: money, cause: cause.default('K') }),
  fix_address: z.strictObject({ stop: z.enum(stops).default('dropoff'), address: place }),
  pickup_point: z.strictObject({ pointId }),
  neighbour: optional({ note: note.optional() }),
  return: optional({ cause: cause.optional() }),
  dispose: optional({ cause: cause.optional() }),
  override: z.strictObject({ methods: z.array(z.enum(proofKinds)).min(1, 'names no proof') }),
  claim: z.strictObject({ amount: money, cause: cause.default('K') }),
  refund: z.strictObject({ amount: money, cause: cause.default('K') }),
  found: z.strictObject({ toStatus: z.enum(correctTargets), custodian: custodian.optional() }),
  release: optional({ reason: z.enum(givenHoldReasons).optional() }),
} as const satisfies Partial<Record<ActionType, z.ZodType>>

export type ActionInputs = { [K in keyof typeof inputs]: z.output<(typeof inputs)[K]> }

const nothing = optional({})

/** One member for each action, so that a wrong field is named where it stands. */
const resolutions = actionTypes.map((action) =>
  z.strictObject({
    exceptionId: id,
    action: z.literal(action),
    reason: reason.optional(),
    // One schema out of the table or the empty one: TypeScript cannot follow the lookup.
    input: (action in inputs ? inputs[action as keyof typeof inputs] : nothing) as z.ZodType<
      ActionInputs[keyof ActionInputs] | Record<never, never>
    >,
  }),
)

const [first, ...others] = resolutions
if (!first) throw new Error('There are no actions.')

export const payloadSchemas = { ...plain, resolve: z.discriminatedUnion('action', [first, ...others]) }
