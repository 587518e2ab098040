import { createContext, useContext } from 'react'
import type { CommandResult } from '../command-result.ts'

/** Where the result of a command is told; a page without a place for it tells nobody. */
export const Tell = createContext<(result: CommandResult) => void>(() => {})

/** Hands over how a command came out. */
export function useTell(): (result: CommandResult) => void {
  return useContext(Tell)
}
