import { commandRow } from '#domain/commands.ts'
import type { CommandInput, OfferedCommand } from '#domain/schemas/command.ts'

/** Whether a command may be given at all; a booking comes by its own door. */
export function isOffered(input: CommandInput): input is OfferedCommand {
  return commandRow(input.type).isOffered && input.type !== 'book'
}
