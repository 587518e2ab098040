import type { DatabasePool } from 'slonik'
import { z } from 'zod'
import { listEvents, listNotes } from '#db/events.ts'
import { countOpenExceptions, findException, listExceptions, listSimilar } from '#db/exceptions.ts'
import { findShipment } from '#db/shipments.ts'
import type { Actor } from '#domain/actors.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { exceptionQuery } from '#domain/schemas/lists.ts'
import type { CaseView, ExceptionSummary } from '#domain/views.ts'
import { causesOf, ladderOf, nextWords } from './case-view.ts'
import type { Services, Viewer } from './contract.ts'
import { pageOf, readCursor } from './cursor.ts'
import { eventViews } from './event-view.ts'
import { exceptionView } from './exception-view.ts'
import { instantOf } from './instants.ts'
import { demand, notFound } from './permission.ts'
import { everything, type Reading, viewShipment } from './read-shipment.ts'
import { actorsOf, staffActorOf } from './relation.ts'

const queueCursor = z.tuple([z.guid(), z.int().nullable()])

export function createExceptionService(deps: Reading & { db: DatabasePool }): Services['exceptions'] {
  const { db } = deps
  return {
    list: async (unchecked, viewer) => {
      demand(viewer, 'exceptions.read')
      const { state, level, type, owner, zone, q, sort, limit, cursor } = exceptionQuery.parse(unchecked)
      const at = readCursor(cursor, queueCursor)
      const rows = await listExceptions(db, {
        states: state ?? null,
        levels: level?.map(Number) ?? null,
        types: type ?? null,
        owner: (owner === 'me' ? viewer.userId : owner) ?? null,
        zone: zone ?? null,
        q: q ?? null,
        sort,
        after: at && { id: at[0], atMs: at[1] },
        limit: limit + 1,
      })
      const actors = actorsFor(viewer)
      return pageOf(rows, limit, {
        item: (row) => exceptionView(row, actors),
        place: ({ id, nextAtMs }) => [id, nextAtMs],
      })
    },

    summary: async (viewer) => {
      demand(viewer, 'exceptions.read')
      return summaryOf(await countOpenExceptions(db))
    },

    get: async (id, viewer) => {
      demand(viewer, 'exceptions.read')
      const known = idSchema.safeParse(id)
      if (!known.success) throw notFound('exception')
      return await readCase(deps, known.data, viewer)
    },
  }
}

function actorsFor(viewer: Viewer): Actor[] {
  const staff = staffActorOf(viewer)
  return staff ? [staff] : []
}

function summaryOf(counts: Awaited<ReturnType<typeof countOpenExceptions>>): ExceptionSummary {
  const byLevel: Record<string, number> = { 1: 0, 2: 0, 3: 0, 4: 0 }
  const byType = new Map<ExceptionSummary['byType'][number]['type'], number>()
  for (const { type, level, count } of counts) {
    byLevel[level] = (byLevel[level] ?? 0) + count
    byType.set(type, (byType.get(type) ?? 0) + count)
  }
  return {
    open: counts.reduce((sum, { count }) => sum + count, 0),
    byLevel,
    byType: [...byType].map(([type, count]) => ({ type, count })).toSorted((a, b) => b.count - a.count),
  }
}

async function readCase(deps: Reading, id: string, viewer: Viewer): Promise<CaseView> {
  const { db } = deps
  const exception = await findException(db, id)
  const row = exception && (await findShipment(db, exception.shipmentId, everything))
  if (!exception || !row) throw notFound('exception')
  const [events, notes, shipment, similar] = await Promise.all([
    listEvents(db, { shipmentId: row.id, afterSeq: Math.max(0, row.seq - 200), limit: 200 }),
    listNotes(db, row.id),
    viewShipment(deps, row, viewer),
    listSimilar(db, exception),
  ])
  const actors = actorsOf(viewer, row)
  const ladder = ladderOf(row.state, exception)
  return {
    exception: exceptionView(exception, actors),
    shipment,
    causes: eventViews(causesOf(events, exception), { actors, notes }),
    ladder,
    similar: similar.map((other) => exceptionView(other, actors)),
    notes: notes.map(({ createdAtMs, authorName, text, audience }) => ({
      at: instantOf(createdAtMs),
      author: authorName,
      text,
      audience,
    })),
    next: nextWords(exception, { ladder, shipment: row.state }),
  }
}
