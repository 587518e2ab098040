const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A length of time in at most two units, the same words on the server and in the browser: "45 s", "12 min", "1 h 05", "3 d 4 h". */
export function durationWords(ms: number): string {
  const length = Math.abs(ms)
  if (length < 90_000) return `${Math.max(1, Math.round(length / 1000))} s`
  if (length < hour) return `${Math.round(length / minute)} min`
  if (length < day) {
    const minutes = Math.floor((length % hour) / minute)
    return `${Math.floor(length / hour)} h${minutes ? ` ${String(minutes).padStart(2, '0')}` : ''}`
  }
  const hours = Math.floor((length % day) / hour)
  return `${Math.floor(length / day)} d${hours && length < 7 * day ? ` ${hours} h` : ''}`
}

/** "in 12 min", "12 min ago", "now". */
export function relativeWords(atMs: number, nowMs: number): string {
  const away = atMs - nowMs
  if (Math.abs(away) < 1000) return 'now'
  return away > 0 ? `in ${durationWords(away)}` : `${durationWords(away)} ago`
}
