import type { EventData, ShipmentEvent } from './events.ts'
import type { Shipment } from './shipment.ts'

/** A call to the payment provider that an event asks for. `n` is the generation of the money step. */
export type Effect =
  | { kind: 'hold'; n: number; amountMinor: number; currency: string; paymentMethodId: string | null }
  | { kind: 'capture'; n: number; intentId: string; amountMinor: number }
  | { kind: 'release'; n: number; intentId: string }
  | { kind: 'close_checkout'; n: number; sessionId: string }

/** The payments to make after an event, judged by the shipment that it left. */
export function effectsOf(shipment: Shipment, event: ShipmentEvent): Effect[] {
  const { money } = shipment
  switch (event.type) {
    case 'payment_started':
      return started(shipment, event.data)
    case 'confirmed':
      // Paid otherwise: a page that is still open is no longer wanted, nor what was held through it.
      return closed(money.n, money.sessionId)
    case 'delivery_verified':
      return captured(shipment, money.quotedMinor)
    case 'capture_asked':
      return captured(shipment, event.data.amountMinor)
    case 'cancelled':
      return undone(shipment)
    case 'money_noted':
      // A hold that came after the shipment had ended is given back at once.
      if (['authorised', 'checkout', 'action_required'].includes(event.data.kind) && shipment.outcome === 'cancelled') {
        return undone(shipment)
      }
      return event.data.kind === 'authorised' && shipment.isVerified ? captured(shipment, money.quotedMinor) : []
    default:
      return []
  }
}

function started({ money }: Shipment, data: EventData['payment_started']): Effect[] {
  const { n, amountMinor, paymentMethodId, oldSessionId } = data
  return [{ kind: 'hold', currency: money.currency, n, amountMinor, paymentMethodId }, ...closed(n - 1, oldSessionId)]
}

function closed(n: number, sessionId: string | null): Effect[] {
  return sessionId ? [{ kind: 'close_checkout', n, sessionId }] : []
}

function captured({ money }: Shipment, amountMinor: number): Effect[] {
  if (money.state !== 'authorised' || !money.intentId) return []
  return [
    {
      kind: 'capture',
      n: money.n,
      intentId: money.intentId,
      amountMinor: Math.min(amountMinor, money.authorisedMinor),
    },
  ]
}

function undone(shipment: Shipment): Effect[] {
  const { money } = shipment
  if (money.method !== 'card') return []
  if (money.state === 'authorised' && money.feeMinor > 0) return captured(shipment, money.feeMinor)
  if (money.state === 'action_required' && money.sessionId) {
    return [{ kind: 'close_checkout', n: money.n, sessionId: money.sessionId }]
  }
  const isHeld = money.state === 'authorised' || money.state === 'action_required'
  return isHeld && money.intentId ? [{ kind: 'release', n: money.n, intentId: money.intentId }] : []
}
