import { createContext, type ReactNode, useContext, useRef } from 'react'

/** The server's clock: what it said when the page was made, and how far it is ahead of ours since then. */
type Clock = { saidMs: number; aheadMs: number }

const ServerClockContext = createContext<Clock | null>(null)

/** A smaller difference is the way that the answer took, and no reason to paint every clock anew. */
const leastDriftMs = 2_000

/** Gives every clock of the page the time of the server. */
export function ServerClock({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  const clock = useRef<Clock & { lastMs: number }>()
  if (clock.current?.lastMs !== nowMs) {
    const aheadMs = nowMs - Date.now()
    const before = clock.current
    const hasDrifted = !before || Math.abs(before.aheadMs - aheadMs) > leastDriftMs
    clock.current = hasDrifted ? { saidMs: nowMs, aheadMs, lastMs: nowMs } : before
    clock.current.lastMs = nowMs
  }
  return <ServerClockContext.Provider value={clock.current}>{children}</ServerClockContext.Provider>
}

/** What the server said, and how far it is ahead; null where nobody has asked it. */
export function useServerClock(): Clock | null {
  return useContext(ServerClockContext)
}
