import { io } from 'socket.io-client'

// The public page has no framework: this small script watches one parcel and puts the fresh page in place.
const patienceMs = 30_000
const leastGapMs = 1_000
const script = document.currentScript ?? document.querySelector('script[data-room]')
const room = script instanceof HTMLScriptElement ? script.dataset.room : undefined
let lastMs = Date.now()
let isDue = false

/** Reads the page anew and exchanges what has changed; what somebody fills in just now stays. */
async function refresh(): Promise<void> {
  isDue = false
  lastMs = Date.now()
  if (document.hidden || isInUse()) return
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [now, next] = [document.querySelector('#live'), fresh.querySelector('#live')]
  if (!now || !next || now.innerHTML === next.innerHTML) return
  now.replaceChildren(...next.childNodes)
  document.title = fresh.title
}

function isInUse(): boolean {
  const { activeElement } = document
  return activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement
}

function hint(): void {
  if (isDue) return
  isDue = true
  setTimeout(() => void refresh(), Math.max(0, lastMs + leastGapMs - Date.now()))
}

if (room) {
  const socket = io()
  socket.on('connect', () => socket.emit('watch', { room }))
  socket.io.on('reconnect', hint)
  socket.on('changed', hint)
} else {
  setInterval(hint, patienceMs)
}
document.addEventListener('visibilitychange', hint)
