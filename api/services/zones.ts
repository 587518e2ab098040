import type { DatabasePool } from 'slonik'
import { writeAudit } from '#db/audit.ts'
import { findZone, keepZone, listZones } from '#db/zones.ts'
import { zoneInput } from '#domain/schemas/operations.ts'
import { code as codeSchema } from '#domain/schemas/settings.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { demand } from './permission.ts'

/** Map areas by postcodes. A shipment keeps the zone it was booked into until its address changes. */
export function createZoneService(db: DatabasePool): Services['zones'] {
  return {
    list: async (viewer) => {
      demand(viewer, 'service_levels.read')
      return await listZones(db)
    },
    put: async (code, input, viewer) => {
      demand(viewer, 'service_levels.write')
      if (!codeSchema.safeParse(code).success) {
        throw wrongField('/code', 'A code is lower-case letters, digits and underscores.')
      }
      const zone = { code, ...zoneInput.parse(input) }
      await db.transaction(async (tx) => {
        const before = await findZone(tx, code)
        await keepZone(tx, zone)
        await writeAudit(tx, {
          actorId: viewer.userId,
          actorName: viewer.name,
          action: 'zone.changed',
          subject: { kind: 'zone', id: code },
          before,
          after: zone,
        })
      })
      return zone
    },
  }
}
