import { useCallback, useReducer, useRef, useState } from 'react'
import type { QueueLine } from '../../server/present-exception.server.ts'
import type { Counters, QueuePage } from '../../server/queue.server.ts'
import { queueAfter, queueFrom, type RowAct, type Sort } from './queue-state.ts'
import { readRows } from './read-queue.ts'
import { useLookups } from './use-lookups.ts'

type Loaded = {
  page: QueuePage
  counters: Counters
  search: string
  sort: Sort
  isGone: (line: QueueLine) => boolean
}

/** The list on the screen: it begins with what the server rendered, grows as one scrolls, and changes in place. */
export function useQueue({ page, counters: loadedCounters, search, sort, isGone }: Loaded) {
  const [state, dispatch] = useReducer(queueAfter, queueFrom(page, sort))
  const [counters, setCounters] = useState(loadedCounters)
  const [seen, see] = useState(page)
  if (seen !== page) {
    // Another filter, or the page was loaded anew: the list begins again.
    see(page)
    setCounters(loadedCounters)
    dispatch({ kind: 'read', page, sort })
  }
  const now = useRef({ state, search, sort, isGone })
  now.current = { state, search, sort, isGone }
  const changes = useLookups(now, { dispatch, setCounters })
  const growing = useRef(false)
  const [isGrowing, setGrowing] = useState(false)

  const more = useCallback(async (): Promise<void> => {
    const { state: before, search: asked } = now.current
    if (growing.current || before.nextCursor === null) return
    growing.current = true
    setGrowing(true)
    const next = await readRows(asked, before.nextCursor)
    if (next && now.current.search === asked) dispatch({ kind: 'more', page: next })
    growing.current = false
    setGrowing(false)
  }, [])
  const refresh = useCallback(async (): Promise<void> => {
    const { search: asked, sort: sorted } = now.current
    const first = await readRows(asked, null)
    if (first && now.current.search === asked) dispatch({ kind: 'read', page: first, sort: sorted })
  }, [])
  const mark = useCallback((id: string, act: RowAct | null) => dispatch({ kind: 'act', id, act }), [])
  return { state, counters, more, isGrowing, refresh, mark, ...changes }
}

export type Queue = ReturnType<typeof useQueue>
