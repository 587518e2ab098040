import { owesPrice } from './consequences.ts'
import { dueMinor } from './effects.ts'
import type { ShipmentEvent } from './events.ts'
import { shareOf, splitTax } from './fees.ts'
import { charged, type Posting, pair, receivableOf } from './posting-parts.ts'
import { correctionPostings, moneyBack, settlementPostings } from './postings-settling.ts'
import type { Shipment } from './shipment.ts'

/** The courier's part of the price, in basis points; the rate card of a later release replaces it. */
const courierShare = 4_500
const callOutMinor = 150

/** The entries that an event asks for, judged by the shipment after its batch. */
export function postingsOf(shipment: Shipment, event: ShipmentEvent): Posting[] {
  return rawPostings(shipment, event)
    .map((posting) => ({ ...posting, entries: posting.entries.filter((entry) => entry.amountMinor !== 0) }))
    .filter((posting) => posting.entries.length > 0)
}

/** The keys of pending transactions that an event settles or makes void: each is dropped once. */
export function dropsOf({ deliveries, carriage }: Shipment, event: ShipmentEvent): string[] {
  if (event.type === 'delivery_verified' || event.type === 'corrected') {
    return [`${carriage === 'partner' ? 'partner' : 'earning'}-due:${deliveries}`]
  }
  if (event.type !== 'money_noted') return []
  return ['captured', 'released', 'expired'].includes(event.data.kind) ? [`hold:${event.data.n}`] : []
}

function rawPostings(shipment: Shipment, event: ShipmentEvent): Posting[] {
  const { money } = shipment
  switch (event.type) {
    case 'money_noted':
      return noted(shipment, event)
    case 'delivered':
      return [...cashOf(shipment), ...earning(shipment, 'pending')]
    case 'partner_event_applied':
      return partnerMoved(shipment, event)
    case 'delivery_verified':
      if (money.method === 'card') return []
      return [...revenue(shipment, dueMinor(money)), ...earning(shipment, 'posted')]
    case 'return_completed':
    case 'parcel_disposed':
      return money.method === 'card' || !owesPrice(shipment) ? [] : carried(shipment, dueMinor(money))
    case 'cancelled':
      return money.method === 'card' ? [] : fee(shipment, event.data.feeMinor)
    case 'settlement_decided':
      return settlementPostings(shipment, event.data)
    case 'corrected':
      return correctionPostings(shipment, event.data, hasCarrier(shipment) ? courierEarningMinor(shipment) : 0)
    case 'pickup_attempted':
    case 'attempt_failed':
      return callOut(`callout:${event.seq}`, event.actor.id)
    default:
      return []
  }
}

function hasCarrier({ courierId, carriage, partnerId }: Shipment): boolean {
  return courierId !== null || (carriage === 'partner' && partnerId !== null)
}

type Noted = Extract<ShipmentEvent, { type: 'money_noted' }>

/** What the payment side did: a hold, a capture, money paid back. */
function noted(shipment: Shipment, { seq, data }: Noted): Posting[] {
  const { kind, n, amountMinor } = data
  const receivable = receivableOf(shipment)
  if (kind === 'refunded') return moneyBack(shipment, { key: `refund:${seq}`, amountMinor: data.deltaMinor ?? 0 })
  if (kind !== 'authorised' && kind !== 'captured') return []
  const isHold = kind === 'authorised'
  const key = isHold ? `hold:${n}` : `capture:${n}`
  const state = isHold ? 'pending' : 'posted'
  const clearing = pair({ posting: 'M1', key, state, debit: 'card_clearing', credit: receivable, amountMinor })
  if (isHold) return [clearing]
  if (shipment.outcome === 'cancelled') return [clearing, ...fee(shipment, amountMinor)]
  if (shipment.outcome === 'returned' || shipment.outcome === 'disposed')
    return [clearing, ...carried(shipment, amountMinor)]
  return [clearing, ...revenue(shipment, amountMinor), ...earning(shipment, 'posted')]
}

/** M9: what was carried in vain and is owed all the same: the price and the fee of the return. */
function carried(shipment: Shipment, paidMinor: number): Posting[] {
  const { feeMinor } = shipment.money
  const priceMinor = Math.min(paidMinor, dueMinor(shipment.money))
  return [...revenue(shipment, priceMinor), ...returnFee(shipment, feeMinor)]
}

function returnFee(shipment: Shipment, feeMinor: number): Posting[] {
  return [charged(receivableOf(shipment), { posting: 'M9', key: 'return-fee:1', income: 'revenue_fees' }, feeMinor)]
}

/** M5: the price becomes revenue. */
function revenue(shipment: Shipment, grossMinor: number): Posting[] {
  const key = `revenue:${Math.max(1, shipment.deliveries)}`
  return [charged(receivableOf(shipment), { posting: 'M5', key, income: 'revenue_shipping' }, grossMinor)]
}

/** M3: a cancellation fee, half of it the courier's. */
function fee(shipment: Shipment, feeMinor: number): Posting[] {
  const { courierId } = shipment
  const half = courierId ? shareOf(splitTax(feeMinor).netMinor, 5_000) : 0
  const credit = `courier_payable:${courierId}`
  return [
    charged(receivableOf(shipment), { posting: 'M3', key: 'fee:1', income: 'revenue_fees' }, feeMinor),
    pair({ posting: 'M3', key: 'fee-courier:1', state: 'posted', debit: 'cost_courier', credit, amountMinor: half }),
  ]
}

type Moved = Extract<ShipmentEvent, { type: 'partner_event_applied' }>

/** What a partner's word is worth: the same as the step of our own would be. */
function partnerMoved(shipment: Shipment, { data }: Moved): Posting[] {
  if (!data.isMove) return []
  if (data.to === 'delivered') return earning(shipment, 'pending')
  const isPaid = data.to === 'returned' && shipment.money.method !== 'card' && owesPrice(shipment)
  return isPaid ? carried(shipment, dueMinor(shipment.money)) : []
}

function courierEarningMinor({ money }: Shipment): number {
  return shareOf(splitTax(money.quotedMinor).netMinor, courierShare)
}

/** M6: what the courier earns, pending until the delivery is verified. */
function earning(shipment: Shipment, state: Posting['state']): Posting[] {
  const { courierId, partnerId, carriage } = shipment
  if (carriage === 'partner' && partnerId) return [partnerEarning(shipment, { partnerId, state })]
  if (!courierId) return []
  const amountMinor = courierEarningMinor(shipment)
  const key = `${state === 'pending' ? 'earning-due' : 'earning'}:${Math.max(1, shipment.deliveries)}`
  return [
    pair({ posting: 'M6', key, state, debit: 'cost_courier', credit: `courier_payable:${courierId}`, amountMinor }),
  ]
}

/** M7: what a partner earns for its leg, under the same rule. */
function partnerEarning(
  shipment: Shipment,
  { partnerId, state }: { partnerId: string; state: Posting['state'] },
): Posting {
  const key = `${state === 'pending' ? 'partner-due' : 'partner'}:${Math.max(1, shipment.deliveries)}`
  const credit = `partner_payable:${partnerId}`
  return pair({ posting: 'M7', key, state, debit: 'cost_partner', credit, amountMinor: courierEarningMinor(shipment) })
}

/** M4: cash that the courier took for the sender. */
function cashOf({ money, courierId, customerId, deliveries }: Shipment): Posting[] {
  if (!courierId || !money.codCollectedMinor) return []
  const debit = `courier_cash:${courierId}`
  const credit = `cod_payable:${customerId ?? 'none'}`
  return [
    pair({
      posting: 'M4',
      key: `cod:${deliveries}`,
      state: 'posted',
      debit,
      credit,
      amountMinor: money.codCollectedMinor,
    }),
  ]
}

/** M8: a courier who came in vain is paid for the way. */
function callOut(key: string, courierId: string | null): Posting[] {
  if (!courierId) return []
  const credit = `courier_payable:${courierId}`
  return [pair({ posting: 'M8', key, state: 'posted', debit: 'cost_courier', credit, amountMinor: callOutMinor })]
}
