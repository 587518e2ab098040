import type { CommandResult } from '../command-result.ts'

type Listener = (result: CommandResult) => void

const listeners = new Set<Listener>()

/** Hears every answer to a command form, also of a form that has left the page by the very change it made. */
export function onAnswer(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Hands an answer to whoever tells it. */
export function passAnswer(result: CommandResult): void {
  for (const listener of listeners) listener(result)
}
