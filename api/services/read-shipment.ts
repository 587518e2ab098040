import type { CommonQueryMethods } from 'slonik'
import { findDelivery } from '#db/events.ts'
import { listExceptionsOf } from '#db/exceptions.ts'
import { findRating } from '#db/personal.ts'
import type { Relation } from '#db/relation.ts'
import { findShipment, findShipmentByNumber, type ShipmentRow } from '#db/shipments.ts'
import type { Actor } from '#domain/actors.ts'
import type { EventData } from '#domain/events.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import type { ProofView, ShipmentView } from '#domain/views.ts'
import { readAsOf } from './as-of.ts'
import type { Viewer } from './contract.ts'
import { instantOf } from './instants.ts'
import { notFound } from './permission.ts'
import { actorsOf } from './relation.ts'
import { type Details, shipmentView } from './shipment-view.ts'
import { isTrackingNumber, plainNumber } from './tracking-number.ts'

export type Reading = { db: CommonQueryMethods; publicUrl: string }

/** For reads that were permitted otherwise. */
export const everything: Relation = {
  isStaff: true,
  customerId: null,
  email: null,
  courierId: null,
  partnerId: null,
  linkedShipmentId: null,
}

/** A shipment by id or number if the relation allows it; unknown and foreign ones answer alike. */
export async function readShipment(
  db: CommonQueryMethods,
  idOrNumber: string,
  relation: Relation,
): Promise<ShipmentRow> {
  const byId = idSchema.safeParse(idOrNumber)
  const row = byId.success
    ? await findShipment(db, byId.data, relation)
    : isTrackingNumber(idOrNumber)
      ? await findShipmentByNumber(db, plainNumber(idOrNumber), relation)
      : null
  if (!row) throw notFound('shipment')
  return row
}

/** The shipment as the viewer may see it, with all that is not in its row. */
export async function viewShipment(
  { db, publicUrl }: Reading,
  row: ShipmentRow,
  viewer: Viewer,
): Promise<ShipmentView> {
  const actors = actorsOf(viewer, row)
  return shipmentView(row, await detailsOf(db, row, { viewer, actors }), { viewer, actors, publicUrl })
}

/** The same as our house knew it at an instant: nothing can be done in the past. */
export async function viewAsOf(
  reading: Reading,
  { row: now, asOf }: { row: ShipmentRow; asOf: string },
  viewer: Viewer,
): Promise<ShipmentView> {
  const { row, exceptions } = await readAsOf(reading.db, now, Date.parse(asOf))
  const actors = actorsOf(viewer, now)
  const details = await detailsOf(reading.db, row, { viewer, actors })
  const seen = { viewer, actors, publicUrl: reading.publicUrl }
  const { pin: _, ...view } = shipmentView(row, { ...details, exceptions, rating: null }, seen)
  const closed = view.exceptions.map((exception) => ({ ...exception, actions: [] }))
  return { ...view, exceptions: closed, allowedCommands: [], asOf: instantOf(Date.parse(asOf)) }
}

async function detailsOf(
  db: CommonQueryMethods,
  row: ShipmentRow,
  { viewer, actors }: { viewer: Viewer; actors: readonly Actor[] },
): Promise<Details> {
  const isDelivered = row.outcome === 'delivered'
  const isParty = actors.some(({ kind }) => kind === 'S' || kind === 'R')
  const [exceptions, delivery, rating] = await Promise.all([
    row.state.exceptionCount > 0 ? listExceptionsOf(db, row.id) : [],
    isDelivered ? findDelivery(db, row.id) : null,
    isDelivered && isParty ? findRating(db, { shipmentId: row.id, person: personOf(viewer) }) : null,
  ])
  return { exceptions, pod: delivery && podView(delivery), rating }
}

/** Who rates: a person, or whoever holds the link. */
export function personOf({ userId }: Viewer): string {
  return userId ?? 'recipient'
}

function podView({ data, receivedBy }: NonNullable<Awaited<ReturnType<typeof findDelivery>>>): ProofView {
  // The projection wrote it from a `delivered` event.
  const { proof } = data as EventData['delivered']
  return {
    ...(proof.photoId && { photoId: proof.photoId }),
    ...(proof.signatureId && { signatureId: proof.signatureId }),
    ...(proof.pin === 'ok' && { pin: proof.pin }),
    ...(proof.scans && { scans: proof.scans }),
    ...(proof.distanceMeters !== null && { distanceMeters: proof.distanceMeters }),
    ...(receivedBy && { receivedBy }),
  }
}
