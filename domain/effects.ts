import { owesPrice } from './consequences.ts'
import type { EventData, ShipmentEvent } from './events.ts'
import type { Shipment } from './shipment.ts'

/** A call to the payment provider that an event asks for. `n` is the generation of the money step. */
export type Effect =
  | { kind: 'hold'; n: number; amountMinor: number; currency: string; paymentMethodId: string | null }
  | { kind: 'capture'; n: number; intentId: string; amountMinor: number }
  | { kind: 'release'; n: number; intentId: string }
  | { kind: 'close_checkout'; n: number; sessionId: string }
  /** `settlement` is the number of the decision: the key of what it pays. */
  | { kind: 'refund'; n: number; settlement: number; intentId: string; amountMinor: number }

/** The step of money that a call belongs to: a refund goes by its decision, as several may be under way at once. */
export function stepOf(effect: Effect): number {
  return effect.kind === 'refund' ? effect.settlement : effect.n
}

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
      return captured(shipment, dueMinor(money))
    case 'capture_asked':
      return captured(shipment, event.data.amountMinor)
    case 'cancelled':
      return undone(shipment)
    case 'return_completed':
    case 'parcel_disposed':
    case 'marked_lost':
      return ended(shipment)
    case 'partner_event_applied':
      return event.data.isMove && event.data.to === 'returned' ? ended(shipment) : []
    case 'shipment_expired':
      return undone(shipment)
    case 'settlement_decided':
      return settled(shipment, event.data)
    case 'exception_handled':
      return event.data.action === 'retry_money' ? retried(shipment) : []
    case 'money_noted':
      // A hold that came after the shipment had ended is given back at once.
      if (['authorised', 'checkout', 'action_required'].includes(event.data.kind) && shipment.outcome === 'cancelled') {
        return undone(shipment)
      }
      return event.data.kind === 'authorised' && shipment.isVerified ? captured(shipment, dueMinor(money)) : []
    default:
      return []
  }
}

/** What is to be taken of the hold: the price less what was given back before. */
export function dueMinor({ quotedMinor, creditMinor }: Shipment['money']): number {
  return Math.max(0, quotedMinor - creditMinor)
}

/** The journey ended elsewhere than at the recipient's door: the price is taken, or given back when it was our fault. */
function ended(shipment: Shipment): Effect[] {
  const { money } = shipment
  if (owesPrice(shipment)) return captured(shipment, dueMinor(money) + money.feeMinor)
  return money.state === 'authorised' && money.intentId
    ? [{ kind: 'release', n: money.n, intentId: money.intentId }]
    : []
}

/** Money back on a card, as far as there is any. */
function settled(shipment: Shipment, { decision, amountMinor, n }: EventData['settlement_decided']): Effect[] {
  const isTaken = shipment.money.state === 'captured'
  const isBack = decision === 'refund' || (decision === 'credit' && isTaken)
  return isBack ? refund(shipment, { settlement: n, amountMinor }) : []
}

function refund(
  { money }: Shipment,
  { settlement, amountMinor }: { settlement: number; amountMinor: number },
): Effect[] {
  if (money.method !== 'card' || !money.intentId || amountMinor <= 0) return []
  return [{ kind: 'refund', n: money.n, settlement, intentId: money.intentId, amountMinor }]
}

/** The step that failed once more, under the same key. */
function retried(shipment: Shipment): Effect[] {
  const { money, status } = shipment
  const openMinor = money.refundDueMinor - money.refundedMinor
  if (money.state === 'captured') return refund(shipment, { settlement: money.settlements, amountMinor: openMinor })
  if (money.state !== 'failed' || !money.intentId) return []
  if (status === 'cancelled' || !owesPrice(shipment)) return [{ kind: 'release', n: money.n, intentId: money.intentId }]
  return [{ kind: 'capture', n: money.n, intentId: money.intentId, amountMinor: dueMinor(money) }]
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
