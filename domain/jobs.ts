import type { Command } from './payloads.ts'

/** The most rows that somebody may send at once (lifecycle.md §3, `bulk`). */
export const mostItems = 1_000

/** One command for many shipments: each row brings its own id. */
export type CommandTemplate = Omit<Command, 'commandId'>

/** What a job of commands keeps beside its rows. */
export type JobInput = { template: CommandTemplate | null }

/** The command of a row that has none of its own. */
export function commandOfRow(template: CommandTemplate, commandId: string): Command {
  // A template is a whole command but for its id.
  return { ...template, commandId } as Command
}
