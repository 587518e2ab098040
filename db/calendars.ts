import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'
import type { Clock } from '#domain/exception-types.ts'
import { type CalendarDocument, calendarInput } from '#domain/schemas/calendar.ts'

const calendarRow = z.object({
  code: z.string(),
  version: z.int(),
  document: calendarInput,
  updatedAtMs: z.number(),
})
export type CalendarRow = z.output<typeof calendarRow>

const columns = sql.fragment`code, version, document, updated_at AS "updatedAtMs"`

/** Every calendar, by its code. Served by calendar_pkey. */
export function listCalendars(db: CommonQueryMethods): Promise<readonly CalendarRow[]> {
  return db.any(sql.type(calendarRow)`SELECT ${columns} FROM calendar ORDER BY code LIMIT 200`)
}

export function findCalendar(db: CommonQueryMethods, code: string): Promise<CalendarRow | null> {
  return db.maybeOne(sql.type(calendarRow)`SELECT ${columns} FROM calendar WHERE code = ${code}`)
}

/** The same, so that nobody else changes it before this transaction ends. */
export function lockCalendar(db: CommonQueryMethods, code: string): Promise<CalendarRow | null> {
  return db.maybeOne(sql.type(calendarRow)`SELECT ${columns} FROM calendar WHERE code = ${code} FOR UPDATE`)
}

export type NewCalendar = { code: string; document: SerializableValue }

/** Makes a calendar, or gives it other hours and the next version. */
export function upsertCalendar(db: CommonQueryMethods, { code, document }: NewCalendar): Promise<CalendarRow> {
  return db.one(sql.type(calendarRow)`
    INSERT INTO calendar (code, document) VALUES (${code}, ${sql.jsonb(document)})
    ON CONFLICT (code) DO UPDATE
    SET document = excluded.document, version = calendar.version + 1, updated_at = now()
    RETURNING ${columns}`)
}

/** Whether a service level may name it: `always`, `default`, or the code of a calendar. */
export async function isCalendarWord(db: CommonQueryMethods, word: string): Promise<boolean> {
  if (word === 'always' || word === 'default') return true
  return await db.exists(sql.unsafe`SELECT 1 FROM calendar WHERE code = ${word}`)
}

/** The calendar that each clock counts for the `calendar` of a service level; null is always open. */
export async function findHoursDocuments(
  db: CommonQueryMethods,
  calendarWord: string,
): Promise<Record<Clock, CalendarDocument | null>> {
  if (calendarWord === 'always') return { ops: null, office: null }
  const codes = calendarWord === 'default' ? ['ops', 'office'] : [calendarWord]
  const rows = await db.any(sql.type(calendarRow)`
    SELECT ${columns} FROM calendar WHERE code = ANY(${sql.array(codes, 'text')})`)
  const documentOf = (clock: Clock) => {
    const code = calendarWord === 'default' ? clock : calendarWord
    const row = rows.find((candidate) => candidate.code === code)
    // Calendars are never deleted, and a level is only kept when its calendar is there.
    if (!row) throw new Error(`There is no calendar ${code}`)
    return row.document
  }
  return { ops: documentOf('ops'), office: documentOf('office') }
}
