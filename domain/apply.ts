import { applyException, isExceptionEvent } from './apply-exceptions.ts'
import { applyMoney } from './apply-money.ts'
import type { EventData, EventType, ShipmentEvent } from './events.ts'
import { rearm } from './rearm.ts'
import type { Offer, Shipment } from './shipment.ts'
import { isOutcome, type Status, walk } from './status.ts'

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
        policy: data.policy,
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
      { ...met(s), attempts: s.attempts + 1, money: { ...s.money, codCollectedMinor: data.codCollectedMinor } },
      'delivered',
      event,
    ),
  attempt_failed: (s, { attempt, cause }, event) => {
    const isOurs = cause !== 'N' && cause !== 'S'
    return enter({ ...(isOurs ? s : met(s)), attempts: attempt, reattemptByMs: null }, 'attempt_failed', event)
  },
  delivery_decided: (s, { window }) => ({ ...s, reattemptByMs: window[1] }),
  rescheduled: (s, { window }) => ({ ...s, pickup: window }),
  timer_fired: (s, { timer }) => {
    if (timer === 'promise') return { ...s, promiseState: 'missed' }
    return timer === 'reattempt' ? { ...s, reattemptByMs: null } : s
  },
  closed: (s, _, event) => enter({ ...s, courierId: s.courierId, offers: [] }, 'closed', event),
}

/** The shipment after one event. Only this changes state; the same events always give the same shipment. */
export function apply(shipment: Shipment, event: ShipmentEvent): Shipment {
  const moved = isExceptionEvent(event) ? applyException(shipment, event) : applyStep(shipment, event)
  const paid = { ...moved, money: applyMoney(moved.money, event), seq: event.seq }
  return { ...paid, timers: rearm(shipment, paid, event) }
}

/** The shipment that a whole history gives. */
export function fold(fresh: Shipment, events: readonly ShipmentEvent[]): Shipment {
  return events.reduce(apply, fresh)
}

function applyStep<K extends EventType>(
  shipment: Shipment,
  event: ShipmentEvent & { type: K; data: EventData[K] },
): Shipment {
  return effects[event.type]?.(shipment, event.data, event) ?? shipment
}

/** Effective time: when it happened, but not before the current status nor after we heard of it (T9). */
export function effectiveMs(shipment: Shipment, event: Pick<ShipmentEvent, 'occurredAtMs' | 'recordedAtMs'>): number {
  return Math.min(Math.max(event.occurredAtMs, shipment.enteredAtMs), event.recordedAtMs)
}

function enter(shipment: Shipment, status: Status, event: ShipmentEvent): Shipment {
  return {
    ...shipment,
    status,
    outcome: isOutcome(status) ? status : shipment.outcome,
    enteredAtMs: effectiveMs(shipment, event),
    custodian: custodianIn(shipment, status),
  }
}

function custodianIn(shipment: Shipment, status: Status): Shipment['custodian'] {
  const kind = walk[status].with
  if (kind === 'holder' || kind === 'outcome') return shipment.custodian
  const ids = { sender: shipment.customerId, courier: shipment.courierId, partner: shipment.partnerId }
  return { kind, id: kind === 'sender' || kind === 'courier' || kind === 'partner' ? ids[kind] : null }
}

function met(shipment: Shipment): Shipment {
  return shipment.promiseState === 'open' ? { ...shipment, promiseState: 'met' } : shipment
}

function without(offers: readonly Offer[], courierIds: readonly string[]): Offer[] {
  return offers.filter((offer) => !courierIds.includes(offer.courierId))
}
