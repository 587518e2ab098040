import type { Instant } from '#domain/views.ts'
import { capital, type Reading, windowWords } from '../format.ts'

const hourMs = 3_600_000

export type Slot = { value: string; label: string }

/** Windows of some hours from now on, ready for a list: `from/to` and its words. */
export function slotsFrom(reading: Reading, { count, hours }: { count: number; hours: number }): Slot[] {
  const first = Math.ceil(reading.nowMs / hourMs) * hourMs
  const starts = Array.from({ length: count * 4 }, (_, index) => first + index * hours * hourMs)
  return starts
    .filter((ms) => isAwake(ms, reading.zone))
    .slice(0, count)
    .map((ms) => slotOf(ms, ms + hours * hourMs, reading))
}

function slotOf(fromMs: number, toMs: number, reading: Reading): Slot {
  const window = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()] satisfies [Instant, Instant]
  return { value: window.join('/'), label: capital(windowWords(window, reading)) }
}

/** Nobody is asked to hand over or take a parcel at night. */
function isAwake(ms: number, timeZone: string): boolean {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(ms))
  return hour >= 7 && hour < 20
}
