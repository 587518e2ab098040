import { useCallback, useState } from 'react'
import type { CommandResult, Undo } from '../command-result.ts'

export type UndoToast = { id: string; words: string; undo: Undo }

const mostToasts = 3
const undoing = 'undo-'

/** The key of the form that takes a command back. */
export function undoKeyOf(id: string): string {
  return `${undoing}${id}`
}

/** Whether a result is that of taking something back. */
export function isUndo({ formKey }: CommandResult): boolean {
  return formKey.startsWith(undoing)
}

/** What was done and can still be taken back, the newest last. */
export function useUndoToasts() {
  const [toasts, setToasts] = useState<readonly UndoToast[]>([])
  const offer = useCallback((result: CommandResult) => {
    if (result.kind !== 'applied' || !result.undo) return
    const { commandId, words, undo } = result
    setToasts((before) => {
      if (before.some(({ id }) => id === commandId)) return before
      return [...before, { id: commandId, words, undo }].slice(-mostToasts)
    })
  }, [])
  const close = useCallback((id: string) => setToasts((before) => before.filter((toast) => toast.id !== id)), [])
  return { toasts, offer, close }
}
