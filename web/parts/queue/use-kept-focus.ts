import { useEffect, useRef } from 'react'
import { rowOf } from './use-pointer.ts'

/** The focus stays on its row when the rows are built anew, because the list has become long or short. */
export function useKeptFocus(): void {
  const wish = useRef<string | null>()
  // Read before the old rows go.
  if (wish.current === undefined) wish.current = focusedId()
  useEffect(() => {
    if (!wish.current) return
    const row = rowOf(wish.current)
    // The row may come a moment after the others.
    if (document.activeElement === document.body) row?.focus({ preventScroll: true })
    if (row) wish.current = null
  })
}

function focusedId(): string | null {
  if (typeof document === 'undefined') return null
  return document.activeElement?.closest<HTMLElement>('[data-exception]')?.dataset.exception ?? null
}
