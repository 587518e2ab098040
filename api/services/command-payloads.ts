import type { ShipmentRow } from '#db/shipments.ts'
import type { ActorKind } from '#domain/actors.ts'
import type { Payloads } from '#domain/payloads.ts'
import type { OfferedCommand } from '#domain/schemas/command.ts'
import { distanceMeters, minorOf, proofFacts, scanVerdict, wrongField } from './command-facts.ts'
import { exceptionBuilders } from './command-payloads-exceptions.ts'
import { journeyBuilders } from './command-payloads-journey.ts'
import type { Heard } from './partner-words.ts'

/** What reaches the workflow: everything offered but `rate`, which is a plain record. */
export type WorkflowInput = Exclude<OfferedCommand, { type: 'rate' }>

export type Facts = {
  row: ShipmentRow
  actorKind: ActorKind
  userId: string | null
  pin: 'ok' | 'wrong' | null
  /** The zone of an address that the command names. */
  zone: string | null
  /** A partner's word as its mapping reads it. */
  heard: Heard | null
}

/** The rows that hold what is personal in a command. */
export type Kept = { noteId: string | null; detailId: string | null; placeId: string | null }

export type Input<K extends WorkflowInput['type']> = Extract<WorkflowInput, { type: K }>['payload']

export type Builders<K extends WorkflowInput['type'] = WorkflowInput['type']> = {
  [T in K]: (input: Input<T>, facts: Facts, kept: Kept) => Payloads[T]
}

/** From the wire to what the workflow may know: ids and verdicts. */
const builders: Builders = {
  ...exceptionBuilders,
  ...journeyBuilders,
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
    proof: proofFacts(pod, { row, pin, stop: row.recipient }),
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
  outsource: ({ partnerId }) => ({ partnerId }),
  reroute: ({ partnerId }, _, { noteId }) => ({ partnerId, noteId }),
  partner_status: (_, { heard }) => heard?.said ?? unheard,
  add_note: ({ audience }, _, { noteId }) => ({ noteId: noteId ?? '', audience }),
}

/** What was not read is not understood. */
const unheard = { verdict: { kind: 'unmapped' }, hasEvidence: false, noteId: null, mappingVersion: null } as const

export function payloadFor<K extends WorkflowInput['type']>(
  { type, payload }: { type: K; payload: Input<K> },
  facts: Facts,
  kept: Kept,
): Payloads[K] {
  return builders[type](payload, facts, kept)
}
