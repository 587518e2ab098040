import type { Place } from '#domain/views.ts'
import type { WorkflowInput } from './command-payloads.ts'

/** What is personal in a command; it stays in PostgreSQL. */
export type Personal = {
  note: { text: string; audience: string } | null
  receivedBy: string | null
  position: { lat: number; lng: number } | null
  /** A new address of a stop. */
  place: { stop: 'pickup' | 'dropoff'; address: Place } | null
  /** Pictures that the command names: each must be the sender's own. */
  pictures: readonly { id: string; pointer: string }[]
}

/** Takes what is personal out of a command. */
export function personalOf(input: WorkflowInput): Personal {
  const { payload } = input
  const pod = 'pod' in payload ? payload.pod : undefined
  const position = pod?.position ?? ('position' in payload ? payload.position : undefined)
  return {
    note: noteOf(input),
    receivedBy: ('receivedBy' in payload ? payload.receivedBy : undefined) ?? null,
    position: position ? { lat: position.lat, lng: position.lng } : null,
    place: placeOf(input),
    pictures: [
      ...named('photoIds' in payload ? payload.photoIds : undefined, '/payload/photoIds'),
      ...named('evidence' in payload ? payload.evidence : undefined, '/payload/evidence'),
      ...(pod?.photoId ? [{ id: pod.photoId, pointer: '/payload/pod/photoId' }] : []),
      ...(pod?.signatureId ? [{ id: pod.signatureId, pointer: '/payload/pod/signatureId' }] : []),
    ],
  }
}

function named(ids: readonly string[] | undefined, pointer: string): Personal['pictures'] {
  return (ids ?? []).map((id, index) => ({ id, pointer: `${pointer}/${index}` }))
}

function placeOf({ type, payload }: WorkflowInput): Personal['place'] {
  if (type === 'change_address') return { stop: payload.stop, address: payload.address }
  if (type !== 'resolve' || !('address' in payload.input)) return null
  return { stop: payload.input.stop, address: payload.input.address }
}

/** Reasons that are words of our own lists. */
const listedReasons: readonly WorkflowInput['type'][] = [
  'raise',
  'fail_pickup',
  'fail_attempt',
  'report_incident',
  'place_hold',
  'release_hold',
  'partner_status',
]

/** A reason in people's own words is a note; the reasons of the lists are words of ours. */
function noteOf({ type, payload }: WorkflowInput): Personal['note'] {
  if (type === 'add_note') return { text: payload.text, audience: payload.audience }
  if (type === 'dispute') return ofStaff(payload.text)
  // Where to leave it is for the courier to read.
  if (type === 'decide_delivery') {
    return payload.note === undefined ? null : { text: payload.note, audience: 'everyone' }
  }
  if ('note' in payload && payload.note !== undefined) return ofStaff(payload.note)
  if (type === 'resolve' && 'note' in payload.input) return ofStaff(payload.reason ?? payload.input.note)
  const hasOwnWords = 'reason' in payload && !listedReasons.includes(type)
  return hasOwnWords ? ofStaff(payload.reason) : null
}

function ofStaff(text: string | undefined): Personal['note'] {
  return text === undefined ? null : { text, audience: 'staff' }
}
