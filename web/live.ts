import { useEffect, useRef, useState } from 'react'
import { useRevalidator } from './framework.ts'
import { createHints } from './live-hints.ts'
import { connect, type Link } from './live-link.ts'

export type LiveState = 'live' | 'reconnecting' | 'off'

/** What the hints of the last moment were about; `isGap` when something may have been missed. */
export type Changes = { ids: ReadonlySet<string>; isGap: boolean }

const listeners = new Set<(changes: Changes) => void>()

/** Tells a part of the page what has changed, so that it can read just that; at most every 400 ms. */
export function useChanges(onChanges: (changes: Changes) => void): void {
  const latest = useRef(onChanges)
  latest.current = onChanges
  useEffect(() => {
    const listener = (changes: Changes) => latest.current(changes)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [])
}

/**
 * Reads the page again whenever something in these rooms changes; without a link it asks every 15 s. A room with a
 * `~` before its name is quiet: it tells the listeners alone. One link serves all pages of a console.
 */
export function useLive(rooms: readonly string[]): LiveState {
  const [state, setState] = useState<LiveState>('reconnecting')
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  const link = useRef<Link | null>(null)
  const wanted = [...new Set(rooms)].sort().join(' ')
  const hasRooms = wanted !== ''
  useEffect(() => {
    if (!hasRooms) return
    const hints = createHints({
      read: () => latest.current(),
      tell: (changes) => {
        for (const listener of listeners) listener(changes)
      },
    })
    const opened = connect({ hints, setState })
    link.current = opened
    return () => {
      link.current = null
      opened.close()
      hints.stop()
    }
  }, [hasRooms])
  useEffect(() => {
    if (hasRooms) link.current?.watch(wanted.split(' '))
  }, [wanted, hasRooms])
  return hasRooms ? state : 'off'
}
