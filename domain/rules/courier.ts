import { invalid } from '../errors.ts'
import { exceptionRow, failAttemptReasons, failPickupReasons, typeOfReason } from '../exception-types.ts'
import type { Payloads } from '../payloads.ts'
import { missingProofs } from '../proofs.ts'
import { raise } from '../raise.ts'
import type { Rule } from '../script.ts'

/** The first of several couriers wins; the offers to the others end with it. */
export const accept: Rule<Payloads['accept']> = (script) => {
  const courierId = script.envelope.actor.id
  if (!courierId) return { code: 'forbidden', message: 'Only a courier with an offer can accept it.' }
  script.say({ type: 'offer_accepted', data: { courierId } })
  return undefined
}

export const decline: Rule<Payloads['decline']> = (script, { noteId }) => {
  const courierId = script.envelope.actor.id
  if (!courierId) return { code: 'forbidden', message: 'Only a courier with an offer can decline it.' }
  const { status, offers } = script.now()
  const othersAreOpen = status === 'assigned' && offers.some((offer) => offer.courierId !== courierId)
  const to = othersAreOpen ? 'assigned' : 'confirmed'
  script.say({ type: 'offer_declined', data: { courierId, noteId, to } })
  if (to === 'confirmed') raise(script, { type: 'not_accepted', reason: 'declined', via: 'person', noteId })
  return undefined
}

export const start: Rule<Payloads['start']> = (script, { etaMs }) => {
  const to = script.now().status === 'accepted' ? 'en_route_pickup' : 'out_for_delivery'
  script.say({ type: 'started', data: { to, etaMs } })
  return undefined
}

export const arrivePickup: Rule<Payloads['arrive_pickup']> = (script, data) => {
  script.say({ type: 'pickup_reached', data })
  return undefined
}

export const arriveDropoff: Rule<Payloads['arrive_dropoff']> = (script, data) => {
  script.say({ type: 'dropoff_reached', data })
  return undefined
}

export const pickUp: Rule<Payloads['pick_up']> = (script, data) => {
  if (data.missing > script.now().parcels) {
    return invalid('/payload/missing', 'More parcels are missing than were booked.')
  }
  script.say({ type: 'picked_up', data })
  if (data.missing > 0) raise(script, { type: 'damaged_or_missing', reason: 'missing_items', via: 'person' })
  return undefined
}

export const failPickup: Rule<Payloads['fail_pickup']> = (script, data) => {
  if (!failPickupReasons.some((reason) => reason === data.reason)) {
    return invalid('/payload/reason', `Choose one of: ${failPickupReasons.join(', ')}.`)
  }
  script.say({ type: 'pickup_attempted', data })
  raise(script, { type: 'pickup_failed', reason: data.reason, via: 'person', noteId: data.noteId })
  return undefined
}

export const scan: Rule<Payloads['scan']> = (script, data) => {
  const { status, carriage } = script.now()
  if (status === 'confirmed' && carriage !== 'drop_off') {
    return { code: 'not_now', message: 'A courier picks this shipment up: it cannot be scanned in before.' }
  }
  if (status === 'confirmed' && data.scans !== 'all') {
    return invalid('/payload/scans', 'All parcels must be scanned when they are handed in.')
  }
  const to = status === 'attempt_failed' || status === 'returning' ? status : 'in_transit'
  const isAtFacility = data.facilityId !== null || status === 'confirmed'
  script.say({ type: 'scanned', data: { ...data, to, custodian: isAtFacility ? 'facility' : 'courier' } })
  return undefined
}

/** Refused until each required proof is there (T8); parcels that are short open a case. */
export const deliver: Rule<Payloads['deliver']> = (script, data) => {
  const shipment = script.now()
  const { method, codMinor } = shipment.money
  const missing = missingProofs(shipment.policy.pod, data.proof, shipment.waivedProofs)
  const [first] = missing
  if (first) return { code: 'invalid_input', message: first.message, errors: missing }
  if (method === 'cod' && data.codCollectedMinor !== codMinor) {
    return invalid('/payload/codCollected', `Collect exactly ${codMinor} minor units in cash.`)
  }
  if (data.short > shipment.parcels) return invalid('/payload/short', 'More parcels are short than were booked.')
  script.say({ type: 'delivered', data })
  if (data.short > 0) raise(script, { type: 'damaged_or_missing', reason: 'missing_items', via: 'person' })
  return undefined
}

/** A failed attempt opens what its reason says; the recipient is asked, and silence has a default. */
export const failAttempt: Rule<Payloads['fail_attempt']> = (script, data) => {
  const type = failAttemptReasons.some((reason) => reason === data.reason) ? typeOfReason(data.reason) : null
  if (!type) return invalid('/payload/reason', `Choose one of: ${failAttemptReasons.join(', ')}.`)
  const attempt = script.now().attempts + 1
  script.say({ type: 'attempt_failed', data: { ...data, attempt, cause: exceptionRow(type).cause } })
  raise(script, { type, reason: data.reason, via: 'person', noteId: data.noteId })
  return undefined
}
