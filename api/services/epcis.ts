import type { CommonQueryMethods } from 'slonik'
import { type EventRow, listEvents } from '#db/events.ts'
import type { ShipmentRow } from '#db/shipments.ts'
import { type EpcisDocument, epcisDocument } from '#domain/epcis.ts'
import type { Viewer } from './contract.ts'
import { eventViews } from './event-view.ts'
import { instantOf } from './instants.ts'
import { actorsOf } from './relation.ts'

const eventsAtOnce = 500

/** The history of a shipment for other systems: of each event what this viewer may see, and no more. */
export async function readEpcis(
  { db, publicUrl }: { db: CommonQueryMethods; publicUrl: string },
  row: ShipmentRow,
  viewer: Viewer,
): Promise<EpcisDocument> {
  const rows = await allEvents(db, row.id)
  // Where an event led its words tell everybody.
  const leads = new Map(rows.map(({ seq, data: { to, direction } }) => [seq, { to, direction }]))
  const seen = eventViews(rows, { actors: actorsOf(viewer, row), notes: [] })
  const events = seen.map((event) => ({ ...event, data: { ...event.data, ...leads.get(event.seq) } }))
  const subject = { base: publicUrl, shipmentId: row.id, barcodes: row.parcels.map(({ barcode }) => barcode) }
  return epcisDocument(subject, events, instantOf(Date.now()))
}

async function allEvents(db: CommonQueryMethods, shipmentId: string): Promise<EventRow[]> {
  const events: EventRow[] = []
  for (;;) {
    const afterSeq = events.at(-1)?.seq ?? 0
    const page = await listEvents(db, { shipmentId, afterSeq, limit: eventsAtOnce })
    events.push(...page)
    if (page.length < eventsAtOnce) return events
  }
}
