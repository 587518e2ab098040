import type { EventData } from './events.ts'
import { splitTax } from './fees.ts'
import { charged, type Posting, pair, receivableOf } from './posting-parts.ts'
import type { Shipment } from './shipment.ts'

type Decided = EventData['settlement_decided']

/** What a money decision after the outcome posts (lifecycle.md §7.2: M9, M10, M11). */
export function settlementPostings(shipment: Shipment, { decision, amountMinor, n }: Decided): Posting[] {
  const key = `settlement:${n}`
  switch (decision) {
    case 'charge':
      return [charged(receivableOf(shipment), { posting: 'M9', key, income: 'revenue_fees' }, amountMinor)]
    case 'claim':
      return [pair({ posting: 'M10', key, state: 'posted', debit: 'claims', credit: 'bank', amountMinor })]
    case 'refund':
      return [givenBack(shipment, { posting: 'M9', key }, amountMinor)]
    case 'credit':
      // Before anything is taken a credit only makes M5 smaller.
      return isTaken(shipment) ? [givenBack(shipment, { posting: 'M11', key }, amountMinor)] : []
  }
}

/** The provider has paid money back: what the customer had on account leaves through the card. */
export function moneyBack(shipment: Shipment, { key, amountMinor }: { key: string; amountMinor: number }): Posting[] {
  const debit = receivableOf(shipment)
  return [pair({ posting: 'M9', key, state: 'posted', debit, credit: 'card_clearing', amountMinor })]
}

/** M14: what a delivery that never was had posted is reversed. Money on a card stays where it is: it will be earned. */
export function correctionPostings(
  shipment: Shipment,
  { from, wasVerified }: EventData['corrected'],
  earningMinor: number,
): Posting[] {
  if (from !== 'delivered') return []
  const { money, courierId, customerId, deliveries, carriage, partnerId } = shipment
  const isPartners = carriage === 'partner'
  const cash = {
    debit: `cod_payable:${customerId ?? 'none'}`,
    credit: `courier_cash:${courierId}`,
    amountMinor: money.codCollectedMinor ?? 0,
  }
  const reversed: Posting[] = [pair({ posting: 'M14', key: `cod-reversal:${deliveries}`, state: 'posted', ...cash })]
  if (!wasVerified || money.method === 'card') return reversed
  const earned = {
    debit: isPartners ? `partner_payable:${partnerId}` : `courier_payable:${courierId}`,
    credit: isPartners ? 'cost_partner' : 'cost_courier',
    amountMinor: earningMinor,
  }
  const charge = { posting: 'M14', key: `revenue-reversal:${deliveries}`, income: 'revenue_shipping' } as const
  return [
    ...reversed,
    turnedRound(charged(receivableOf(shipment), charge, money.quotedMinor - money.creditMinor)),
    pair({ posting: 'M14', key: `earning-reversal:${deliveries}`, state: 'posted', ...earned }),
  ]
}

function turnedRound(posting: Posting): Posting {
  const entries = posting.entries.map(({ account, amountMinor }) => ({ account, amountMinor: -amountMinor }))
  return { ...posting, entries }
}

function isTaken({ money, isVerified, outcome }: Shipment): boolean {
  return money.state === 'captured' || (money.method !== 'card' && (isVerified || outcome === 'returned'))
}

function givenBack(
  shipment: Shipment,
  { posting, key }: Pick<Posting, 'posting' | 'key'>,
  grossMinor: number,
): Posting {
  const { netMinor, taxMinor } = splitTax(grossMinor)
  const entries = [
    { account: 'refunds', amountMinor: netMinor },
    { account: 'tax_payable', amountMinor: taxMinor },
    { account: receivableOf(shipment), amountMinor: -grossMinor },
  ]
  return { posting, key, state: 'posted', entries }
}
