import { type CommonQueryMethods, type DatabasePool, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'
import type { ShipmentEvent } from '#domain/events.ts'
import { factOf } from '#domain/report-facts.ts'
import { listHistoriesOf } from './histories.ts'

/** For the one that makes facts: two at once would take the same sums for the old ones. */
const lockKey = 7_215_993

const idRow = z.object({ shipmentId: z.string() })

/**
 * Makes the facts of what was marked first, in one transaction with the sums that they change. How many marks were
 * taken; none when another worker is at it. Served by report_mark_waiting_idx.
 */
export function foldReportFacts(pool: DatabasePool, limit: number): Promise<number> {
  return pool.transaction(async (tx) => {
    const isAlone = await tx.oneFirst(sql.type(z.object({ isAlone: z.boolean() }))`
      SELECT pg_try_advisory_xact_lock(${lockKey}) AS "isAlone"`)
    if (!isAlone) return 0
    const marks = await tx.any(sql.type(idRow)`
      DELETE FROM report_mark WHERE id IN (
        SELECT id FROM report_mark WHERE failed_at IS NULL ORDER BY id LIMIT ${limit})
      RETURNING shipment_id AS "shipmentId"`)
    const ids = [...new Set(marks.map(({ shipmentId }) => shipmentId))]
    if (ids.length > 0) await writeFacts(tx, ids)
    return marks.length
  })
}

async function writeFacts(db: CommonQueryMethods, ids: readonly string[]): Promise<void> {
  const facts: SerializableValue[] = []
  const unread: string[] = []
  for (const { id, events } of await listHistoriesOf(db, ids)) {
    const row = rowOf(id, events)
    if (row) facts.push(row)
    else unread.push(id)
  }
  await db.query(sql.unsafe`SELECT write_report_facts(${sql.jsonb(facts)})`)
  await db.query(sql.unsafe`
    DELETE FROM report_mark WHERE failed_at IS NOT NULL AND shipment_id = ANY (${sql.array(ids, 'uuid')})`)
  if (unread.length > 0)
    await db.query(sql.unsafe`
      INSERT INTO report_mark (shipment_id, failed_at) SELECT unnest(${sql.array(unread, 'uuid')}), now()`)
}

/** Null for a history that cannot be read: one such must not keep all others out of the reports. */
function rowOf(shipmentId: string, events: readonly ShipmentEvent[]): SerializableValue | null {
  try {
    const fact = factOf(shipmentId, events)
    return (
      fact && {
        shipment_id: shipmentId,
        booked_at: instant(fact.bookedAtMs),
        promise_end_at: instant(fact.promiseEndMs),
        is_on_time: fact.isOnTime,
        first_visit_at: instant(fact.firstVisitAtMs),
        first_try: fact.firstTry,
        delivered_at: instant(fact.deliveredAtMs),
        tries: fact.tries,
        dwell_s: fact.dwellSeconds,
        refunds_minor: fact.refundsMinor,
        credits_minor: fact.creditsMinor,
        claims_minor: fact.claimsMinor,
      }
    )
  } catch {
    return null
  }
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
