import type { Weekday } from '#domain/calendar.ts'

export const weekdayNames: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

/** The first letters of a weekday, for lines that name several. */
export function shortWeekday(weekday: Weekday): string {
  return weekdayNames[weekday].slice(0, 3)
}
