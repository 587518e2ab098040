import type { Instant, Money, Window } from '#domain/views.ts'
import { relativeWords } from './duration.ts'

/** An instant ready to show: the short text, the exact one for hovering, how far away it was when the server spoke. */
export type When = { iso: Instant; ms: number; text: string; exact: string; relative: string }

/** Where and how the viewer reads times. */
export type Reading = { zone: string; nowMs: number }

const language = 'en-GB'
const formats = new Map<string, Intl.DateTimeFormat>()

type Style = 'time' | 'day' | 'dayTime' | 'exact' | 'date' | 'weekday'

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  dayTime: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  exact: { dateStyle: 'full', timeStyle: 'long' },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
}

function format(style: Style, zone: string, ms: number): string {
  const key = `${style} ${zone}`
  const known = formats.get(key)
  const formatter = known ?? new Intl.DateTimeFormat(language, { ...styles[style], timeZone: zone, hourCycle: 'h23' })
  if (!known) formats.set(key, formatter)
  return formatter.format(ms)
}

function isSameDay(a: number, b: number, zone: string): boolean {
  return format('date', zone, a) === format('date', zone, b)
}

const dayMs = 86_400_000

/** "today", "tomorrow", "yesterday", or the date. */
export function dayWords(ms: number, { zone, nowMs }: Reading): string {
  if (isSameDay(ms, nowMs, zone)) return 'today'
  if (isSameDay(ms, nowMs + dayMs, zone)) return 'tomorrow'
  if (isSameDay(ms, nowMs - dayMs, zone)) return 'yesterday'
  return format('day', zone, ms)
}

/** The heading of a day in a timeline: "Today", "Yesterday", "Monday, 3 March". */
export function dayHeading(ms: number, reading: Reading): string {
  const words = dayWords(ms, reading)
  if (words === 'today' || words === 'yesterday') return capital(words)
  return format('weekday', reading.zone, ms)
}

/** The wall clock alone: "14:05". */
export function timeWords(ms: number, { zone }: Reading): string {
  return format('time', zone, ms)
}

/** An instant for lists: the time today, else day and time; exact and relative beside it. */
export function when(instant: Instant | number, reading: Reading): When {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant)
  const { zone, nowMs } = reading
  return {
    iso: new Date(ms).toISOString(),
    ms,
    text: isSameDay(ms, nowMs, zone) ? format('time', zone, ms) : format('dayTime', zone, ms),
    exact: format('exact', zone, ms),
    relative: relativeWords(ms, nowMs),
  }
}

/** A window in words: "today, 14:00 – 18:00", or with both days where they differ. */
export function windowWords([from, to]: Window, reading: Reading): string {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
  const start = `${dayWords(fromMs, reading)}, ${timeWords(fromMs, reading)}`
  if (isSameDay(fromMs, toMs, reading.zone)) return `${start} – ${timeWords(toMs, reading)}`
  return `${start} – ${dayWords(toMs, reading)}, ${timeWords(toMs, reading)}`
}

/** Integer minor units as a price: "€12.40". */
export function money({ amount, currency }: Money): string {
  const formatter = new Intl.NumberFormat('en-IE', { style: 'currency', currency })
  const { maximumFractionDigits = 2 } = formatter.resolvedOptions()
  return formatter.format(amount / 10 ** maximumFractionDigits)
}

/** The first letter as a capital. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A word of the wire as people read it: `late_start` is "Late start". */
export function wireWords(word: string): string {
  return capital(word.replaceAll('_', ' '))
}
