import type { ShipmentEvent } from './events.ts'
import type { Shipment } from './shipment.ts'
import { isOutcome, type Status, walk } from './status.ts'

/** Effective time: when it happened, but not before the current status nor after we heard of it (T9). */
export function effectiveMs(shipment: Shipment, event: Pick<ShipmentEvent, 'occurredAtMs' | 'recordedAtMs'>): number {
  return Math.min(Math.max(event.occurredAtMs, shipment.enteredAtMs), event.recordedAtMs)
}

/** The shipment in its next status, with whoever has custody there. */
export function enter(shipment: Shipment, status: Status, event: ShipmentEvent): Shipment {
  return {
    ...shipment,
    status,
    outcome: isOutcome(status) ? status : shipment.outcome,
    enteredAtMs: effectiveMs(shipment, event),
    custodian: custodianIn(shipment, status),
  }
}

/** The promise counts as kept, unless it was missed before. */
export function met(shipment: Shipment): Shipment {
  return shipment.promiseState === 'open' ? { ...shipment, promiseState: 'met' } : shipment
}

function custodianIn(shipment: Shipment, status: Status): Shipment['custodian'] {
  const kind = walk[status].with
  if (kind === 'holder' || kind === 'outcome') return shipment.custodian
  const ids = { sender: shipment.customerId, courier: shipment.courierId, partner: shipment.partnerId }
  return { kind, id: kind === 'sender' || kind === 'courier' || kind === 'partner' ? ids[kind] : null }
}
