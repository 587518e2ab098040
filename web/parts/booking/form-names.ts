import type { FieldError } from '#domain/errors.ts'
import { fieldMessages } from '../../field-messages.ts'
import type { FieldMessages } from '../../ui/form-errors.tsx'

/** What is wrong, by the names of our fields. */
export function bookingMessages(errors: readonly FieldError[]): FieldMessages {
  return Object.fromEntries(Object.entries(fieldMessages(errors)).map(([name, words]) => [formNameOf(name), words]))
}

/** Pointers name what the API takes; the form asks for kilograms and centimetres. */
function formNameOf(name: string): string {
  return name
    .replace('weightGrams', 'weightKg')
    .replace(/(length|width|height)Mm/, '$1Cm')
    .replace('windows.pickup', 'pickup')
    .replace(/^payment\.codAmount.*/, 'codAmount')
    .replace(/^payment\..*/, 'payment')
}
