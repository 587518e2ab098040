import type { Unit } from './report-figures.ts'

const whole = new Intl.NumberFormat('en-GB')
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const twoDecimals = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A figure as people read it; a dash where there was nothing to divide by. */
export function figureWords(unit: Unit, value: number | null, currency: string | null): string {
  return value === null ? '–' : words[unit](value, currency)
}

const words: Record<Unit, (value: number, currency: string | null) => string> = {
  count: (value) => whole.format(value),
  percent: (value) => `${oneDecimal.format(value * 100)} %`,
  seconds: (value) => spanWords(value),
  decimal: (value) => twoDecimals.format(value),
  money: (value, currency) => `${twoDecimals.format(value / 100)} ${currency ?? ''}`.trim(),
}

function spanWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  const hours = Math.round(minutes / 60)
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
