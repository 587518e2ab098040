import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const answerRow = z.object({ state: z.enum(['pending', 'applied', 'refused']), isFresh: z.boolean() })

type Which = { commandId: string; shipmentId: string }

/** Notes how a command stands whose caller did not wait for the end. What was decided stays decided. */
export async function noteAnswer(
  db: CommonQueryMethods,
  { commandId, shipmentId, state }: Which & { state: 'pending' | 'applied' | 'refused' },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO command_answer AS a (command_id, shipment_id, state) VALUES (${commandId}, ${shipmentId}, ${state})
    ON CONFLICT (command_id) DO UPDATE SET state = excluded.state WHERE a.state = 'pending'`)
}

/** A pending one is believed for a minute: that long a server waits. Served by command_answer_pkey. */
export function findAnswer(db: CommonQueryMethods, { commandId, shipmentId }: Which) {
  return db.maybeOne(sql.type(answerRow)`
    SELECT state, created_at > now() - interval '70 seconds' AS "isFresh"
    FROM command_answer WHERE command_id = ${commandId} AND shipment_id = ${shipmentId}`)
}

/** Served by command_answer_created_idx. */
export async function sweepAnswers(db: CommonQueryMethods): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM command_answer WHERE command_id IN (
      SELECT command_id FROM command_answer WHERE created_at < now() - interval '1 day'
      ORDER BY created_at LIMIT 1000)`)
}
