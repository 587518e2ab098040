import type { CommandType } from '#domain/commands.ts'
import type { FieldMessages } from './ui/form-errors.tsx'

type Common = { formKey: string; commandId: string; type: CommandType }

/** How a posted command came out, as a page shows it. */
export type CommandResult = Common &
  (
    | { kind: 'applied'; words: string }
    | { kind: 'pending' }
    | { kind: 'unreachable' }
    | {
        kind: 'refused'
        title: string
        message: string
        messages: FieldMessages
        kept: Readonly<Record<string, string>>
      }
  )

/** Recognises what one of our actions answered. */
export function isCommandResult(data: unknown): data is CommandResult {
  return typeof data === 'object' && data !== null && 'formKey' in data && 'commandId' in data
}
