import { dayMs, minuteMs } from './durations.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * Open time of one calendar: minutes after `startMs` at which it alternately opens and closes, rising; the even ones
 * open. Before `startMs` it is closed; beyond the last mark its last seven days repeat (C4).
 */
export type OpenHours = { startMs: number; marks: readonly number[] }

const weekMs = 7 * dayMs

/**
 * The earliest instant from `fromMs` on by which so much open time has passed: `fromMs` itself when that is none, and
 * the closing, not the next opening, when an open interval is used up to its end. `null` hours are always open.
 */
export function addOpenMs(hours: OpenHours | null, fromMs: number, openMs: number): number {
  // Multiples of an SLA may leave a fraction.
  const wantedMs = Math.round(openMs)
  if (wantedMs <= 0) return fromMs
  return hours ? reachedAtMs(hours, openUntilMs(hours, fromMs) + wantedMs) : fromMs + wantedMs
}

/** How much open time lies between two instants; 0 when the second is not the later one. */
export function openMsBetween(hours: OpenHours | null, fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return 0
  return hours ? openUntilMs(hours, toMs) - openUntilMs(hours, fromMs) : toMs - fromMs
}

/** When the next interval that opens after `fromMs` closes again; a day later where nothing ever closes. */
export function nextDayEndMs(hours: OpenHours, fromMs: number): number {
  const { lastMs } = endOf(hours)
  const weeksBeyond = Math.max(0, Math.ceil((fromMs - lastMs) / weekMs))
  for (const weeks of [weeksBeyond, weeksBeyond + 1]) {
    for (let index = 0; index < hours.marks.length; index += 2) {
      const opensMs = markMs(hours, index)
      const isRepeated = weeks === 0 || opensMs >= lastMs - weekMs
      if (isRepeated && opensMs + weeks * weekMs > fromMs) return markMs(hours, index + 1) + weeks * weekMs
    }
  }
  return fromMs + dayMs
}

/** The open time from the start of the hours until an instant. */
function openUntilMs(hours: OpenHours, atMs: number): number {
  const { lastMs, weekOpenMs } = endOf(hours)
  const weeks = Math.max(0, Math.ceil((atMs - lastMs) / weekMs))
  return weeks * weekOpenMs + openInMarksMs(hours, atMs - weeks * weekMs)
}

/** The inverse: the earliest instant until which there is so much open time, which is more than none. */
function reachedAtMs(hours: OpenHours, openMs: number): number {
  const { lastMs, totalMs, weekOpenMs } = endOf(hours)
  const weeks = Math.max(0, Math.ceil((openMs - totalMs) / weekOpenMs))
  let leftMs = openMs - weeks * weekOpenMs
  for (let index = 0; index < hours.marks.length; index += 2) {
    const lengthMs = markMs(hours, index + 1) - markMs(hours, index)
    if (leftMs <= lengthMs) return markMs(hours, index) + leftMs + weeks * weekMs
    leftMs -= lengthMs
  }
  return lastMs + weeks * weekMs
}

/** The last mark, all open time until there, and that of the last seven days, which is never none. */
function endOf(hours: OpenHours): { lastMs: number; totalMs: number; weekOpenMs: number } {
  const lastMs = markMs(hours, hours.marks.length - 1)
  const totalMs = openInMarksMs(hours, lastMs)
  const weekOpenMs = totalMs - openInMarksMs(hours, lastMs - weekMs)
  if (weekOpenMs <= 0) throw new Error('These hours are never open')
  return { lastMs, totalMs, weekOpenMs }
}

function openInMarksMs(hours: OpenHours, atMs: number): number {
  let openMs = 0
  for (let index = 0; index < hours.marks.length; index += 2) {
    const opensMs = markMs(hours, index)
    if (opensMs >= atMs) break
    openMs += Math.min(markMs(hours, index + 1), atMs) - opensMs
  }
  return openMs
}

function markMs({ startMs, marks }: OpenHours, index: number): number {
  return startMs + (marks[index] ?? 0) * minuteMs
}
