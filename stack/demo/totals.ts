import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { DayRow } from './day.ts'
import { mistakeRow } from './mistakes.ts'

/** What a played day comes to. Money in minor units. */
export type Totals = {
  delivered: number
  cancelled: number
  /** `type L2` → how many reached it. */
  exceptions: Record<string, number>
  heldMinor: number
  capturedMinor: number
  invoicedMinor: number
  /** E-mails sent, by notice. */
  mails: Record<string, number>
}

/** Counts what the database says, once every mail is out. */
export async function countTotals(pool: Pool): Promise<Totals> {
  await untilSent(pool)
  const one = async (text: string): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(text)
    return rows[0]?.n ?? 0
  }
  const counts = async (text: string): Promise<Record<string, number>> => {
    const { rows } = await pool.query<{ name: string; n: number }>(text)
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]))
  }
  const money = (what: string, method: string) =>
    one(`SELECT coalesce(sum((state -> 'money' ->> '${what}')::int), 0)::int AS n FROM shipment
         WHERE state -> 'money' ->> 'method' = '${method}' AND ('${method}' = 'card' OR outcome = 'delivered')`)
  return {
    delivered: await one(`SELECT count(*)::int AS n FROM shipment WHERE status = 'closed' AND outcome = 'delivered'`),
    cancelled: await one(`SELECT count(*)::int AS n FROM shipment WHERE status = 'closed' AND outcome = 'cancelled'`),
    exceptions: await counts(
      `SELECT type || ' L' || level AS name, count(*)::int AS n FROM exception GROUP BY 1 ORDER BY 1`,
    ),
    heldMinor: await money('authorisedMinor', 'card'),
    capturedMinor: await money('capturedMinor', 'card'),
    invoicedMinor: await money('quotedMinor', 'account'),
    mails: await counts(
      `SELECT notice || ' to ' || audience AS name, count(*)::int AS n FROM outbox WHERE sent_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
    ),
  }
}

/** What the rows themselves say the day must come to: delivered, cancelled, exceptions by type and level. */
export function expectedOf(rows: readonly DayRow[]): Pick<Totals, 'delivered' | 'cancelled' | 'exceptions'> {
  const ends = rows.map((row) => mistakeRow(row.mistake).ends)
  const exceptions: Record<string, number> = {}
  for (const { expects } of rows.map((row) => mistakeRow(row.mistake))) {
    if (!expects) continue
    const name = `${expects.type} L${expects.level}`
    exceptions[name] = (exceptions[name] ?? 0) + 1
  }
  return {
    delivered: ends.filter((end) => end === 'delivered').length,
    cancelled: ends.filter((end) => end === 'cancelled').length,
    exceptions: Object.fromEntries(Object.entries(exceptions).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** What is due soon; reminders of hours and days ahead are not waited for. */
async function untilSent(pool: Pool): Promise<void> {
  const giveUpAtMs = performance.now() + 120_000
  for (;;) {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox
       WHERE sent_at IS NULL AND failure IS NULL AND not_before < now() + interval '5 minutes'`,
    )
    if (rows[0]?.n === 0) return
    if (performance.now() > giveUpAtMs) throw new Error(`${rows[0]?.n} mails were not sent within two minutes.`)
    await sleep(500)
  }
}
