import { useSyncExternalStore } from 'react'
import { useServerClock } from './server-clock.tsx'

const closeMs = 120_000
const secondMs = 1_000
const restMs = 15_000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let tickMs = Date.now()

/** One ticking for all clocks of the page, however many there are. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    tickMs = Date.now()
    timer = setInterval(() => {
      tickMs = Date.now()
      for (const tell of listeners) tell()
    }, secondMs)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

/** The server's clock, ticking: each second when the instant is near, else every 15 s. */
export function useNow(aimMs: number): number {
  const { saidMs, aheadMs } = useServerClock() ?? { saidMs: aimMs, aheadMs: 0 }
  const now = () => {
    const nowMs = tickMs + aheadMs
    const stepMs = Math.abs(aimMs - nowMs) < closeMs ? secondMs : restMs
    return Math.floor(nowMs / stepMs) * stepMs
  }
  return useSyncExternalStore(subscribe, now, () => saidMs)
}
