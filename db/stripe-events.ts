import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { shipmentState } from './shipment-state.ts'

const stateRow = z.object({ state: z.enum(['new', 'sent', 'ignored', 'parked']) })
export type StripeEventState = z.output<typeof stateRow>['state']

export type NewStripeEvent = { id: string; type: string; apiVersion: string | null }

/** Keeps the event once and returns how it stands: `new` as long as nobody has acted on it. */
export async function keepStripeEvent(db: CommonQueryMethods, event: NewStripeEvent): Promise<StripeEventState> {
  const { state } = await db.one(sql.type(stateRow)`
    INSERT INTO stripe_event AS e (id, type, api_version, state)
    VALUES (${event.id}, ${event.type}, ${event.apiVersion}, 'new')
    ON CONFLICT (id) DO UPDATE SET type = e.type
    RETURNING state`)
  return state
}

export async function settleStripeEvent(
  db: CommonQueryMethods,
  { id, state, shipmentId }: { id: string; state: StripeEventState; shipmentId: string | null },
): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE stripe_event SET state = ${state}, shipment_id = ${shipmentId} WHERE id = ${id} AND state = 'new'`)
}

/** The shipment that a payment belongs to. Served by shipment_intent_idx. */
export async function findShipmentOfIntent(db: CommonQueryMethods, intentId: string): Promise<string | null> {
  const row = await db.maybeOne(sql.type(z.object({ id: z.string() }))`
    SELECT id FROM shipment WHERE state #>> '{money,intentId}' = ${intentId} LIMIT 1`)
  return row?.id ?? null
}

/** The money facts of a shipment, as its workflow last told them. Served by shipment_pkey. */
export async function findMoney(db: CommonQueryMethods, id: string) {
  const row = await db.maybeOne(
    sql.type(z.object({ state: shipmentState }))`SELECT state FROM shipment WHERE id = ${id}`,
  )
  return row?.state.money ?? null
}
