import type { FieldError } from '#domain/errors.ts'
import { code as codeSchema } from '#domain/schemas/settings.ts'
import type { ZoneView } from '#domain/views-operations.ts'
import type { FieldMessages } from '../ui/form-errors.tsx'
import type { Values } from './booking.server.ts'
import { fieldOf } from './form.server.ts'

type ZoneWords = Omit<ZoneView, 'code'>

/** What a new zone begins with. */
export const blankZone: ZoneWords = { name: '', country: 'DE', postcodePrefixes: [] }

/** What the fields of the form hold for a zone. */
export function zoneValues({ name, country, postcodePrefixes }: ZoneWords): Values {
  return { name, country, postcodePrefixes: postcodePrefixes.join(', ') }
}

/** The zone of a posted form (api.md, PUT /zones/{code}); what cannot be read goes on to be refused. */
export function zoneOf(form: FormData): ZoneWords {
  return {
    name: fieldOf(form, 'name'),
    country: fieldOf(form, 'country').toUpperCase(),
    postcodePrefixes: prefixesOf(form),
  }
}

/** What is wrong, by the fields of the form; each prefix that is refused is named. */
export function zoneMessages(errors: readonly FieldError[], form: FormData): FieldMessages {
  const messages: Record<string, string> = {}
  for (const { pointer, message } of errors) {
    const [, field = '', index = ''] = pointer.split('/')
    const prefix = index === '' ? undefined : prefixesOf(form)[Number(index)]
    const words = prefix === undefined ? message : `“${prefix}” ${message}`
    messages[field] = messages[field] ? `${messages[field]}; ${words}` : words
  }
  return messages
}

/** Separated by commas or lines: a prefix may hold a space. */
function prefixesOf(form: FormData): string[] {
  const texts = fieldOf(form, 'postcodePrefixes').split(/[,;\n]/)
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))]
}

/** Whether a zone could be called so. */
export function isZoneCode(code: string): boolean {
  return codeSchema.safeParse(code).success
}
