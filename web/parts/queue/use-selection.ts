import { useMemo, useState } from 'react'
import type { QueueLine } from '../../server/present-exception.server.ts'

/** What bulk needs to know of a selected row, also when the list has been read anew meanwhile. */
export type Chosen = Pick<QueueLine, 'id' | 'shipmentId' | 'number' | 'type' | 'name' | 'actions' | 'state'>

export const mostChosen = 1_000

/** The rows that are chosen for an act on many. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map())
  return useMemo(
    () => ({
      chosen,
      toggle: (line: Chosen) =>
        setChosen((before) => {
          const next = new Map(before)
          if (!next.delete(line.id) && next.size < mostChosen) next.set(line.id, line)
          return next
        }),
      add: (lines: readonly Chosen[]) =>
        setChosen((before) => {
          const next = new Map(before)
          for (const line of lines) if (next.size < mostChosen) next.set(line.id, line)
          return next
        }),
      clear: () => setChosen(new Map()),
    }),
    [chosen],
  )
}

export type Selection = ReturnType<typeof useSelection>
