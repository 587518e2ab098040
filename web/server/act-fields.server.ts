import { TZDate } from '@date-fns/tz'
import type { ActField } from '../acts/field.ts'
import { filled, textOf, textsOf } from './form.server.ts'
import { codesOf, minorUnits } from './payloads-parts.server.ts'

type Reading = { form: FormData; zone: string }

const minuteMs = 60_000
const dayMs = 86_400_000

/** What a form says, as the payload that its fields stand for. */
export function payloadFrom(fields: readonly ActField[], reading: Reading): Record<string, unknown> {
  return filled(Object.fromEntries(fields.map((field) => [field.name, payloadPart(field, reading)])))
}

function payloadPart(field: ActField, { form, zone }: Reading): unknown {
  const { name } = field
  const text = textOf(form, name)
  switch (field.kind) {
    case 'money': {
      const amount = minorUnits(text)
      return amount === null ? null : { amount, currency: textOf(form, 'currency') ?? 'EUR' }
    }
    case 'window':
      return text?.split('/') ?? null
    case 'instant':
      return text && instantFrom(text, zone)
    case 'sleep':
      return text && sleepEnd(text, zone)
    case 'couriers':
      return listed(textsOf(form, 'courierId'))
    case 'courier':
      return textOf(form, 'courierId')
    case 'held':
      return textOf(form, 'held')
    case 'checks':
      return listed(textsOf(form, name))
    case 'scans':
      return codesOf(form, name)
    case 'photo':
      return listed(textsOf(form, 'photoId'))
    case 'place':
      return placeOf(form, name)
    case 'custodian':
      return custodianOf(text)
    default:
      return text
  }
}

function listed(texts: string[]): string[] | null {
  return texts.length > 0 ? texts : null
}

const placeParts = ['name', 'line1', 'line2', 'postcode', 'city', 'country', 'phone', 'email'] as const

function placeOf(form: FormData, name: string): Record<string, string> {
  return filled(Object.fromEntries(placeParts.map((part) => [part, textOf(form, `${name}.${part}`)])))
}

/** `courier/<id>` as the list offers it; a kind alone where nobody is named. */
function custodianOf(text: string | null): { kind: string; id: string | null } | null {
  if (!text) return null
  const [kind = '', id] = text.split('/')
  return { kind, id: id ?? null }
}

const wallTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/** A wall time of a date field in the viewer's zone as an instant; anything else goes on as it is, to be refused. */
export function instantFrom(text: string, zone: string): string {
  const parts = wallTime.exec(text)?.slice(1).map(Number)
  if (!parts) return text
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts
  return new Date(new TZDate(year, month - 1, day, hour, minute, 0, zone).getTime()).toISOString()
}

/** The end of a sleep: some minutes from now, or eight o'clock tomorrow. */
function sleepEnd(text: string, zone: string): string {
  if (/^\d{1,4}$/.test(text)) return new Date(Date.now() + Number(text) * minuteMs).toISOString()
  if (text !== 'morning') return text
  return instantFrom(`${wallTimeOf(Date.now() + dayMs, zone).slice(0, 10)}T08:00`, zone)
}

/** The same the other way: an instant as a date field shows it. */
export function wallTimeOf(ms: number, zone: string): string {
  const at = new TZDate(ms, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
