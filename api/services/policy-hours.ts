import type { CommonQueryMethods } from 'slonik'
import { findHoursDocuments } from '#db/calendars.ts'
import type { LevelRow } from '#db/service-levels.ts'
import type { OpenHours } from '#domain/calendar.ts'
import { dayMs } from '#domain/durations.ts'
import { type Policy, type PolicyHours, policyOf } from '#domain/policy.ts'
import type { CalendarDocument } from '#domain/schemas/calendar.ts'
import { openHoursOf } from './open-hours.ts'

/** Hours of one day are the same for every booking of it: they are worked out once. */
const known = new Map<string, OpenHours>()
const mostKnown = 200

/** The open hours of a level's clocks from an instant on (C4). */
export async function policyHours(
  db: CommonQueryMethods,
  calendar: string,
  { fromMs, days = 60 }: { fromMs: number; days?: number },
): Promise<PolicyHours> {
  const documents = await findHoursDocuments(db, calendar)
  const hoursOf = (document: CalendarDocument | null) => document && cachedHours(document, fromMs, days)
  return { ops: hoursOf(documents.ops), office: hoursOf(documents.office) }
}

/** The snapshot of a level for a booking that is made now. */
export async function policyFor(db: CommonQueryMethods, level: LevelRow, nowMs: number): Promise<Policy> {
  const { promise: _, ...allowances } = level.document.allowances
  const hours = await policyHours(db, level.document.calendar, { fromMs: nowMs })
  return policyOf({ code: level.code, version: level.version, hours }, { ...level.document, allowances })
}

function cachedHours(document: CalendarDocument, fromMs: number, days: number): OpenHours {
  // By the quarter of an hour: the local day of every zone begins on one.
  const quarter = Math.floor(fromMs / (dayMs / 96))
  const key = JSON.stringify([document, quarter, days])
  const found = known.get(key)
  if (found) return found
  const made = openHoursOf(document, fromMs, days)
  if (known.size >= mostKnown) known.clear()
  known.set(key, made)
  return made
}
