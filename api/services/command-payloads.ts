import type { ShipmentRow } from '#db/shipments.ts'
import type { ActorKind } from '#domain/actors.ts'
import type { Payloads } from '#domain/payloads.ts'
import type { OfferedCommand } from '#domain/schemas/command.ts'
import type { Span } from '#domain/shipment.ts'
import { distanceMeters, scanVerdict, wrongField } from './command-facts.ts'
import { spanOf } from './instants.ts'
import { dayWindow, zoneOf } from './promise.ts'

/** What reaches the workflow: everything offered but `rate`, which is a plain record. */
export type WorkflowInput = Exclude<OfferedCommand, { type: 'rate' }>

export type Facts = {
  row: ShipmentRow
  actorKind: ActorKind
  userId: string | null
  pin: 'ok' | 'wrong' | null
}

/** The rows that hold what is personal in a command. */
export type Kept = { noteId: string | null; detailId: string | null }

type Input<K extends WorkflowInput['type']> = Extract<WorkflowInput, { type: K }>['payload']

type Builders = {
  [K in WorkflowInput['type']]: (input: Input<K>, facts: Facts, kept: Kept) => Payloads[K]
}

/** From the wire to what the workflow may know: ids and verdicts. */
const builders: Builders = {
  pay: ({ method, paymentMethodId = null, codAmount }, { row }) => ({
    method,
    paymentMethodId,
    codMinor: codAmount ? minorOf(codAmount, row, '/payload/codAmount') : null,
  }),
  confirm_step: ({ step }) => ({ step }),
  verify_delivery: (_, __, { noteId }) => ({ noteId }),
  cancel: ({ cause, acceptedFee }, { row, actorKind }, { noteId }) => {
    const isHouse = ['A', 'V', 'D'].includes(actorKind)
    if (cause !== undefined && cause !== 'S' && !isHouse) {
      throw wrongField('/payload/cause', 'Whose cause it was is for the dispatcher to say.')
    }
    const acceptedFeeMinor = acceptedFee ? minorOf(acceptedFee, row, '/payload/acceptedFee') : 0
    return { noteId, cause: cause ?? 'S', acceptedFeeMinor }
  },
  accept: () => ({}),
  decline: (_, __, { noteId }) => ({ noteId }),
  start: ({ eta }) => ({ etaMs: eta === undefined ? null : Date.parse(eta) }),
  arrive_pickup: ({ position }, { row }) => ({ distanceMeters: distanceMeters(position, row.sender.position) }),
  arrive_dropoff: ({ position }, { row }) => ({ distanceMeters: distanceMeters(position, row.recipient.position) }),
  pick_up: ({ scans, photoIds, missing = 0 }, { row }) => ({
    scans: scanVerdict(scans, row, '/payload/scans'),
    photoId: photoIds?.[0] ?? null,
    missing,
  }),
  fail_pickup: ({ reason, photoIds }, _, { noteId }) => ({ reason, photoId: photoIds?.[0] ?? null, noteId }),
  scan: ({ scans, facilityId = null, direction = null }, { row }) => ({
    scans: scanVerdict(scans, row, '/payload/scans') ?? 'some',
    facilityId,
    direction,
  }),
  deliver: ({ pod = {}, codCollected, short = 0 }, { row, pin }, { detailId }) => ({
    proof: {
      photoId: pod.photoId ?? null,
      signatureId: pod.signatureId ?? null,
      pin,
      scans: scanVerdict(pod.scans, row, '/payload/pod/scans'),
      distanceMeters: distanceMeters(pod.position, row.recipient.position),
      isStopKnown: row.recipient.position !== undefined,
      idSeen: pod.idSeen ?? false,
    },
    receivedById: detailId,
    codCollectedMinor: codCollected ? minorOf(codCollected, row, '/payload/codCollected') : null,
    short,
  }),
  fail_attempt: ({ reason, photoIds, position }, { row }, { noteId }) => ({
    reason,
    photoId: photoIds?.[0] ?? null,
    noteId,
    distanceMeters: distanceMeters(position, row.recipient.position),
  }),
  assign: ({ courierIds, minutes = null }) => ({ courierIds, minutes }),
  unassign: (_, __, { noteId }) => ({ noteId }),
  reassign: ({ courierId }, _, { noteId }) => ({ courierId, noteId }),
  raise: ({ type, reason }, _, { noteId }) => ({ type, reason, noteId }),
  acknowledge: ({ exceptionId }) => ({ exceptionId }),
  take: ({ exceptionId, toUserId }, { userId }) => ({
    exceptionId,
    toUserId: toUserId === undefined ? userId : toUserId,
  }),
  resolve: ({ exceptionId, action, input }, { row }, { noteId }) => ({
    exceptionId,
    action,
    noteId,
    courierIds: input?.courierIds ?? null,
    window: windowFor(input, row),
    acceptedFeeMinor: input?.acceptedFee ? minorOf(input.acceptedFee, row, '/payload/input/acceptedFee') : null,
  }),
  add_note: ({ audience }, _, { noteId }) => ({ noteId: noteId ?? '', audience }),
}

export function payloadFor<K extends WorkflowInput['type']>(
  { type, payload }: { type: K; payload: Input<K> },
  facts: Facts,
  kept: Kept,
): Payloads[K] {
  return builders[type](payload, facts, kept)
}

/** A day of a new attempt is a window of the stop's own delivery hours. */
function windowFor(input: Input<'resolve'>['input'], row: ShipmentRow): Span | null {
  if (input?.window) return spanOf(input.window)
  return input?.date ? dayWindow(input.date, zoneOf(row.recipient.country)) : null
}

function minorOf(money: { amount: number; currency: string }, { state }: ShipmentRow, pointer: string): number {
  if (money.currency === state.money.currency) return money.amount
  throw wrongField(`${pointer}/currency`, `This shipment is paid in ${state.money.currency}.`)
}

export type Personal = {
  note: { text: string; audience: string } | null
  receivedBy: string | null
  position: { lat: number; lng: number } | null
  /** Pictures that the command names: each must be the sender's own. */
  pictures: readonly { id: string; pointer: string }[]
}

/** What is personal in a command; it stays in PostgreSQL. */
export function personalOf(input: WorkflowInput): Personal {
  const { payload } = input
  const pod = 'pod' in payload ? payload.pod : undefined
  const position = pod?.position ?? ('position' in payload ? payload.position : undefined)
  const photoIds = 'photoIds' in payload ? payload.photoIds : undefined
  return {
    note: noteOf(input),
    receivedBy: ('receivedBy' in payload ? payload.receivedBy : undefined) ?? null,
    position: position ? { lat: position.lat, lng: position.lng } : null,
    pictures: [
      ...(photoIds ?? []).map((id, index) => ({ id, pointer: `/payload/photoIds/${index}` })),
      ...(pod?.photoId ? [{ id: pod.photoId, pointer: '/payload/pod/photoId' }] : []),
      ...(pod?.signatureId ? [{ id: pod.signatureId, pointer: '/payload/pod/signatureId' }] : []),
    ],
  }
}

/** A reason in people's own words is a note; the reasons of the lists are words of ours. */
function noteOf(input: WorkflowInput): Personal['note'] {
  switch (input.type) {
    case 'add_note':
      return { text: input.payload.text, audience: input.payload.audience }
    case 'verify_delivery':
    case 'fail_pickup':
    case 'fail_attempt':
    case 'raise':
      return input.payload.note ? { text: input.payload.note, audience: 'staff' } : null
    case 'cancel':
    case 'decline':
    case 'unassign':
    case 'reassign':
    case 'resolve':
      return input.payload.reason ? { text: input.payload.reason, audience: 'staff' } : null
    default:
      return null
  }
}
