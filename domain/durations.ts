const pattern = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/**
 * Milliseconds of an ISO 8601 duration (`PT15M`, `P1D`), or null for what is none.
 * A day is 24 hours unless the clock that counts it has a shorter one.
 */
export function durationMs(text: string, oneDayMs = dayMs): number | null {
  const match = pattern.exec(text)
  const parts = match?.slice(1) ?? []
  if (!match || parts.every((part) => part === undefined)) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0))
  return (weeks * 7 + days) * oneDayMs + hours * hourMs + minutes * minuteMs + Math.round(seconds * secondMs)
}

/** The same for a duration that is known to be one: tables and checked documents. */
export function knownDurationMs(text: string, oneDayMs = dayMs): number {
  const ms = durationMs(text, oneDayMs)
  if (ms === null) throw new Error(`${text} is not an ISO 8601 duration`)
  return ms
}

/** Writes milliseconds as an ISO 8601 duration, in the largest units that fit. */
export function durationText(ms: number): string {
  const days = Math.floor(ms / dayMs)
  const hours = Math.floor((ms % dayMs) / hourMs)
  const minutes = Math.floor((ms % hourMs) / minuteMs)
  const seconds = (ms % minuteMs) / secondMs
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`
  if (ms === 0) return 'PT0S'
  return `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`
}
