import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { statuses } from '#domain/status.ts'
import { storedPlace } from './bookings.ts'
import { shipmentState } from './shipment-state.ts'

const courierRow = z.object({ id: z.string(), name: z.string(), openStops: z.int(), offers: z.int() })

/** Couriers at work with what they have in hand. Served by app_user_roles_idx and, for each, shipment_courier_idx. */
export function listCouriers(db: CommonQueryMethods) {
  return db.any(sql.type(courierRow)`
    SELECT u.id, u.name,
      (SELECT count(*)::int FROM shipment s WHERE s.courier_id = u.id AND s.outcome IS NULL) AS "openStops",
      (SELECT count(*)::int FROM shipment s WHERE s.offered_to <> '{}' AND s.offered_to @> ARRAY[u.id]) AS offers
    FROM app_user u WHERE u.roles @> '{courier}' AND u.is_active
    ORDER BY u.name, u.id
    LIMIT 500`)
}

/** Which of these are couriers who may be given work. */
export async function findActiveCouriers(db: CommonQueryMethods, ids: readonly string[]): Promise<string[]> {
  const rows = await db.any(sql.type(z.object({ id: z.string() }))`
    SELECT id FROM app_user
    WHERE id = ANY (${sql.array(ids, 'uuid')}) AND roles @> '{courier}' AND is_active
    LIMIT 20`)
  return rows.map(({ id }) => id)
}

const stopRow = z.object({
  id: z.string(),
  trackingNumber: z.string(),
  status: z.enum(statuses),
  state: shipmentState,
  isOffer: z.boolean(),
  sender: storedPlace,
  recipient: storedPlace,
  pickupFromMs: z.number(),
  pickupToMs: z.number(),
  promiseToMs: z.number(),
  openExceptions: z.int(),
})
export type StopRow = z.output<typeof stopRow>

export type RunOf = { courierId: string; dayFromMs: number; dayToMs: number }

/**
 * What a courier has to do on a day: open offers, everything still in his hands, and what he finished that day.
 * Served by shipment_courier_idx and shipment_offered_idx.
 */
export function listRun(db: CommonQueryMethods, { courierId, dayFromMs, dayToMs }: RunOf): Promise<readonly StopRow[]> {
  const dayFrom = sql.timestamp(new Date(dayFromMs))
  const dayTo = sql.timestamp(new Date(dayToMs))
  return db.any(sql.type(stopRow)`
    SELECT s.id, s.tracking_number AS "trackingNumber", s.status, s.state, r.is_offer AS "isOffer",
      coalesce(pp.place, b.sender) AS sender, coalesce(dp.place, b.recipient) AS recipient, s.pickup_from AS "pickupFromMs", s.pickup_to AS "pickupToMs", s.promise_to AS "promiseToMs",
      s.open_exceptions AS "openExceptions"
    FROM (
      SELECT id, TRUE AS is_offer FROM shipment WHERE offered_to <> '{}' AND offered_to @> ARRAY[${courierId}::uuid]
      UNION ALL
      SELECT id, FALSE FROM shipment
      WHERE courier_id = ${courierId} AND (
        (outcome IS NULL AND pickup_from < ${dayTo}) OR (outcome IS NOT NULL AND entered_at >= ${dayFrom} AND entered_at < ${dayTo}))
    ) r
    JOIN shipment s ON s.id = r.id JOIN booking b ON b.shipment_id = s.id
    LEFT JOIN shipment_place pp ON pp.id = (s.state #>> '{places,pickup}')::uuid
    LEFT JOIN shipment_place dp ON dp.id = (s.state #>> '{places,dropoff}')::uuid
    ORDER BY s.pickup_from, s.id
    LIMIT 300`)
}
