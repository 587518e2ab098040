import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'
import { z } from 'zod'

const idempotencyRow = z.object({
  requestHash: z.instanceof(Buffer),
  shipmentId: z.string(),
  state: z.enum(['running', 'done']),
  answer: z.unknown(),
  isFresh: z.boolean(),
})
export type IdempotencyRow = z.output<typeof idempotencyRow>

type Key = { viewer: string; key: string }

/** Whether this key is new and ours now; false when somebody used it before. */
export async function claimKey(
  db: CommonQueryMethods,
  claim: Key & { requestHash: Buffer; shipmentId: string },
): Promise<boolean> {
  const { rowCount } = await db.query(sql.unsafe`
    INSERT INTO idempotency (viewer, key, request_hash, shipment_id, state)
    VALUES (${claim.viewer}, ${claim.key}, ${sql.binary(claim.requestHash)}, ${claim.shipmentId}, 'running')
    ON CONFLICT (viewer, key) DO NOTHING`)
  return rowCount === 1
}

/** What a key was used for; `isFresh` while the request that claimed it may still be running. */
export function findKey(db: CommonQueryMethods, { viewer, key }: Key): Promise<IdempotencyRow | null> {
  return db.maybeOne(sql.type(idempotencyRow)`
    SELECT request_hash AS "requestHash", shipment_id AS "shipmentId", state, answer,
      started_at > now() - interval '15 seconds' AS "isFresh"
    FROM idempotency WHERE viewer = ${viewer} AND key = ${key}`)
}

/** Takes over a request that was begun and never ended. Of several that try, one gets true. */
export async function takeOverKey(db: CommonQueryMethods, { viewer, key }: Key): Promise<boolean> {
  const { rowCount } = await db.query(sql.unsafe`
    UPDATE idempotency SET started_at = now()
    WHERE viewer = ${viewer} AND key = ${key} AND state = 'running' AND started_at <= now() - interval '15 seconds'`)
  return rowCount === 1
}

/** Keeps the first answer; a second one of the same request changes nothing. */
export async function finishKey(
  db: CommonQueryMethods,
  { viewer, key, answer }: Key & { answer: SerializableValue },
): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE idempotency SET state = 'done', answer = ${sql.json(answer)}
    WHERE viewer = ${viewer} AND key = ${key} AND state = 'running'`)
}

/** Lets the next repeat go on at once with a request whose outcome is unknown. */
export async function pauseKey(db: CommonQueryMethods, { viewer, key }: Key): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE idempotency SET started_at = '-infinity' WHERE viewer = ${viewer} AND key = ${key} AND state = 'running'`)
}

/** Removes keys that nobody will repeat any more. Served by idempotency_created_at_idx. */
export async function sweepKeys(db: CommonQueryMethods): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM idempotency WHERE (viewer, key) IN (
      SELECT viewer, key FROM idempotency WHERE created_at < now() - interval '2 days'
      ORDER BY created_at LIMIT 1000)`)
}
