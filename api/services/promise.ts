import { TZDate } from '@date-fns/tz'
import { addDays, isWeekend } from 'date-fns'
import type { LevelDocument } from '#db/service-levels.ts'
import { hourMs, knownDurationMs } from '#domain/durations.ts'
import type { Span } from '#domain/shipment.ts'

/** One zone a country is near enough for the day a parcel is promised on; what is missing is taken as our own. */
const zones: Readonly<Record<string, string>> = {
  DE: 'Europe/Berlin',
  AT: 'Europe/Vienna',
  CH: 'Europe/Zurich',
  FR: 'Europe/Paris',
  NL: 'Europe/Amsterdam',
  BE: 'Europe/Brussels',
  LU: 'Europe/Luxembourg',
  DK: 'Europe/Copenhagen',
  PL: 'Europe/Warsaw',
  CZ: 'Europe/Prague',
  IT: 'Europe/Rome',
  ES: 'Europe/Madrid',
  PT: 'Europe/Lisbon',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  SE: 'Europe/Stockholm',
  NO: 'Europe/Oslo',
  FI: 'Europe/Helsinki',
}
export const homeZone = 'Europe/Berlin'

export function zoneOf(country: string): string {
  return zones[country] ?? homeZone
}

/** The pickup window of a booking that names none: the next four hours. */
export function defaultPickup(nowMs: number): Span {
  return [nowMs, nowMs + 4 * hourMs]
}

type Asked = { pickup: Span; zone: string }

/** When the parcel is promised (lifecycle.md §6), by the clock of the drop-off stop. */
export function promiseOf({ allowances }: LevelDocument, { pickup, zone }: Asked): Span {
  const promise = allowances.promise ?? { workingDays: 1, by: '18:00' }
  const fromMs = pickup[0]
  if (typeof promise === 'string') return [fromMs, fromMs + knownDurationMs(promise)]
  const start = new TZDate(fromMs, zone)
  if (promise.workingDays === 0) return [fromMs, sameDayEnd(start, promise.by)]
  let day = start
  for (let left = promise.workingDays; left > 0; ) {
    day = addDays(day, 1)
    if (!isWeekend(day)) left--
  }
  return [Math.max(fromMs, atTime(day, '08:00')), atTime(day, promise.by)]
}

/** Booked by noon: today; later: tomorrow at 13:00. */
function sameDayEnd(start: TZDate, by: string): number {
  const isByNoon = start.getHours() < 12 || (start.getHours() === 12 && start.getMinutes() === 0)
  return isByNoon ? atTime(start, by) : atTime(addDays(start, 1), '13:00')
}

function atTime(day: TZDate, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const at = new TZDate(day.getTime(), day.timeZone)
  at.setHours(hours, minutes, 0, 0)
  return at.getTime()
}

/** A calendar day from its first to its last delivery hour. */
export function dayWindow(date: string, zone: string): Span {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const at = (hours: number) => new TZDate(year, month - 1, day, hours, 0, 0, 0, zone).getTime()
  return [at(8), at(21)]
}

/** A whole calendar day. */
export function wholeDay(date: string, zone: string): Span {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const at = (shift: number) => new TZDate(year, month - 1, day + shift, 0, 0, 0, 0, zone).getTime()
  return [at(0), at(1)]
}

export function dateAt(ms: number, zone: string): string {
  const at = new TZDate(ms, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
