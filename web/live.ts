import { useEffect, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import { useRevalidator } from './framework.ts'

export type LiveState = 'live' | 'reconnecting' | 'off'

const leastGapMs = 1_000
const patienceMs = 10_000
const pollMs = 15_000

/** Reads the page again whenever something in these rooms changes; without a link it asks every 15 s. */
export function useLive(rooms: readonly string[]): LiveState {
  const [state, setState] = useState<LiveState>('reconnecting')
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  const joined = [...new Set(rooms)].sort().join(' ')
  useEffect(() => {
    if (!joined) return
    const hints = createHints(() => latest.current())
    const link = connect(joined.split(' '), { hints, setState })
    return () => {
      link.close()
      hints.stop()
    }
  }, [joined])
  return joined ? state : 'off'
}

type Hints = { hint: () => void; stop: () => void }

/** Joins many hints to at most one reading a second; a hidden tab waits until somebody looks. */
function createHints(read: () => void): Hints {
  let lastMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWaiting = false
  function run() {
    timer = undefined
    if (document.hidden) {
      isWaiting = true
      return
    }
    isWaiting = false
    lastMs = Date.now()
    read()
  }
  function hint() {
    timer ??= setTimeout(run, Math.max(0, lastMs + leastGapMs - Date.now()))
  }
  function onVisible() {
    if (!document.hidden && isWaiting) hint()
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

type Wiring = { hints: Hints; setState: (state: LiveState) => void }

function connect(rooms: readonly string[], { hints, setState }: Wiring): { close: () => void } {
  const socket: Socket = io({ transports: ['websocket', 'polling'] })
  let isWanted = true
  let giveUp: ReturnType<typeof setTimeout> | undefined
  let poll: ReturnType<typeof setInterval> | undefined

  function onLink() {
    clearTimeout(giveUp)
    clearInterval(poll)
    giveUp = undefined
    void watchAll(socket, rooms).then((isWatching) => {
      if (!socket.connected) return
      if (isWatching) setState('live')
      // Only now is nothing missed any more: whatever changed before this is read here.
      hints.hint()
    })
  }
  function onBreak(reason?: unknown) {
    // Only what the server itself cut is not joined again by the library.
    if (reason === 'io server disconnect') setTimeout(() => isWanted && socket.connect(), leastGapMs)
    if (giveUp) return
    setState('reconnecting')
    giveUp = setTimeout(() => {
      setState('off')
      poll = setInterval(() => void readIfReachable(hints), pollMs)
    }, patienceMs)
  }
  socket.on('connect', onLink)
  socket.on('disconnect', onBreak)
  socket.on('connect_error', onBreak)
  socket.on('changed', ({ room }: { room: string }) => rooms.includes(room) && hints.hint())
  return {
    close() {
      isWanted = false
      clearTimeout(giveUp)
      clearInterval(poll)
      socket.disconnect()
    },
  }
}

/** Enters the rooms; false when the server did not say so of each in time. */
async function watchAll(socket: Socket, rooms: readonly string[]): Promise<boolean> {
  const entered = rooms.map((room) => socket.timeout(patienceMs).emitWithAck('watch', { room }))
  const answers = await Promise.allSettled(entered)
  return answers.every(({ status }) => status === 'fulfilled')
}

/** A page with old data is better than an error page: it reads again only where the server answers. */
async function readIfReachable(hints: Hints): Promise<void> {
  const isReachable = await fetch('/api/health/live').then(
    ({ ok }) => ok,
    () => false,
  )
  if (isReachable) hints.hint()
}
