import type { Cause } from '#domain/exception-types.ts'
import { minorOf, proofFacts, wrongField } from './command-facts.ts'
import type { Builders, Facts } from './command-payloads.ts'
import { spanOf } from './instants.ts'
import { dayWindow, zoneOf } from './promise.ts'

/** Whose cause something was is for our own house to say. */
export function causeFor(cause: Cause | undefined, { actorKind }: Facts, usual: Cause): Cause {
  const own: Partial<Record<string, Cause>> = { S: 'S', R: 'N' }
  const theirs = own[actorKind]
  if (theirs === undefined) return cause ?? usual
  if (cause !== undefined && cause !== theirs) {
    throw wrongField('/payload/cause', 'Whose cause it was is for the dispatcher to say.')
  }
  return theirs
}

type Journey =
  | 'change_address'
  | 'reschedule'
  | 'decide_delivery'
  | 'dispute'
  | 'report_incident'
  | 'complete_return'
  | 'place_hold'
  | 'release_hold'
  | 'repromise'
  | 'make_available'
  | 'start_return'
  | 'mark_lost'
  | 'dispose'
  | 'settle'
  | 'correct'
  | 'override_pod'

/** From the wire to what the workflow may know, for what changes the journey. */
export const journeyBuilders: Builders<Journey> = {
  change_address: ({ stop, acceptedDelta }, { zone, row }, { placeId }) => {
    const deltaMinor = acceptedDelta ? minorOf(acceptedDelta, row, '/payload/acceptedDelta') : 0
    if (deltaMinor !== 0) throw wrongField('/payload/acceptedDelta', 'The price stays the same for this address.')
    return { stop, placeId: placeId ?? '', zone, deltaMinor }
  },
  reschedule: ({ stop, window }) => ({ stop, window: spanOf(window) }),
  decide_delivery: ({ option, date, pointId = null }, { row }, { noteId }) => ({
    option,
    window: date === undefined ? null : dayWindow(date, zoneOf(row.recipient.country)),
    pointId,
    noteId,
  }),
  dispute: ({ kind, photoIds }, _, { noteId }) => ({ kind, noteId, photoId: photoIds?.[0] ?? null }),
  report_incident: ({ reason, photoIds }, _, { noteId }) => ({ reason, photoId: photoIds?.[0] ?? null, noteId }),
  complete_return: ({ pod = {} }, { row }) => ({ proof: proofFacts(pod, { row, pin: null, stop: row.sender }) }),
  place_hold: ({ reason, until, retentionReason = null }, _, { noteId }) => ({
    reason,
    untilMs: msOf(until),
    retentionReason,
    noteId,
  }),
  release_hold: ({ reason }, _, { noteId }) => ({ reason, noteId }),
  repromise: ({ window, cause }, _, { noteId }) => ({ window: spanOf(window), cause, noteId }),
  make_available: ({ pointId, until }) => ({ pointId, untilMs: msOf(until) }),
  start_return: ({ cause }, facts, { noteId }) => ({ cause: causeFor(cause, facts, 'N'), noteId }),
  mark_lost: ({ evidence }, _, { noteId }) => ({ noteId, photoId: evidence?.[0] ?? null }),
  dispose: ({ cause = 'N', evidence }, _, { noteId }) => ({ cause, noteId, photoId: evidence?.[0] ?? null }),
  settle: ({ decision, amount, cause = 'K' }, { row }, { noteId }) => ({
    decision,
    amountMinor: minorOf(amount, row, '/payload/amount'),
    cause,
    noteId,
  }),
  correct: ({ toStatus, custodian = null }, _, { noteId }) => ({ toStatus, custodian, noteId }),
  override_pod: ({ methods }, _, { noteId }) => ({ methods, noteId }),
}

function msOf(instant: string | undefined): number | null {
  return instant === undefined ? null : Date.parse(instant)
}
