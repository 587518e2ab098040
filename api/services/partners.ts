import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { writeAudit } from '#db/audit.ts'
import { insertPartner, listPartners } from '#db/partners.ts'
import { partnerInput } from '#domain/schemas/settings.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { demand } from './permission.ts'

/** The distributors that send us parcels or carry legs of ours. */
export function createPartnerService(db: DatabasePool): Services['partners'] {
  return {
    list: async (viewer) => {
      demand(viewer, 'couriers.read')
      return await listPartners(db)
    },
    add: async (input, viewer) => {
      demand(viewer, 'users.write')
      const { name } = partnerInput.parse(input)
      return await db.transaction(async (tx) => {
        const partner = await insertPartner(tx, { id: uuidv7(), name })
        if (!partner) throw wrongField('/name', 'Another partner has this name.', 'taken')
        await writeAudit(tx, {
          actorId: viewer.userId,
          actorName: viewer.name,
          action: 'partner.added',
          subject: { kind: 'partner', id: partner.id },
          before: null,
          after: { name },
        })
        return partner
      })
    },
  }
}
