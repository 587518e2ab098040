import type { FieldError } from './errors.ts'
import type { ProofFacts } from './payloads.ts'
import { type Policy, type ProofKind, proofKinds } from './policy.ts'

/** A delivery farther than this from the stop is not at the stop (T8). */
export const geofenceMeters = 300

type Row = { name: string; pointer: string; isMet: (facts: ProofFacts) => boolean; toDo: string }

/** Each proof of delivery: where the payload carries it, when it is met, what to do when it is not. */
export const proofTable: Record<ProofKind, Row> = {
  photo: {
    name: 'Photo',
    pointer: '/payload/pod/photoId',
    isMet: (facts) => facts.photoId !== null,
    toDo: 'Take a photo of the delivery.',
  },
  signature: {
    name: 'Signature',
    pointer: '/payload/pod/signatureId',
    isMet: (facts) => facts.signatureId !== null,
    toDo: 'Have the recipient sign.',
  },
  scan: {
    name: 'Scan',
    pointer: '/payload/pod/scans',
    isMet: (facts) => facts.scans === 'all',
    toDo: 'Scan or type the code of every parcel.',
  },
  pin: {
    name: 'PIN',
    pointer: '/payload/pod/pin',
    isMet: (facts) => facts.pin === 'ok',
    toDo: 'Ask the recipient for the right PIN.',
  },
  geofence: {
    name: 'Position',
    pointer: '/payload/pod/position',
    // A stop whose position nobody knows can only be warned about.
    isMet: (facts) => !facts.isStopKnown || (facts.distanceMeters ?? Number.POSITIVE_INFINITY) <= geofenceMeters,
    toDo: `Share a position within ${geofenceMeters} m of the stop.`,
  },
  id: {
    name: 'Identity document',
    pointer: '/payload/pod/idSeen',
    isMet: (facts) => facts.idSeen,
    toDo: 'Check an identity document.',
  },
}

/**
 * Every required proof that is not there, as field errors, but those a supervisor has waived.
 * A PIN that is wrong is wrong even where none is asked.
 */
export function missingProofs(pod: Policy['pod'], facts: ProofFacts, waived: readonly ProofKind[] = []): FieldError[] {
  return proofKinds
    .filter((kind) => !waived.includes(kind))
    .filter(
      (kind) =>
        (pod[kind] === 'required' && !proofTable[kind].isMet(facts)) || (kind === 'pin' && facts.pin === 'wrong'),
    )
    .map((kind) => ({ pointer: proofTable[kind].pointer, code: `${kind}_missing`, message: proofTable[kind].toDo }))
}
