import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { outcomes, statuses } from '#domain/status.ts'
import { storedParcels, storedPlace } from './bookings.ts'
import { isRelated, type Relation } from './relation.ts'
import { shipmentState } from './shipment-state.ts'

const shipmentRow = z.object({
  id: z.string(),
  trackingNumber: z.string(),
  status: z.enum(statuses),
  outcome: z.enum(outcomes).nullable(),
  seq: z.int(),
  state: shipmentState,
  customerId: z.string().nullable(),
  recipientEmail: z.string().nullable(),
  courierName: z.string().nullable(),
  offeredNames: z.record(z.string(), z.string()).nullable(),
  reference: z.string().nullable(),
  sender: storedPlace,
  recipient: storedPlace,
  parcels: storedParcels,
  pin: z.string(),
  linkGeneration: z.int(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
})
export type ShipmentRow = z.output<typeof shipmentRow>

const columns = sql.fragment`s.id, s.tracking_number AS "trackingNumber", s.status, s.outcome, s.seq, s.state,
  s.customer_id AS "customerId", s.recipient_email AS "recipientEmail", c.name AS "courierName",
  (SELECT jsonb_object_agg(o.id, o.name) FROM app_user o WHERE o.id = ANY (s.offered_to)) AS "offeredNames",
  b.reference, coalesce(pp.place, b.sender) AS sender, coalesce(dp.place, b.recipient) AS recipient, b.parcels, b.pin,
  b.link_generation AS "linkGeneration",
  s.created_at AS "createdAtMs", s.updated_at AS "updatedAtMs"`

const listTables = sql.fragment`shipment s JOIN booking b ON b.shipment_id = s.id LEFT JOIN app_user c ON c.id = s.courier_id`

/** With the places that have replaced the booking's. */
const tables = sql.fragment`${listTables}
  LEFT JOIN shipment_place pp ON pp.id = (s.state #>> '{places,pickup}')::uuid
  LEFT JOIN shipment_place dp ON dp.id = (s.state #>> '{places,dropoff}')::uuid`

/** One shipment, if it is the viewer's to see. Served by shipment_pkey. */
export function findShipment(db: CommonQueryMethods, id: string, relation: Relation): Promise<ShipmentRow | null> {
  return db.maybeOne(sql.type(shipmentRow)`
    SELECT ${columns} FROM ${tables} WHERE s.id = ${id} AND ${isRelated(relation)}`)
}

/** Several shipments by their ids, if they are the viewer's to see; in no order. */
export function findShipments(
  db: CommonQueryMethods,
  ids: readonly string[],
  relation: Relation,
): Promise<readonly ShipmentRow[]> {
  return db.any(sql.type(shipmentRow)`
    SELECT ${columns} FROM ${tables} WHERE s.id = ANY (${sql.array(ids, 'uuid')}) AND ${isRelated(relation)}
    LIMIT 1000`)
}

/** Whether a shipment is the viewer's to see. */
export function isShipmentVisible(db: CommonQueryMethods, id: string, relation: Relation): Promise<boolean> {
  return db.exists(sql.unsafe`SELECT 1 FROM shipment s WHERE s.id = ${id} AND ${isRelated(relation)}`)
}

const couriersRow = z.object({ courierId: z.string().nullable(), offeredTo: z.array(z.string()) })

/** The couriers who have a shipment, or an offer of it. */
export function findCouriersOf(db: CommonQueryMethods, id: string) {
  return db.maybeOne(sql.type(couriersRow)`
    SELECT courier_id AS "courierId", offered_to AS "offeredTo" FROM shipment WHERE id = ${id}`)
}

/** The same by the number on the label. Served by shipment_tracking_number_key. */
export function findShipmentByNumber(
  db: CommonQueryMethods,
  trackingNumber: string,
  relation: Relation,
): Promise<ShipmentRow | null> {
  return db.maybeOne(sql.type(shipmentRow)`
    SELECT ${columns} FROM ${tables} WHERE s.tracking_number = ${trackingNumber} AND ${isRelated(relation)}`)
}

const placesRow = z.object({ sender: storedPlace, recipient: storedPlace })

/** The places of a shipment: the booking's, or those that had replaced them. Served by booking_pkey. */
export function findPlacesOf(
  db: CommonQueryMethods,
  { shipmentId, pickup, dropoff }: { shipmentId: string; pickup: string | null; dropoff: string | null },
) {
  return db.one(sql.type(placesRow)`
    SELECT coalesce(pp.place, b.sender) AS sender, coalesce(dp.place, b.recipient) AS recipient FROM booking b
    LEFT JOIN shipment_place pp ON pp.id = ${pickup}::uuid LEFT JOIN shipment_place dp ON dp.id = ${dropoff}::uuid
    WHERE b.shipment_id = ${shipmentId}`)
}

const summaryRow = z.object({
  id: z.string(),
  trackingNumber: z.string(),
  reference: z.string().nullable(),
  status: z.enum(statuses),
  outcome: z.enum(outcomes).nullable(),
  levelCode: z.string(),
  senderCity: z.string(),
  recipientCity: z.string(),
  recipientName: z.string(),
  courierId: z.string().nullable(),
  courierName: z.string().nullable(),
  pickupFromMs: z.number(),
  pickupToMs: z.number(),
  promiseToMs: z.number(),
  nextDeadlineAtMs: z.number().nullable(),
  openExceptions: z.int(),
  worstLevel: z.int(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
})
export type SummaryRow = z.output<typeof summaryRow>

/** The rows of a list, by ids that a page query chose; in no order. */
export function findSummaries(db: CommonQueryMethods, ids: readonly string[]): Promise<readonly SummaryRow[]> {
  return db.any(sql.type(summaryRow)`
    SELECT s.id, s.tracking_number AS "trackingNumber", b.reference, s.status, s.outcome, s.level_code AS "levelCode",
      b.sender ->> 'city' AS "senderCity", b.recipient ->> 'city' AS "recipientCity",
      b.recipient ->> 'name' AS "recipientName", s.courier_id AS "courierId", c.name AS "courierName",
      s.pickup_from AS "pickupFromMs", s.pickup_to AS "pickupToMs", s.promise_to AS "promiseToMs",
      s.next_deadline_at AS "nextDeadlineAtMs", s.open_exceptions AS "openExceptions", s.worst_level AS "worstLevel",
      s.created_at AS "createdAtMs", s.updated_at AS "updatedAtMs"
    FROM ${listTables} WHERE s.id = ANY (${sql.array(ids, 'uuid')})
    LIMIT 201`)
}
