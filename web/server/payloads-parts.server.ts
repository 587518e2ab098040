import { numberOf, textOf, textsOf } from './form.server.ts'

/** Cash in euros with cents as people type it ("12,40") in minor units. */
export function minorUnits(text: string | null): number | null {
  if (!text) return null
  const amount = Number(text.replace(',', '.'))
  return Number.isFinite(amount) ? Math.round(amount * 100) : null
}

export function moneyOf(form: FormData, name: string) {
  const amount = minorUnits(textOf(form, name))
  return amount === null ? null : { amount, currency: textOf(form, 'currency') ?? 'EUR' }
}

/** The fee that the page showed: refused when it has changed meanwhile. */
export function acceptedFeeOf(form: FormData) {
  const amount = numberOf(form, 'acceptedFeeMinor')
  return amount === null ? null : { amount, currency: textOf(form, 'currency') ?? 'EUR' }
}

/** Codes as the scanner or a person typed them, one a line or between commas. */
export function codesOf(form: FormData, name: string): string[] | null {
  const codes = textsOf(form, name).flatMap((text) => text.split(/[\s,;]+/))
  const found = codes.filter(Boolean)
  return found.length > 0 ? found : null
}
