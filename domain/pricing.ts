import type { Money, ParcelInput } from './views.ts'

/** First prices until the rate card exists, in EUR cents, tax included (lifecycle.md §6). */
const basePrices: Readonly<Record<string, number>> = {
  demo: 490,
  economy: 490,
  next_day: 790,
  same_day: 1_290,
  cross_border: 1_990,
}
const otherLevels = 790
const perKilogramMinor = 60
const freeGrams = 2_000

export type PriceLine = { code: string; label: string; amount: Money }

/** The price of a booking, line by line; the total is their sum. Each parcel pays for its own weight. */
export function priceLines(levelCode: string, parcels: readonly Pick<ParcelInput, 'weightGrams'>[]): PriceLine[] {
  const kilograms = parcels.reduce((sum, { weightGrams }) => sum + startedKilograms(weightGrams), 0)
  const lines = [line('base', 'Carriage', basePrices[levelCode] ?? otherLevels)]
  if (parcels.length > 1)
    lines.push(line('parcels', 'Further parcels', (parcels.length - 1) * (basePrices[levelCode] ?? otherLevels)))
  if (kilograms > 0) lines.push(line('weight', `Weight over 2 kg (${kilograms} kg)`, kilograms * perKilogramMinor))
  return lines
}

export function totalMinor(lines: readonly PriceLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount.amount, 0)
}

function startedKilograms(weightGrams: number): number {
  return Math.max(0, Math.ceil((weightGrams - freeGrams) / 1_000))
}

function line(code: string, label: string, amountMinor: number): PriceLine {
  return { code, label, amount: { amount: amountMinor, currency: 'EUR' } }
}
