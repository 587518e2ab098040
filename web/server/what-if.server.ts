import type { FieldError } from '#domain/errors.ts'
import type { FieldMessages } from '../ui/form-errors.tsx'
import type { Values } from './booking.server.ts'
import type { Draft } from './draft.server.ts'
import { fieldOf } from './form.server.ts'
import { levelMessages, levelValues } from './level-form.server.ts'

/** How many days a replay looks back unless somebody says otherwise. */
export const usualDays = 30
const daysFault = 'must be a whole number from 1 to 90'

/** What the fields of a what-if hold: those of its level, and the days. */
export function whatIfValues(level: Parameters<typeof levelValues>[0], draft: Draft | null): Values {
  const version = level.version
  return draft
    ? { ...levelValues({ ...draft.level, version }), days: String(draft.days) }
    : { ...levelValues(level), days: String(usualDays) }
}

/** How many days back; what is no number goes on to be refused. */
export function daysOf(form: FormData): number | string {
  const text = fieldOf(form, 'days')
  return /^\d+$/.test(text) ? Number(text) : text
}

/** What is wrong with a draft, by the fields of its form. */
export function whatIfMessages(errors: readonly FieldError[], form: FormData): FieldMessages {
  const isOfDays = ({ pointer }: FieldError) => pointer === '/days'
  const own = errors.filter((error) => !isOfDays(error))
  const drafted = own.map((error) => ({ ...error, pointer: error.pointer.replace(/^\/draft/, '') }))
  return { ...levelMessages(drafted, form), ...(errors.some(isOfDays) && { days: daysFault }) }
}
