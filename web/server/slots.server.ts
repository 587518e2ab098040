import type { Instant } from '#domain/views.ts'
import { capital, dayWords, type Reading, windowWords } from '../format.ts'

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
  const hour = hourOf(ms, timeZone)
  return hour >= 7 && hour < 20
}

function hourOf(ms: number, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(ms))
}

export type SlotDay = { day: string; slots: readonly Slot[] }

const firstHour = 8
const lastHour = 20
const slotHours = 2

/** Windows of two hours in the daytime of the coming days, by day. */
export function slotDays(reading: Reading, days: number): SlotDay[] {
  const firstMs = Math.ceil(reading.nowMs / hourMs) * hourMs
  const starts = Array.from({ length: days * 24 }, (_, index) => firstMs + index * hourMs)
  const byDay = new Map<string, Slot[]>()
  for (const ms of starts) {
    const hour = hourOf(ms, reading.zone)
    if (hour < firstHour || hour >= lastHour || hour % slotHours !== 0) continue
    const day = capital(dayWords(ms, reading))
    const slot = slotOf(ms, ms + slotHours * hourMs, reading)
    byDay.set(day, [...(byDay.get(day) ?? []), slot])
  }
  return [...byDay].map(([day, slots]) => ({ day, slots }))
}
