import { movedByPartner, rejected } from './apply-partner.ts'
import { enter, met } from './enter.ts'
import type { EventData, EventType, ShipmentEvent } from './events.ts'
import { pause, resume } from './pause.ts'
import { completePolicy } from './policy.ts'
import type { Offer, Shipment } from './shipment.ts'

type Applied<K extends EventType> = (shipment: Shipment, data: EventData[K], event: ShipmentEvent) => Shipment

/** What each event of the walk does to the shipment. Events that are absent only leave their trace in the history. */
const effects: { [K in EventType]?: Applied<K> } = {
  booked: (s, data, event) =>
    enter(
      {
        ...s,
        customerId: data.customerId,
        partnerId: data.partnerId,
        carriage: data.carriage,
        parcels: data.parcels,
        pickup: data.pickup,
        promise: data.promise,
        originalPromise: data.promise,
        policy: completePolicy(data.policy),
        zone: data.zone ?? null,
        money: { ...s.money, quotedMinor: data.quotedMinor, currency: data.currency },
      },
      'created',
      event,
    ),
  payment_started: (s, _, event) => enter(s, 'awaiting_payment', event),
  confirmed: (s, _, event) => enter(s, 'confirmed', event),
  money_noted: (s, { to }, event) => (to === s.status ? s : enter(s, to, event)),
  step_confirmed: (s, { step }) => ({ ...s, confirmedSteps: [...new Set([...s.confirmedSteps, step])] }),
  delivery_verified: (s) => ({ ...s, isVerified: true }),
  cancelled: (s, _, event) => enter({ ...s, offers: [] }, 'cancelled', event),
  offered: (s, { offers }, event) => enter({ ...s, offers, courierId: null }, 'assigned', event),
  offer_accepted: (s, { courierId }, event) => enter({ ...s, courierId, offers: [] }, 'accepted', event),
  offer_declined: (s, { courierId, to }, event) => {
    const offers = without(s.offers, [courierId])
    return to === 'confirmed' ? enter({ ...s, courierId: null, offers }, to, event) : { ...s, offers }
  },
  offer_withdrawn: (s, _, event) => enter({ ...s, courierId: null, offers: [] }, 'confirmed', event),
  started: (s, { to, etaMs }, event) => enter({ ...s, etaMs, reattemptByMs: null }, to, event),
  pickup_reached: (s, _, event) => enter(s, 'at_pickup', event),
  picked_up: (s, _, event) => enter(s, 'picked_up', event),
  pickup_attempted: (s, _, event) => enter({ ...s, courierId: null, offers: [] }, 'confirmed', event),
  scanned: (s, data, event) => {
    const moved = data.to === s.status && data.to !== 'in_transit' ? s : enter(s, data.to, event)
    if (data.custodian === 'courier') return moved
    return { ...moved, custodian: { kind: 'facility', id: data.facilityId } }
  },
  dropoff_reached: (s, _, event) => enter(s, 'at_dropoff', event),
  delivered: (s, data, event) =>
    enter(
      {
        ...met(s),
        attempts: s.attempts + 1,
        deliveries: s.deliveries + 1,
        money: { ...s.money, codCollectedMinor: data.codCollectedMinor },
      },
      'delivered',
      event,
    ),
  attempt_failed: (s, { attempt, cause }, event) => {
    const isOurs = cause !== 'N' && cause !== 'S'
    const failed = { ...(isOurs ? s : met(s)), attempts: attempt, reattemptByMs: null, decision: null }
    return enter(failed, 'attempt_failed', event)
  },
  delivery_decided: (s, { option, window, pointId }) => ({
    ...s,
    decision: option,
    pointId: pointId ?? s.pointId,
    reattemptByMs: window ? window[1] : s.reattemptByMs,
  }),
  rescheduled: (s, { stop, window, promise }) => ({
    ...(stop === 'dropoff' ? s : { ...s, pickup: window }),
    ...(promise && { promise, promiseState: s.promiseState === 'missed' ? 'open' : s.promiseState }),
  }),
  address_changed: (s, { stop, placeId, zone }) => ({
    ...s,
    places: { ...s.places, [stop]: placeId },
    zone: stop === 'dropoff' ? zone : s.zone,
  }),
  hold_placed: (s, data, event) => {
    const { reason, untilMs, stopsClock, reviewAtMs, bulletinId } = data
    const endsAtMs = reason === 'bulletin' ? null : untilMs
    const hold = { reason, untilMs, stopsClock, reviewAtMs, bulletinId, endsAtMs, placedAtMs: event.recordedAtMs }
    const held = { ...s, holds: [...s.holds, hold] }
    return stopsClock ? pause(held, event.recordedAtMs) : held
  },
  hold_released: (s, { reason }, event) => {
    const left = { ...s, holds: s.holds.filter((hold) => hold.reason !== reason) }
    return left.holds.some(({ stopsClock }) => stopsClock) ? left : resume(left, event.recordedAtMs)
  },
  promise_changed: (s, { window }) => ({ ...s, promise: window, promiseState: 'open' }),
  ready_to_collect: (s, { pointId, untilMs }, event) => {
    const waiting = enter(
      { ...met(s), pointId, collectByMs: untilMs, reattemptByMs: null },
      'available_for_pickup',
      event,
    )
    return { ...waiting, custodian: { kind: 'facility', id: pointId } }
  },
  return_started: (s, { cause, feeMinor }, event) =>
    enter({ ...s, endCause: cause, reattemptByMs: null, money: { ...s.money, feeMinor } }, 'returning', event),
  return_completed: (s, _, event) => enter(s, 'returned', event),
  marked_lost: (s, _, event) => enter({ ...s, endCause: 'K' }, 'lost', event),
  parcel_disposed: (s, { cause }, event) => enter({ ...s, endCause: cause }, 'disposed', event),
  settlement_decided: (s, { decision }) => (decision === 'claim' ? { ...s, isClaimDecided: true } : s),
  corrected: (s, { toStatus, custodian }, event) => {
    const isBack = s.outcome !== null && toStatus !== s.outcome
    const moved = enter({ ...s, isVerified: isBack ? false : s.isVerified }, toStatus, event)
    // A correction may take an outcome back: the only event that does.
    const outcome = toStatus === 'delivered' || toStatus === 'returned' ? toStatus : null
    return { ...moved, outcome, custodian: custodian ?? moved.custodian }
  },
  pod_overridden: (s, { methods }) => ({ ...s, waivedProofs: [...new Set([...s.waivedProofs, ...methods])] }),
  telemetry_noted: (s, { kind, etaMs }) => (kind === 'eta' && etaMs !== null ? { ...s, etaMs } : s),
  partner_event_applied: (s, data, event) => (data.isMove ? movedByPartner(s, data, event) : rejected(s, data)),
  outsourced: (s, { partnerId }) => ({ ...s, carriage: 'partner', partnerId }),
  rerouted: (s, { partnerId }) => ({
    ...s,
    carriage: partnerId === null ? 'own' : 'partner',
    partnerId,
    courierId: partnerId === null ? s.courierId : null,
  }),
  shipment_expired: (s, _, event) => enter({ ...s, endCause: 'S' }, 'expired', event),
  policy_applied: (s, { policy }) => ({ ...s, policy: completePolicy(policy) }),
  timer_fired: (s, { timer }) => {
    if (timer === 'promise') return { ...s, promiseState: 'missed' }
    return timer === 'reattempt'
      ? { ...s, reattemptByMs: null }
      : { ...s, holds: s.holds.map((hold) => told(hold, timer)) }
  },
  closed: (s, _, event) => enter({ ...s, courierId: s.courierId, offers: [] }, 'closed', event),
}

/** The shipment after an event of the walk, its timers and money still as they were. */
export function applyStep<K extends EventType>(
  shipment: Shipment,
  event: ShipmentEvent & { type: K; data: EventData[K] },
): Shipment {
  return effects[event.type]?.(shipment, event.data, event) ?? shipment
}

/** A hold whose review or end has just been told: neither is told twice. */
function told(hold: Shipment['holds'][number], timer: string): Shipment['holds'][number] {
  if (timer === `hold_review:${hold.reason}`) return { ...hold, reviewAtMs: null }
  return timer === `hold_until:${hold.reason}` ? { ...hold, endsAtMs: null } : hold
}

function without(offers: readonly Offer[], courierIds: readonly string[]): Offer[] {
  return offers.filter((offer) => !courierIds.includes(offer.courierId))
}
