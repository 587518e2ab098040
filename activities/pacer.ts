import { setTimeout as sleep } from 'node:timers/promises'

/** Lets so many pass a second, evenly; whoever comes early waits for its turn. */
export function createPacer(perSecond: number): () => Promise<void> {
  const gapMs = 1_000 / perSecond
  let nextMs = 0
  return async () => {
    const nowMs = Date.now()
    const turnMs = Math.max(nowMs, nextMs)
    nextMs = turnMs + gapMs
    if (turnMs > nowMs) await sleep(turnMs - nowMs)
  }
}
