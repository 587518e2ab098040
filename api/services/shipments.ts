import { z } from 'zod'
import { listEvents, listNotes } from '#db/events.ts'
import { listReports } from '#db/partner-events.ts'
import { findPage, type ShipmentFilter } from '#db/shipment-pages.ts'
import { findSummaries } from '#db/shipments.ts'
import { delayOf } from '#domain/delay.ts'
import { AppError } from '#domain/errors.ts'
import { asOfQuery, eventQuery, type ShipmentQuery, shipmentQuery } from '#domain/schemas/lists.ts'
import type { ShipmentSummary } from '#domain/views.ts'
import type { Temporal } from '../temporal.ts'
import { bookShipment } from './booking.ts'
import type { CommandDeps } from './command-run.ts'
import type { Services } from './contract.ts'
import { pageOf, readCursor } from './cursor.ts'
import { readEpcis } from './epcis.ts'
import { eventViews } from './event-view.ts'
import { instantOf } from './instants.ts'
import { reportView } from './mapping-view.ts'
import { demand, forbidden } from './permission.ts'
import { readShipment, viewAsOf, viewShipment } from './read-shipment.ts'
import { actorsOf, isAny, relationOf } from './relation.ts'
import { summaryView } from './shipment-view.ts'
import { readWorkflow } from './workflow-view.ts'

export type ShipmentDeps = CommandDeps & { temporal: Temporal; temporalUiUrl: string | undefined }

const listCursor = z.tuple([z.enum(['newest', 'oldest', 'nextDeadline']), z.guid(), z.int().nullable()])

export function createShipmentService(deps: ShipmentDeps): Services['shipments'] {
  const { db } = deps
  return {
    book: (input, by) => bookShipment(deps, input, by),

    list: async (unchecked, viewer) => {
      const query = shipmentQuery.parse(unchecked)
      const { sort, limit } = query
      const at = readCursor(query.cursor, listCursor)
      if (at && at[0] !== sort) throw new AppError('bad_cursor', 'This cursor belongs to another order.')
      const after = at && { id: at[1], nextDeadlineAtMs: at[2] }
      const filter = filterOf(query)
      const places = await findPage(db, { relation: relationOf(viewer), filter, sort, after, limit: limit + 1 })
      const page = pageOf(places, limit, {
        item: ({ id }) => id,
        place: ({ id, nextDeadlineAtMs }) => [sort, id, nextDeadlineAtMs],
      })
      const rows = page.items.length === 0 ? [] : await findSummaries(db, page.items)
      const byId = new Map(rows.map((row) => [row.id, summaryView(row)]))
      const items = page.items.map((id) => byId.get(id)).filter((item): item is ShipmentSummary => item !== undefined)
      return { items, nextCursor: page.nextCursor }
    },

    get: async (idOrNumber, viewer, query = {}) => {
      const { asOf } = asOfQuery.parse(query)
      const row = await readShipment(db, idOrNumber, relationOf(viewer))
      return asOf === undefined ? await viewShipment(deps, row, viewer) : await viewAsOf(deps, { row, asOf }, viewer)
    },

    events: async (idOrNumber, unchecked, viewer) => {
      const { after, limit } = eventQuery.parse(unchecked)
      const row = await readShipment(db, idOrNumber, relationOf(viewer))
      const [events, notes] = await Promise.all([
        listEvents(db, { shipmentId: row.id, afterSeq: after, limit: limit + 1 }),
        listNotes(db, row.id),
      ])
      const shown = events.slice(0, limit)
      const nextCursor = events.length > limit ? String(shown.at(-1)?.seq) : null
      return { items: eventViews(shown, { actors: actorsOf(viewer, row), notes }), nextCursor }
    },

    trace: async (idOrNumber, viewer) => {
      const row = await readShipment(db, idOrNumber, relationOf(viewer))
      const actors = actorsOf(viewer, row)
      // What a partner said is between it and our house.
      const isHouse = isAny(actors, 'A', 'V', 'D', 'F')
      if (!isHouse && !isAny(actors, 'P')) throw forbidden()
      const reports = await listReports(db, { shipmentId: row.id, partnerId: isHouse ? null : viewer.partnerId })
      const { sinceMs, ...delay } = delayOf(row.state, Date.now())
      const since = sinceMs === null ? null : instantOf(sinceMs)
      return { delay: { ...delay, since }, reports: reports.map(reportView) }
    },

    workflow: async (idOrNumber, viewer) => {
      demand(viewer, 'workflows.read')
      const row = await readShipment(db, idOrNumber, relationOf(viewer))
      return await readWorkflow(deps, row.id)
    },

    epcis: async (idOrNumber, viewer) => {
      return await readEpcis(deps, await readShipment(db, idOrNumber, relationOf(viewer)), viewer)
    },
  }
}

function filterOf(query: ShipmentQuery): ShipmentFilter {
  return {
    statuses: query.status ?? null,
    q: query.q ?? null,
    customerId: query.customerId ?? null,
    courierId: query.courierId ?? null,
    partnerId: query.partnerId ?? null,
    isOverdue: query.overdue ?? null,
    hasException: query.hasException ?? null,
    fromMs: query.from === undefined ? null : Date.parse(query.from),
    toMs: query.to === undefined ? null : Date.parse(query.to),
  }
}
