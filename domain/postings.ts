import type { ShipmentEvent } from './events.ts'
import { shareOf, splitTax } from './fees.ts'
import type { Shipment } from './shipment.ts'

/** Debit positive, credit negative, in minor units. */
export type Entry = { account: string; amountMinor: number }

/** A transaction of lifecycle.md §7.2. Its entries sum to zero; pending ones count in no balance. */
export type Posting = {
  posting: 'M1' | 'M3' | 'M4' | 'M5' | 'M6' | 'M8'
  /** `purpose:n`, unique within a shipment. */
  key: string
  state: 'pending' | 'posted'
  entries: Entry[]
}

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
export function dropsOf(event: ShipmentEvent): string[] {
  if (event.type === 'delivery_verified') return ['earning-due:1']
  if (event.type !== 'money_noted') return []
  return ['captured', 'released', 'expired'].includes(event.data.kind) ? [`hold:${event.data.n}`] : []
}

function rawPostings(shipment: Shipment, event: ShipmentEvent): Posting[] {
  const { money, customerId, courierId } = shipment
  const receivable = `receivable:${customerId ?? 'none'}`
  switch (event.type) {
    case 'money_noted': {
      const { kind, n, amountMinor } = event.data
      if (kind === 'authorised') {
        return [
          pair({
            posting: 'M1',
            key: `hold:${n}`,
            state: 'pending',
            debit: 'card_clearing',
            credit: receivable,
            amountMinor,
          }),
        ]
      }
      if (kind !== 'captured') return []
      return [
        pair({
          posting: 'M1',
          key: `capture:${n}`,
          state: 'posted',
          debit: 'card_clearing',
          credit: receivable,
          amountMinor,
        }),
        ...(shipment.outcome === 'cancelled'
          ? fee(receivable, amountMinor, courierId)
          : revenue(receivable, amountMinor)),
        ...(shipment.outcome === 'cancelled' ? [] : earning(shipment, 'posted')),
      ]
    }
    case 'delivered':
      return [...cashOf(shipment), ...earning(shipment, 'pending')]
    case 'delivery_verified':
      return money.method === 'card' ? [] : [...revenue(receivable, money.quotedMinor), ...earning(shipment, 'posted')]
    case 'cancelled':
      return money.method === 'card' ? [] : fee(receivable, event.data.feeMinor, courierId)
    case 'pickup_attempted':
      return callOut(`callout:${event.seq}`, event.actor.id)
    case 'attempt_failed':
      return callOut(`callout:${event.seq}`, event.actor.id)
    default:
      return []
  }
}

type Pair = {
  posting: Posting['posting']
  key: string
  state: Posting['state']
  debit: string
  credit: string
  amountMinor: number
}

function pair({ posting, key, state, debit, credit, amountMinor }: Pair): Posting {
  const entries = [
    { account: debit, amountMinor },
    { account: credit, amountMinor: -amountMinor },
  ]
  return { posting, key, state, entries }
}

/** M5: the price becomes revenue, net of the tax inside it. */
function revenue(receivable: string, grossMinor: number): Posting[] {
  const { netMinor, taxMinor } = splitTax(grossMinor)
  const entries = [
    { account: receivable, amountMinor: grossMinor },
    { account: 'revenue_shipping', amountMinor: -netMinor },
    { account: 'tax_payable', amountMinor: -taxMinor },
  ]
  return [{ posting: 'M5', key: 'revenue:1', state: 'posted', entries }]
}

/** M3: a cancellation fee, half of it the courier's. */
function fee(receivable: string, feeMinor: number, courierId: string | null): Posting[] {
  const { netMinor, taxMinor } = splitTax(feeMinor)
  const entries = [
    { account: receivable, amountMinor: feeMinor },
    { account: 'revenue_fees', amountMinor: -netMinor },
    { account: 'tax_payable', amountMinor: -taxMinor },
  ]
  const half = courierId ? shareOf(netMinor, 5_000) : 0
  const credit = `courier_payable:${courierId}`
  return [
    { posting: 'M3', key: 'fee:1', state: 'posted', entries },
    pair({ posting: 'M3', key: 'fee-courier:1', state: 'posted', debit: 'cost_courier', credit, amountMinor: half }),
  ]
}

/** M6: what the courier earns, pending until the delivery is verified. */
function earning({ courierId, money }: Shipment, state: Posting['state']): Posting[] {
  if (!courierId) return []
  const amountMinor = shareOf(splitTax(money.quotedMinor).netMinor, courierShare)
  const key = state === 'pending' ? 'earning-due:1' : 'earning:1'
  return [
    pair({ posting: 'M6', key, state, debit: 'cost_courier', credit: `courier_payable:${courierId}`, amountMinor }),
  ]
}

/** M4: cash that the courier took for the sender. */
function cashOf({ money, courierId, customerId }: Shipment): Posting[] {
  if (!courierId || !money.codCollectedMinor) return []
  const debit = `courier_cash:${courierId}`
  const credit = `cod_payable:${customerId ?? 'none'}`
  return [pair({ posting: 'M4', key: 'cod:1', state: 'posted', debit, credit, amountMinor: money.codCollectedMinor })]
}

/** M8: a courier who came in vain is paid for the way. */
function callOut(key: string, courierId: string | null): Posting[] {
  if (!courierId) return []
  const credit = `courier_payable:${courierId}`
  return [pair({ posting: 'M8', key, state: 'posted', debit: 'cost_courier', credit, amountMinor: callOutMinor })]
}
