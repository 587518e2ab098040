import type { DatabasePool } from 'slonik'
import { z } from 'zod'
import { insertTest, listMessages, replayMessages } from '#db/webhook-messages.ts'
import { AppError } from '#domain/errors.ts'
import { deliveryQuery, replayInput } from '#domain/schemas/webhooks.ts'
import type { Services } from './contract.ts'
import { pageOf, readCursor } from './cursor.ts'
import { auditEndpoint, lockOwn, ownerOf, readEndpoint } from './webhook-access.ts'
import { deliveryView } from './webhook-view.ts'

const messageCursor = z.tuple([z.int()])

/** What was sent to an endpoint, and what is to go out again. */
export function createMessageService(db: DatabasePool): Pick<Services['webhooks'], 'test' | 'replay' | 'deliveries'> {
  return {
    test: async (id, viewer) => {
      const { state, id: endpointId } = await readEndpoint(db, id, viewer)
      if (state === 'disabled') throw new AppError('not_now', 'The endpoint is switched off. Switch it on first.')
      return { id: String(await insertTest(db, endpointId)) }
    },
    replay: async (id, unchecked, viewer) => {
      const { cursor, since } = replayInput.parse(unchecked)
      const [afterId, sinceMs] = [cursor === undefined ? null : Number(cursor), since ? Date.parse(since) : null]
      return await db.transaction(async (tx) => {
        const { id: endpointId } = await lockOwn(tx, id, viewer)
        const messages = await replayMessages(tx, { endpointId, afterId, sinceMs })
        const after = { cursor: cursor ?? null, since: since ?? null, messages }
        await auditEndpoint(tx, viewer, { action: 'replayed', id: endpointId, before: null, after })
        return { messages }
      })
    },
    deliveries: async (unchecked, viewer) => {
      const owner = ownerOf(viewer)
      const { limit, cursor, endpointId = null, state = null } = deliveryQuery.parse(unchecked)
      if (endpointId !== null) await readEndpoint(db, endpointId, viewer)
      const before = readCursor(cursor, messageCursor)?.[0] ?? null
      const rows = await listMessages(db, { ...owner, endpointId, state, before, limit: limit + 1 })
      return pageOf(rows, limit, { item: deliveryView, place: ({ id }) => [id] })
    },
  }
}
