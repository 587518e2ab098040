import { dayMs } from '../durations.ts'
import { type Cause, exceptionRow, isLatched, typeOfReason } from '../exception-types.ts'
import { returnFeeMinor } from '../fees.ts'
import { longestHoldDays } from '../holds.ts'
import type { MappedEffect, PartnerStatus } from '../mapping.ts'
import type { KeptReason, Payloads } from '../payloads.ts'
import { raise } from '../raise.ts'
import type { Rule, Script } from '../script.ts'
import type { Shipment } from '../shipment.ts'
import { CUSTODY, HOLDABLE, isEdge, isIn, isOutcome, rankOf, type Status } from '../status.ts'
import { hold } from './holds.ts'
import { payBack } from './journey.ts'

type Said = Payloads['partner_status']

/** A partner's word about a parcel on its own leg: it moves the shipment, or is kept with the reason why not (T10). */
export const partnerStatus: Rule<Said> = (script, said) => {
  const { actor } = script.envelope
  if (actor.id === null || actor.id !== script.now().partnerId) {
    return { code: 'forbidden', message: 'This parcel is not with this partner.' }
  }
  hear(script, said)
  return undefined
}

/** A word that was not understood before, read again under a later version of the mapping. */
export const applyMapping: Rule<Payloads['apply_mapping']> = (script, said) => {
  script.say({ type: 'mapping_applied', data: { mappingVersion: said.mappingVersion } })
  hear(script, said)
  return undefined
}

function hear(script: Script, said: Said): void {
  const { verdict } = said
  if (verdict.kind !== 'mapped') {
    keep(script, said, verdict.kind)
    return
  }
  const { effect } = verdict
  const why = whyKept(script, said, effect)
  if (why) keep(script, said, why)
  else take(script, said, effect)
}

/** What contradicts our own view is a problem that a person must see; what is only old or repeated is not. */
const mismatches: Partial<Record<KeptReason, string>> = {
  unmapped: 'unmapped',
  ambiguous: 'ambiguous',
  illegal_move: 'illegal_move',
  not_their_leg: 'illegal_move',
  no_evidence: 'no_evidence',
}

function keep(script: Script, said: Said, why: KeptReason): void {
  const { noteId, mappingVersion } = said
  script.say({ type: 'partner_event_kept', data: { why, noteId, mappingVersion } })
  const reason = mismatches[why]
  if (reason) raise(script, { type: 'status_mismatch', reason, via: 'partner', noteId })
}

function whyKept(script: Script, said: Said, effect: MappedEffect): KeptReason | null {
  const shipment = script.now()
  const isLate = script.envelope.occurredAtMs < shipment.enteredAtMs
  switch (effect.kind) {
    case 'note':
      return null
    case 'hold':
      if (isLate) return 'late'
      if (shipment.holds.some(({ reason }) => reason === effect.reason)) return 'repeated'
      return isIn(HOLDABLE, shipment.status) ? null : 'illegal_move'
    case 'exception':
      if (effect.type === 'unassigned') return isRejectable(shipment) ? null : 'illegal_move'
      return isLate && !isLatched(effect.type) ? 'late' : null
    case 'status':
      return whyNoMove(shipment, { to: effect.status, isLate, hasEvidence: said.hasEvidence })
  }
}

/** What is confirmed on a partner's leg can still be given back. */
function isRejectable({ status, carriage }: Shipment): boolean {
  return status === 'confirmed' && carriage === 'partner'
}

type Move = { to: PartnerStatus; isLate: boolean; hasEvidence: boolean }

function whyNoMove({ status, carriage }: Shipment, { to, isLate, hasEvidence }: Move): KeptReason | null {
  if (carriage !== 'partner') return 'not_their_leg'
  if (isOutcome(status)) return to === status ? 'repeated' : isLate ? 'late' : 'illegal_move'
  if (isScan(status, to)) return isLate ? 'late' : null
  const isLegal = isIn(['confirmed', ...CUSTODY], status) && canMove(status, to)
  if (isLate) return isLegal && rankOf(to) > rankOf(status) ? null : 'late'
  if (!isLegal) return 'illegal_move'
  return (to === 'delivered' || to === 'returned') && !hasEvidence ? 'no_evidence' : null
}

function canMove(from: Status, to: PartnerStatus): boolean {
  if (to === 'returned') return from === 'returning'
  return isEdge(from, to) || rankOf(to) > rankOf(from)
}

/** The same status again, and movement where the parcel waits or goes back, says only that it was seen. */
function isScan(status: Status, to: PartnerStatus): boolean {
  return status === to || (to === 'in_transit' && (status === 'attempt_failed' || status === 'returning'))
}

/** An attempt without a reason is taken for nobody at home (lifecycle.md §2.5). */
const usualReason = 'not_home'

function take(script: Script, { noteId, mappingVersion }: Said, effect: MappedEffect): void {
  const shipment = script.now()
  const { status } = shipment
  const isMove = effect.kind === 'status' && !isScan(status, effect.status)
  const to = isMove ? effect.status : status
  const hasFailed = isMove && to === 'attempt_failed'
  const reason = hasFailed ? (reasonOf(effect) ?? usualReason) : reasonOf(effect)
  const cause: Cause = causeOf(reason)
  script.say({
    type: 'partner_event_applied',
    data: {
      kind: effect.kind,
      from: status,
      to,
      isMove,
      reason,
      cause,
      attempt: hasFailed ? shipment.attempts + 1 : null,
      feeMinor: isMove && to === 'returning' ? returnFeeMinor(shipment, cause) : null,
      noteId,
      mappingVersion,
    },
  })
  follow(script, { effect, reason, noteId, isMove })
}

function reasonOf(effect: MappedEffect): string | null {
  return effect.kind === 'note' ? null : effect.reason
}

function causeOf(reason: string | null): Cause {
  const type = reason === null ? null : typeOfReason(reason)
  return type ? exceptionRow(type).cause : 'N'
}

type Taken = { effect: MappedEffect; reason: string | null; noteId: string | null; isMove: boolean }

/** What else comes of it: the exception of a reason, a hold, the end of the partner's own hold, money. */
function follow(script: Script, { effect, reason, noteId, isMove }: Taken): void {
  if (effect.kind === 'exception') raise(script, { type: effect.type, reason: effect.reason, via: 'partner', noteId })
  if (effect.kind === 'hold') {
    const untilMs = script.nowMs + longestHoldDays * dayMs
    const stopsClock = effect.retentionReason !== null || effect.reason === 'address'
    const held = { reason: effect.reason, retentionReason: effect.retentionReason, noteId: null, bulletinId: null }
    hold(script, { ...held, untilMs, stopsClock: stopsClock && effect.reason !== 'depot' })
  }
  if (effect.kind !== 'status') return
  releaseTheirs(script)
  if (!isMove) return
  const type = effect.status === 'attempt_failed' && reason !== null ? typeOfReason(reason) : null
  if (type && reason !== null) raise(script, { type, reason, via: 'partner', noteId })
  if (effect.status === 'delivered' && script.now().money.method === 'cod') {
    // Nobody has told us of the cash.
    raise(script, { type: 'cod_problem', reason: 'cod_mismatch', via: 'partner' })
  }
  if (effect.status === 'returned') payBack(script)
}

/** A parcel that moves on a partner's leg is held there no longer. */
function releaseTheirs(script: Script): void {
  const { holds } = script.now()
  for (const { reason, placedAtMs } of holds) {
    if (reason !== 'customs' && reason !== 'depot') continue
    if (script.envelope.occurredAtMs < placedAtMs) continue
    script.say({ type: 'hold_released', data: { reason, isLapse: false, noteId: null } })
  }
}

/** Gives the pickup and what follows to a partner. */
export const outsource: Rule<Payloads['outsource']> = (script, { partnerId }) => {
  script.say({ type: 'outsourced', data: { partnerId } })
  return undefined
}

/** Another carrier takes what is left of the way: a partner, or our own couriers. */
export const reroute: Rule<Payloads['reroute']> = (script, { partnerId, noteId }) => {
  const { carriage, partnerId: current } = script.now()
  if (partnerId === null ? carriage === 'own' : carriage === 'partner' && partnerId === current) {
    return { code: 'not_now', message: 'It goes this way already.' }
  }
  script.say({ type: 'rerouted', data: { partnerId, noteId } })
  return undefined
}

/** Nobody handed it in for so long that it will not come. */
export const expire: Rule<Payloads['expire']> = (script) => {
  script.say({ type: 'shipment_expired', data: {} })
  return undefined
}
