import { useCallback, useEffect, useRef } from 'react'
import { useChanges } from '../../live.ts'
import type { QueueLine } from '../../server/present-exception.server.ts'
import type { Counters } from '../../server/queue.server.ts'
import { type QueueEvent, type QueueState, vanishedFrom } from './queue-state.ts'
import { readChanges } from './read-queue.ts'

type Now = { current: { state: QueueState; search: string; isGone: (line: QueueLine) => boolean } }
type Sinks = { dispatch: (event: QueueEvent) => void; setCounters: (counters: Counters) => void }

const mostLookups = 25
const restMs = 1_000

/** Looks up what hints speak of, one question at a time, and at most some rows with each. */
export function useLookups(now: Now, { dispatch, setCounters }: Sinks) {
  const wanted = useRef(new Set<string>())
  const isAsking = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])

  const ask = useCallback(
    async (isFollowUp = false): Promise<void> => {
      if (isAsking.current) return later()
      isAsking.current = true
      const ids = [...wanted.current].slice(0, mostLookups)
      for (const id of ids) wanted.current.delete(id)
      const { search, state, isGone } = now.current
      const changes = await readChanges(search, { ids, sinceMs: state.readAtMs })
      isAsking.current = false
      if (changes && now.current.search === search) {
        dispatch({ kind: 'changed', changes })
        setCounters(changes.counters)
        // Once for each hint: what cannot be told apart now is not asked for again and again.
        const gone = isFollowUp ? [] : vanishedFrom(state, changes, isGone)
        for (const id of gone) if (!ids.includes(id)) wanted.current.add(id)
      }
      if (wanted.current.size > 0) later()

      function later(): void {
        timer.current ??= setTimeout(() => {
          timer.current = undefined
          void ask(true)
        }, restMs)
      }
    },
    [now, dispatch, setCounters],
  )
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
    const isOfAlertsOnly = !isGap && ids.size === 1 && ids.has('alerts')
    if (!isOfAlertsOnly) lookUp(isGap ? [...hit, ...deepIdsInView(now.current.state.order)] : hit)
  })
  return { lookUp }
}

/** So many rows come with every answer anyway. */
const firstRows = 50

/** The rows that somebody can see now, as far as they are not among the first ones. */
function deepIdsInView(order: readonly string[]): string[] {
  const first = new Set(order.slice(0, firstRows))
  const rows = [...document.querySelectorAll<HTMLElement>('[data-exception]')]
  const seen = rows.filter((row) => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight && row.checkVisibility()
  })
  return seen.flatMap(({ dataset: { exception } }) => (exception && !first.has(exception) ? exception : []))
}
