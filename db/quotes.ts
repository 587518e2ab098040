import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const priceLinesSchema = z.array(
  z.object({
    code: z.string(),
    label: z.string(),
    amount: z.object({ amount: z.int(), currency: z.string() }),
  }),
)

const quoteRow = z.object({ requestHash: z.instanceof(Buffer), lines: priceLinesSchema, isExpired: z.boolean() })

export type NewQuote = {
  id: string
  viewer: string
  requestHash: Buffer
  level: { code: string; version: number }
  lines: z.output<typeof priceLinesSchema>
  total: { amount: number; currency: string }
  pickup: readonly [number, number]
  promise: readonly [number, number]
  expiresAtMs: number
}

export async function insertQuote(db: CommonQueryMethods, quote: NewQuote): Promise<void> {
  const at = (ms: number) => sql.timestamp(new Date(ms))
  await db.query(sql.unsafe`
    INSERT INTO quote (id, viewer, request_hash, level_code, level_version, lines, total_minor, currency, pickup_from,
      pickup_to, promise_from, promise_to, expires_at)
    VALUES (${quote.id}, ${quote.viewer}, ${sql.binary(quote.requestHash)}, ${quote.level.code}, ${quote.level.version},
      ${sql.jsonb(quote.lines)}, ${quote.total.amount}, ${quote.total.currency}, ${at(quote.pickup[0])},
      ${at(quote.pickup[1])}, ${at(quote.promise[0])}, ${at(quote.promise[1])}, ${at(quote.expiresAtMs)})`)
}

/** A quote of this viewer's own. Served by quote_pkey. */
export function findQuote(db: CommonQueryMethods, { id, viewer }: { id: string; viewer: string }) {
  return db.maybeOne(sql.type(quoteRow)`
    SELECT request_hash AS "requestHash", lines, expires_at <= now() AS "isExpired"
    FROM quote WHERE id = ${id} AND viewer = ${viewer}`)
}

/** Removes what nobody can book any more. Served by quote_expires_at_idx. */
export async function sweepQuotes(db: CommonQueryMethods): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM quote WHERE id IN (
      SELECT id FROM quote WHERE expires_at < now() - interval '1 day' ORDER BY expires_at LIMIT 1000)`)
}
