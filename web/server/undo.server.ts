import type { CommandType } from '#domain/commands.ts'
import type { Undo } from '../command-result.ts'
import { fieldOf } from './form.server.ts'

type Inverse = (form: FormData) => Record<string, string> | null

const undone = 'Undone at once.'

/** The command that takes another one back, where the domain has one. */
const inverses: Partial<Record<CommandType, Inverse>> = {
  take: (form) =>
    form.has('release') ? null : { type: 'take', exceptionId: fieldOf(form, 'exceptionId'), release: 'yes' },
  snooze: (form) => ({ type: 'acknowledge', exceptionId: fieldOf(form, 'exceptionId') }),
  assign: () => ({ type: 'unassign', reason: undone }),
  place_hold: (form) => ({ type: 'release_hold', held: fieldOf(form, 'reason') }),
  resolve: (form) =>
    form.get('action') === 'dismiss'
      ? { type: 'reopen', exceptionId: fieldOf(form, 'exceptionId'), reason: undone }
      : null,
}

/** What a toast sends when somebody thinks better of it. */
export function undoOf(type: CommandType, form: FormData, number: string): Undo | null {
  const fields = inverses[type]?.(form)
  return fields ? { shipmentId: fieldOf(form, 'shipmentId'), number, fields } : null
}
