import { io, type Socket } from 'socket.io-client'
import type { LiveState } from './live.ts'
import type { Hints } from './live-hints.ts'

export type Link = { watch: (rooms: readonly string[]) => void; close: () => void }

type Wiring = { hints: Hints; setState: (state: LiveState) => void }
type Changed = { room: string; id: string }

const reconnectMs = 1_000
const patienceMs = 10_000
const pollMs = 15_000

/** One link for a console; pages come and go, and with them the rooms that it listens in. */
export function connect({ hints, setState }: Wiring): Link {
  const socket: Socket = io({ transports: ['websocket', 'polling'] })
  let loud = new Set<string>()
  let rooms = new Set<string>()
  let isWanted = true
  let giveUp: ReturnType<typeof setTimeout> | undefined
  let poll: ReturnType<typeof setInterval> | undefined

  function onLink() {
    clearTimeout(giveUp)
    clearInterval(poll)
    giveUp = undefined
    void watchAll(socket, [...rooms]).then((isWatching) => {
      if (!socket.connected) return
      if (isWatching) setState('live')
      // Only now is nothing missed any more: whatever changed before this is read here.
      hints.hint({ isGap: true })
    })
  }
  function onBreak(reason?: unknown) {
    // Only what the server itself cut is not joined again by the library.
    if (reason === 'io server disconnect') setTimeout(() => isWanted && socket.connect(), reconnectMs)
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
  socket.on('changed', ({ room, id }: Changed) => {
    if (rooms.has(room))
      hints.hint({ ...(id ? { id } : { isGap: true }), isQuiet: !loud.has(room), isPressing: room === 'alerts' })
  })
  return {
    watch(wanted) {
      const before = rooms
      loud = new Set(wanted.filter((room) => !room.startsWith('~')))
      rooms = new Set(wanted.map((room) => room.replace('~', '')))
      const fresh = [...rooms].filter((room) => !before.has(room))
      if (!socket.connected || fresh.length === 0) return
      void watchAll(socket, fresh).then(() => hints.hint({ isQuiet: !fresh.some((room) => loud.has(room)) }))
    },
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
  if (isReachable) hints.hint({ isGap: true })
}
