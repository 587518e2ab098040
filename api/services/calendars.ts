import type { DatabasePool } from 'slonik'
import { writeAudit } from '#db/audit.ts'
import { type CalendarRow, findCalendar, listCalendars, lockCalendar, upsertCalendar } from '#db/calendars.ts'
import { calendarInput } from '#domain/schemas/calendar.ts'
import { code as codeSchema } from '#domain/schemas/settings.ts'
import type { CalendarView } from '#domain/views.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { instantOf } from './instants.ts'
import { demand, notFound } from './permission.ts'

/** Words that a service level uses for what is no calendar of its own. */
const reserved = ['always', 'default']

export function createCalendarService(db: DatabasePool): Services['calendars'] {
  return {
    list: async (viewer) => {
      demand(viewer, 'service_levels.read')
      return (await listCalendars(db)).map(viewOf)
    },
    get: async (code, viewer) => {
      demand(viewer, 'service_levels.read')
      const calendar = codeSchema.safeParse(code).success ? await findCalendar(db, code) : null
      if (!calendar) throw notFound('calendar')
      return viewOf(calendar)
    },
    /** For later bookings; a shipment keeps the hours it was booked under. */
    put: async (code, input, viewer) => {
      demand(viewer, 'service_levels.write')
      if (!codeSchema.safeParse(code).success) {
        throw wrongField('/code', 'A code is lower-case letters, digits and underscores.')
      }
      if (reserved.includes(code)) throw wrongField('/code', `${code} is a word of service levels, and no calendar.`)
      const document = calendarInput.parse(input)
      return await db.transaction(async (tx) => {
        const before = await lockCalendar(tx, code)
        const after = await upsertCalendar(tx, { code, document })
        await writeAudit(tx, {
          actorId: viewer.userId,
          actorName: viewer.name,
          action: 'calendar.changed',
          subject: { kind: 'calendar', id: code },
          before: before && { version: before.version, document: before.document },
          after: { version: after.version, document },
        })
        return viewOf(after)
      })
    },
  }
}

function viewOf({ code, version, document, updatedAtMs }: CalendarRow): CalendarView {
  return { code, version, ...document, updatedAt: instantOf(updatedAtMs) }
}
