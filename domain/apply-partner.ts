import { enter, met } from './enter.ts'
import type { EventData, ShipmentEvent } from './events.ts'
import type { Shipment } from './shipment.ts'
import { CUSTODY, isIn, type Status } from './status.ts'

type Applied = EventData['partner_event_applied']

type Arrival = (shipment: Shipment, data: Applied, nowMs: number) => Shipment

/** What entering a status by a partner's word does beside the status itself. */
const arrivals: Partial<Record<Status, Arrival>> = {
  out_for_delivery: (s) => ({ ...s, etaMs: null, reattemptByMs: null }),
  attempt_failed: (s, { attempt, cause }) => {
    const isOurs = cause !== 'N' && cause !== 'S'
    const failed = isOurs ? s : met(s)
    return { ...failed, attempts: attempt ?? s.attempts, reattemptByMs: null, decision: null }
  },
  available_for_pickup: (s, _, nowMs) => ({
    ...met(s),
    collectByMs: nowMs + s.policy.allowancesMs.collect,
    reattemptByMs: null,
  }),
  delivered: (s) => ({ ...met(s), attempts: s.attempts + 1, deliveries: s.deliveries + 1 }),
  returning: (s, { cause, feeMinor }) => ({
    ...s,
    endCause: cause,
    reattemptByMs: null,
    money: { ...s.money, feeMinor: feeMinor ?? 0 },
  }),
}

/** The shipment where a partner says that it is; until the end of its leg the partner answers for it. */
export function movedByPartner(shipment: Shipment, data: Applied, event: ShipmentEvent): Shipment {
  const arrived = arrivals[data.to]?.(shipment, data, event.recordedAtMs) ?? shipment
  const moved = enter(arrived, data.to, event)
  return isIn(CUSTODY, data.to) ? { ...moved, custodian: { kind: 'partner', id: shipment.partnerId } } : moved
}

/** A partner that does not take a parcel gives it back to our own couriers. */
export function rejected(shipment: Shipment, { reason, kind }: Applied): Shipment {
  const isRejection = kind === 'exception' && reason === 'partner_rejected'
  return isRejection ? { ...shipment, carriage: 'own', partnerId: null } : shipment
}
