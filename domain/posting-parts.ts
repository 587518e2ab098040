import { splitTax } from './fees.ts'
import type { Shipment } from './shipment.ts'

/** Debit positive, credit negative, in minor units. */
export type Entry = { account: string; amountMinor: number }

/** A transaction of lifecycle.md §7.2. Its entries sum to zero; pending ones count in no balance. */
export type Posting = {
  posting: 'M1' | 'M3' | 'M4' | 'M5' | 'M6' | 'M7' | 'M8' | 'M9' | 'M10' | 'M11' | 'M14'
  /** `purpose:n`, unique within a shipment. */
  key: string
  state: 'pending' | 'posted'
  entries: Entry[]
}

type Pair = {
  posting: Posting['posting']
  key: string
  state: Posting['state']
  debit: string
  credit: string
  amountMinor: number
}

/** One account to another. */
export function pair({ posting, key, state, debit, credit, amountMinor }: Pair): Posting {
  const entries = [
    { account: debit, amountMinor },
    { account: credit, amountMinor: -amountMinor },
  ]
  return { posting, key, state, entries }
}

/** Whose account a shipment's money is owed on. */
export function receivableOf({ customerId }: Pick<Shipment, 'customerId'>): string {
  return `receivable:${customerId ?? 'none'}`
}

type Charge = { posting: Posting['posting']; key: string; income: 'revenue_shipping' | 'revenue_fees' }

/** Owed by the customer, net of the tax inside it. */
export function charged(receivable: string, { posting, key, income }: Charge, grossMinor: number): Posting {
  const { netMinor, taxMinor } = splitTax(grossMinor)
  const entries = [
    { account: receivable, amountMinor: grossMinor },
    { account: income, amountMinor: -netMinor },
    { account: 'tax_payable', amountMinor: -taxMinor },
  ]
  return { posting, key, state: 'posted', entries }
}
