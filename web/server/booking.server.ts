import type { Services, Viewer } from '#api/services/contract.ts'
import type { QuoteView, ServiceLevelView } from '#domain/views.ts'
import { capital, dayWords, money, type Reading, timeWords, when } from '../format.ts'
import { fieldOf, filled, numberOf, textOf } from './form.server.ts'
import { minorUnits } from './payloads-parts.server.ts'
import { isAppError } from './problems.server.ts'

export const mostParcels = 4
const placeFields = ['name', 'line1', 'line2', 'city', 'postcode', 'country', 'phone', 'email'] as const

/** What every field of the booking form holds, by name: to fill it again. */
export type Values = Readonly<Record<string, string>>

/** The fields of a posted form as text. */
export function valuesOf(form: FormData): Values {
  return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')) as Values
}

function formOf(values: Values): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return form
}

function placeOf(form: FormData, side: string) {
  return filled(Object.fromEntries(placeFields.map((field) => [field, textOf(form, `${side}.${field}`)])))
}

function parcelsOf(form: FormData) {
  const indices = Array.from({ length: mostParcels }, (_, index) => `parcels.${index}`)
  const used = indices.filter((name, index) => index === 0 || textOf(form, `${name}.weightKg`))
  return used.map((name) => {
    const worth = minorUnits(textOf(form, `${name}.value`))
    return filled({
      weightGrams: times(decimalOf(form, `${name}.weightKg`), 1000),
      lengthMm: times(decimalOf(form, `${name}.lengthCm`), 10),
      widthMm: times(decimalOf(form, `${name}.widthCm`), 10),
      heightMm: times(decimalOf(form, `${name}.heightCm`), 10),
      description: textOf(form, `${name}.description`),
      value: worth ? { amount: worth, currency: 'EUR' } : null,
    })
  })
}

function decimalOf(form: FormData, name: string): number | null {
  const text = textOf(form, name)?.replace(',', '.')
  return text === undefined || Number.isNaN(Number(text)) ? null : Number(text)
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : Math.round(value * factor)
}

/** What is sent, from where to where and when: the same for a quote and a booking. */
function whatOf(form: FormData, serviceLevel: string) {
  const pickup = textOf(form, 'pickup')?.split('/')
  return filled({
    serviceLevel,
    sender: placeOf(form, 'sender'),
    recipient: placeOf(form, 'recipient'),
    parcels: parcelsOf(form),
    windows: pickup?.length === 2 ? { pickup } : null,
  })
}

/** The body of a booking (api.md, POST /shipments). */
export function bookingOf(form: FormData) {
  const level = fieldOf(form, 'serviceLevel')
  const [method, paymentMethodId] = fieldOf(form, 'payment').split('/')
  const cod = minorUnits(textOf(form, 'codAmount'))
  return filled({
    ...whatOf(form, level),
    quoteId: textOf(form, `quote.${level}`),
    reference: textOf(form, 'reference'),
    payment: filled({
      method,
      paymentMethodId: paymentMethodId ?? null,
      codAmount: method === 'cod' && cod !== null ? { amount: cod, currency: 'EUR' } : null,
    }),
  })
}

export type Offer = {
  level: string
  name: string
  quoteId: string | null
  total: string | null
  lines: readonly { label: string; amount: string }[]
  arrives: string | null
  pickup: string | null
  expires: string | null
}

type Asking = { services: Services; viewer: Viewer; reading: Reading; values: Values }

/** Each service level with its price for these parcels; without a price where the form is not complete yet. */
export async function offersFor(levels: readonly ServiceLevelView[], asking: Asking): Promise<Offer[]> {
  return await Promise.all(levels.map((level) => offerFor(level, asking)))
}

async function offerFor(
  { code, name }: ServiceLevelView,
  { services, viewer, reading, values }: Asking,
): Promise<Offer> {
  const bare = { level: code, name, quoteId: null, total: null, lines: [], arrives: null, pickup: null, expires: null }
  try {
    const form = formOf(values)
    if (numberOf(form, 'parcels.0.weightKg') === null && decimalOf(form, 'parcels.0.weightKg') === null) return bare
    return { ...bare, ...priced(await services.quotes.quote(whatOf(form, code), viewer), reading) }
  } catch (error) {
    if (isAppError(error)) return bare
    throw error
  }
}

function priced(quote: QuoteView, reading: Reading) {
  const { pickup, delivery } = quote.windows
  const byMs = Date.parse(delivery[1])
  return {
    quoteId: quote.id,
    total: money(quote.total),
    lines: quote.lines.map(({ label, amount }) => ({ label, amount: money(amount) })),
    arrives: `${capital(dayWords(byMs, reading))} by ${timeWords(byMs, reading)}`,
    pickup: `${capital(dayWords(Date.parse(pickup[0]), reading))}, ${timeWords(Date.parse(pickup[0]), reading)} – ${timeWords(Date.parse(pickup[1]), reading)}`,
    expires: when(quote.expiresAt, reading).text,
  }
}
