import { weekdays } from '#domain/calendar.ts'
import type { FieldError } from '#domain/errors.ts'
import type { CalendarView } from '#domain/views.ts'
import type { FieldMessages } from '../ui/form-errors.tsx'
import type { Values } from './booking.server.ts'
import { fieldOf } from './form.server.ts'

export type CalendarWords = Omit<CalendarView, 'code' | 'updatedAt'>

/** What a new calendar begins with: the hours of an office. */
export const blankCalendar: CalendarWords = {
  ...{ name: '', version: 0, zone: 'Europe/Berlin', holidays: [] },
  hours: Object.fromEntries(weekdays.slice(0, 5).map((weekday) => [weekday, [['08:00', '18:00']]])),
}

type Line = { number: number; text: string }

/** What the fields of the form hold for a calendar. */
export function calendarValues({ name, zone, hours, holidays }: CalendarWords): Values {
  const days = weekdays.map((weekday) => [weekday, (hours[weekday] ?? []).map((pair) => pair.join('-')).join(', ')])
  const lines = holidays.map((holiday) => [holiday.date, holiday.name].filter(Boolean).join(' '))
  return { name, zone, ...Object.fromEntries(days), holidays: lines.join('\n') }
}

/** The calendar of a posted form (api.md, PUT /calendars/{code}); what cannot be read goes on to be refused. */
export function calendarOf(form: FormData) {
  const days = weekdays.map((weekday) => [weekday, intervalsOf(form, weekday).map(timesOf)])
  return {
    name: fieldOf(form, 'name'),
    zone: fieldOf(form, 'zone'),
    hours: Object.fromEntries(days.filter(([, intervals]) => intervals?.length)),
    holidays: linesOf(form).map(({ text }) => holidayOf(text)),
  }
}

/** What is wrong, by the fields of the form; of several lines of a field each is named. */
export function calendarMessages(errors: readonly FieldError[], form: FormData): FieldMessages {
  const messages: Record<string, string> = {}
  for (const { pointer, message } of errors) {
    const { field, part } = placeOf(pointer, form)
    const words = part ? `${part}: ${message}` : message
    messages[field] = messages[field] ? `${messages[field]}; ${words}` : words
  }
  return messages
}

function placeOf(pointer: string, form: FormData): { field: string; part: string | null } {
  const [, field = '', key = '', index = ''] = pointer.split('/')
  if (field === 'holidays') {
    const line = linesOf(form)[Number(key)]
    return { field, part: key && line ? `Line ${line.number}, “${line.text}”` : null }
  }
  if (field !== 'hours') return { field, part: null }
  const weekday = weekdays.find((known) => known === key)
  // A week without an open hour is nobody's fault: the first day tells it.
  if (!weekday) return { field: weekdays[0], part: null }
  const interval = index === '' ? undefined : intervalsOf(form, weekday)[Number(index)]
  return { field: weekday, part: interval ? `“${interval}”` : null }
}

function intervalsOf(form: FormData, weekday: string): string[] {
  const texts = fieldOf(form, weekday).split(',')
  return texts.map((text) => text.trim()).filter(Boolean)
}

/** `07:00-12:00`, with any dash. */
function timesOf(interval: string): string[] {
  const [from = '', ...rest] = interval.split(/\s*[-–—]\s*/)
  return [from, rest.join('-')]
}

function linesOf(form: FormData): Line[] {
  const lines = fieldOf(form, 'holidays').split(/\r?\n/)
  return lines.map((text, index) => ({ number: index + 1, text: text.trim() })).filter(({ text }) => text !== '')
}

function holidayOf(line: string): { date: string; name?: string } {
  const [date = '', ...words] = line.split(/\s+/)
  return words.length > 0 ? { date, name: words.join(' ') } : { date }
}
