import { completeException } from './apply-exceptions.ts'
import { completePolicy } from './policy.ts'
import { freshShipment, type Shipment } from './shipment.ts'

/** A shipment that an older release wrote, with what it did not know yet. The same for one of today. */
export function upgraded(shipment: Shipment): Shipment {
  const fresh = freshShipment(shipment.id)
  return {
    ...fresh,
    ...shipment,
    money: { ...fresh.money, ...shipment.money },
    policy: completePolicy(shipment.policy),
    exceptions: shipment.exceptions.map(completeException),
  }
}
