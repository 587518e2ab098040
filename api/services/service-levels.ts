import type { DatabasePool } from 'slonik'
import { writeAudit } from '#db/audit.ts'
import { isCalendarWord } from '#db/calendars.ts'
import { findLevel, insertLevel, type LevelRow, listLevels } from '#db/service-levels.ts'
import { code as codeSchema, serviceLevelInput } from '#domain/schemas/settings.ts'
import type { ServiceLevelView } from '#domain/views.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { demand, notFound } from './permission.ts'

export function createServiceLevelService(db: DatabasePool): Services['serviceLevels'] {
  return {
    list: async (viewer) => {
      demand(viewer, 'service_levels.read')
      return (await listLevels(db)).map(viewOf)
    },
    get: async (code, viewer) => {
      demand(viewer, 'service_levels.read')
      const level = codeSchema.safeParse(code).success ? await findLevel(db, code) : null
      if (!level) throw notFound('service level')
      return viewOf(level)
    },
    /** Always a new version; open shipments keep the one they were booked under. */
    put: async (code, input, viewer) => {
      demand(viewer, 'service_levels.write')
      if (!codeSchema.safeParse(code).success) {
        throw wrongField('/code', 'A code is lower-case letters, digits and underscores.')
      }
      const document = serviceLevelInput.parse(input)
      if (!(await isCalendarWord(db, document.calendar))) {
        throw wrongField('/calendar', 'There is no such calendar.', 'unknown')
      }
      return await db.transaction(async (tx) => {
        const before = await findLevel(tx, code)
        const after = await insertLevel(tx, { code, document, createdBy: viewer.userId })
        await writeAudit(tx, {
          actorId: viewer.userId,
          actorName: viewer.name,
          action: 'service_level.published',
          subject: { kind: 'service_level', id: code },
          before: before && { version: before.version, document: before.document },
          after: { version: after.version, document },
        })
        return viewOf(after)
      })
    },
  }
}

function viewOf({ code, version, document }: LevelRow): ServiceLevelView {
  return { code, version, ...document }
}
