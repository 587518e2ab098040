import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { useChanges } from '../../live.ts'
import type { Counters, QueuePage } from '../../server/queue.server.ts'
import { queueAfter, queueFrom, type RowAct, type Sort } from './queue-state.ts'
import { readChanges, readRows } from './read-queue.ts'

type Loaded = { page: QueuePage; counters: Counters; search: string; sort: Sort }

const mostLookups = 25
const restMs = 1_000

/** The list on the screen: it begins with what the server rendered, grows as one scrolls, and changes in place. */
export function useQueue({ page, counters: loadedCounters, search, sort }: Loaded) {
  const [state, dispatch] = useReducer(queueAfter, queueFrom(page, sort))
  const [counters, setCounters] = useState(loadedCounters)
  const [seen, see] = useState(page)
  if (seen !== page) {
    // Another filter, or the page was loaded anew: the list begins again.
    see(page)
    setCounters(loadedCounters)
    dispatch({ kind: 'read', page, sort })
  }
  const now = useRef({ state, search, sort })
  now.current = { state, search, sort }
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

type Now = { current: { state: ReturnType<typeof queueFrom>; search: string } }
type Sinks = {
  dispatch: (event: Parameters<typeof queueAfter>[1]) => void
  setCounters: (counters: Counters) => void
}

/** Looks up what hints speak of, one question at a time, and at most some rows with each. */
function useLookups(now: Now, { dispatch, setCounters }: Sinks) {
  const wanted = useRef(new Set<string>())
  const isAsking = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])

  const ask = useCallback(async (): Promise<void> => {
    if (isAsking.current) {
      timer.current ??= setTimeout(() => void again(), restMs)
      return
    }
    isAsking.current = true
    const ids = [...wanted.current].slice(0, mostLookups)
    for (const id of ids) wanted.current.delete(id)
    const { search, state } = now.current
    const changes = await readChanges(search, { ids, sinceMs: state.readAtMs })
    isAsking.current = false
    if (changes && now.current.search === search) {
      dispatch({ kind: 'changed', changes })
      setCounters(changes.counters)
    }
    if (wanted.current.size > 0) timer.current ??= setTimeout(() => void again(), restMs)

    async function again(): Promise<void> {
      timer.current = undefined
      await ask()
    }
  }, [now, dispatch, setCounters])

  const lookUp = useCallback(
    (ids: readonly string[]): void => {
      for (const id of ids) wanted.current.add(id)
      void ask()
    },
    [ask],
  )
  useChanges(({ ids, isGap }) => {
    const { entries } = now.current.state
    const hit = [...entries.values()].filter(({ line }) => ids.has(line.shipmentId)).map(({ line }) => line.id)
    lookUp(isGap ? [...hit, ...idsInView()] : hit)
  })
  return { lookUp }
}

/** The rows that somebody can see now. */
function idsInView(): string[] {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-exception]')]
  const seen = rows.filter((row) => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight && row.checkVisibility()
  })
  return seen.flatMap(({ dataset }) => dataset.exception ?? [])
}
