import type { CommandType } from '#domain/commands.ts'
import type { FieldMessages } from './ui/form-errors.tsx'

/** What a command would do: its sentences, why not, or nothing while fields are missing. */
export type Preview = { kind: 'would' | 'refused' | 'incomplete'; words: readonly string[] }

/** The fields of the command that takes this one back. */
export type Undo = { shipmentId: string; number: string; fields: Readonly<Record<string, string>> }

type Common = { formKey: string; commandId: string; type: CommandType }
type Values = Readonly<Record<string, string>>

/** How a posted command came out, as a page shows it. */
export type CommandResult = Common &
  (
    | { kind: 'applied'; words: string; undo: Undo | null }
    | { kind: 'pending' }
    | { kind: 'unreachable' }
    /** Asked only: without scripts the form comes back with what it would do. */
    | { kind: 'previewed'; preview: Preview; values: Values }
    | {
        kind: 'refused'
        title: string
        message: string
        messages: FieldMessages
        kept: Values
        /** What was typed. */
        values: Values
      }
  )

/** Recognises what one of our actions answered. */
export function isCommandResult(data: unknown): data is CommandResult {
  return typeof data === 'object' && data !== null && 'formKey' in data && 'commandId' in data
}
