import type { Changes } from './live.ts'

/**
 * `id` is the shipment; without one nobody knows what has changed. A quiet one is for the listeners alone; a pressing
 * one may sound, so that it does not wait until somebody looks.
 */
export type Hint = { id?: string; isQuiet?: boolean; isGap?: boolean; isPressing?: boolean }

export type Hints = { hint: (hint: Hint) => void; stop: () => void }

type Deps = { read: () => void; tell: (changes: Changes) => void }

const leastGapMs = 1_000
/** Listeners read but the rows that have changed: they can do so sooner. */
const leastQuietGapMs = 400

/** Joins many hints to at most one reading of the page a second; a hidden tab waits until somebody looks. */
export function createHints({ read, tell }: Deps): Hints {
  let lastMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWaiting = false
  let ids = new Set<string>()
  let isLoud = false
  let isGap = false
  let isPressing = false

  function run() {
    timer = undefined
    if (document.hidden && !isPressing) {
      isWaiting = true
      return
    }
    const changes = { ids, isGap }
    const isRead = isLoud
    lastMs = Date.now()
    ids = new Set()
    isWaiting = isLoud = isGap = isPressing = false
    if (isRead) read()
    tell(changes)
  }
  function hint(what: Hint) {
    if (what.id) ids.add(what.id)
    isLoud ||= !what.isQuiet
    isGap ||= what.isGap ?? false
    isPressing ||= what.isPressing ?? false
    const gapMs = isLoud ? leastGapMs : leastQuietGapMs
    timer ??= setTimeout(run, Math.max(0, lastMs + gapMs - Date.now()))
  }
  function onVisible() {
    if (!document.hidden && isWaiting) timer ??= setTimeout(run, 0)
  }
  document.addEventListener('visibilitychange', onVisible)
  return {
    hint,
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisible)
    },
  }
}
