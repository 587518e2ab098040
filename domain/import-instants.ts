import { hourMs } from './durations.ts'

/** Which number comes first in `03/04/2026`. */
export const dateOrders = ['dmy', 'mdy'] as const
export type DateOrder = (typeof dateOrders)[number]

/** What a cell says of the time: one instant, two that the file as a whole must decide between, or nothing that we read. */
export type CellInstant =
  | { kind: 'instant'; ms: number; order: DateOrder | null }
  | { kind: 'either'; dmyMs: number; mdyMs: number }
  | { kind: 'unreadable' }

type Parts = { year: number; month: number; day: number; ms: number }

const iso =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/
const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?$/i
const epoch = /^(?:\d{10}|\d{13})$/
const serial = /^\d{5}(?:\.\d+)?$/

const unreadable: CellInstant = { kind: 'unreadable' }

/**
 * Reads instants as partners write them: ISO 8601, `dd.mm.yyyy hh:mm`, `dd/mm/yyyy`, `mm/dd/yyyy`, epoch seconds or
 * milliseconds, and the day numbers of a workbook. Where no zone is given it is the partner's.
 */
export function createInstantReader(zone: string, order: DateOrder | null): (text: string) => CellInstant {
  const toUtc = createZoneClock(zone)
  const at = ({ year, month, day, ms }: Parts): number | null => {
    const date = Date.UTC(year, month - 1, day)
    const isReal = month >= 1 && month <= 12 && day >= 1 && new Date(date).getUTCDate() === day && ms < 24 * hourMs
    return isReal ? toUtc(date + ms) : null
  }

  function readIso(match: RegExpExecArray): CellInstant {
    const [, year, month, day, hour, minute, second, fraction, offset] = match
    const ms = clockMs(hour, minute, second) + Number((fraction ?? '').padEnd(3, '0').slice(0, 3))
    const parts = { year: Number(year), month: Number(month), day: Number(day), ms }
    const local = at(parts)
    if (local === null || !offset) return instantOf(local)
    return instantOf(Date.UTC(parts.year, parts.month - 1, parts.day) + ms - offsetMs(offset))
  }

  function readSlashed(match: RegExpExecArray): CellInstant {
    const [, first, second, year, hour, minute, seconds, half] = match
    const ms = clockMs(halfDayHour(hour, half), minute, seconds)
    const [a, b] = [Number(first), Number(second)]
    const dmyMs = at({ year: Number(year), month: b, day: a, ms })
    const mdyMs = at({ year: Number(year), month: a, day: b, ms })
    if (order !== null) return instantOf(order === 'dmy' ? dmyMs : mdyMs)
    if (dmyMs === null || mdyMs === null) return instantOf(dmyMs ?? mdyMs, dmyMs === null ? 'mdy' : 'dmy')
    return dmyMs === mdyMs ? instantOf(dmyMs) : { kind: 'either', dmyMs, mdyMs }
  }

  return (text) => {
    const isIso = iso.exec(text)
    if (isIso) return readIso(isIso)
    const isDotted = dotted.exec(text)
    if (isDotted) {
      const [, day, month, year = '', hour, minute, second] = isDotted
      const full = year.length === 2 ? 2_000 + Number(year) : Number(year)
      return instantOf(at({ year: full, month: Number(month), day: Number(day), ms: clockMs(hour, minute, second) }))
    }
    const isSlashed = slashed.exec(text)
    if (isSlashed) return readSlashed(isSlashed)
    if (epoch.test(text)) return instantOf(text.length === 10 ? Number(text) * 1_000 : Number(text))
    if (serial.test(text)) return instantOf(toUtc(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400) * 1_000))
    return unreadable
  }
}

function instantOf(ms: number | null, order: DateOrder | null = null): CellInstant {
  const isSensible = ms !== null && ms >= Date.UTC(2000, 0, 1) && ms < Date.UTC(2100, 0, 1)
  return isSensible ? { kind: 'instant', ms, order } : unreadable
}

function clockMs(hour = '0', minute = '0', second = '0'): number {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)]
  // What no clock shows lies beyond the day, and is refused there.
  return h > 23 || m > 59 || s > 59 ? 24 * hourMs : h * hourMs + m * 60_000 + s * 1_000
}

function halfDayHour(hour: string | undefined, half: string | undefined): string | undefined {
  if (!half || hour === undefined) return hour
  if (Number(hour) < 1 || Number(hour) > 12) return '99'
  return String((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0))
}

function offsetMs(offset: string): number {
  if (/^z$/i.test(offset)) return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000
}

/** Turns local time, given as if it were UTC, into the instant it means; what a zone says is asked once an hour. */
export function createZoneClock(zone: string): (localMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const known = new Map<number, number>()
  const offsetAt = (ms: number): number => {
    const hour = Math.floor(ms / hourMs)
    const cached = known.get(hour)
    if (cached !== undefined) return cached
    const at = hour * hourMs
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour: h = 0, minute = 0, second = 0 } = parts
    const offset = Date.UTC(year, month - 1, day, h, minute, second) - at
    known.set(hour, offset)
    return offset
  }
  return (localMs) => localMs - offsetAt(localMs - offsetAt(localMs))
}
