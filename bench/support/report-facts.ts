import type { Pool, PoolClient } from 'pg'

/** How the parcels of a year are spread: partners carry three of ten everywhere, a courier works in two zones. */
const [days, couriers, partners] = [366, 200, 20]

/** A year of parcels with their facts and sums, written past the workflows: no history is behind them. */
export async function fillReports(pool: Pool, shipments: number): Promise<void> {
  const client = await pool.connect()
  try {
    // No history, no booking and no mark is made: only what reports read.
    await client.query('SET session_replication_role = replica')
    await client.query(`
      INSERT INTO partner (id, name) SELECT ${idOf('n')}, 'Partner ' || n FROM generate_series(1, ${partners}) n`)
    await client.query(`
      INSERT INTO app_user (id, email, name, roles)
      SELECT ${idOf('n + 1000')}, 'bench' || n || '@example.org', 'Courier ' || n, '{courier}'
      FROM generate_series(1, ${couriers}) n`)
    await client.query(
      `INSERT INTO shipment (id, tracking_number, courier_id, offered_to, partner_id, level_code, status, seq, fence_ms,
         pickup_from, pickup_to, promise_to, entered_at, open_exceptions, worst_level, state, created_at, updated_at,
         stale_at, zone, carriage, currency)
       SELECT ${idOf('n + 1000000')}, 'WBR' || n, CASE WHEN n % 10 >= 3 THEN ${idOf(`1001 + n % ${couriers}`)} END, '{}',
         CASE WHEN n % 10 < 3 THEN ${idOf(`1 + n / 10 % ${partners}`)} END,
         (ARRAY['same_day', 'next_day', 'next_day', 'economy', 'cross_border'])[1 + n / 7 % 5],
         CASE WHEN n % 50 = 0 THEN 'in_transit' ELSE 'closed' END, 1, 1, at, at, at, at, 0, 0, '{}', at, at,
         CASE WHEN n % 50 = 0 THEN now() - n % 200 * interval '1 hour' END,
         (ARRAY['berlin', 'hamburg', 'munich', 'cologne', 'frankfurt', 'de', 'at'])[
           1 + CASE WHEN n % 10 < 3 THEN n / 3 ELSE n % ${couriers} + (n / ${couriers} % 10 = 0)::int END % 7], 'own', 'EUR'
       FROM (SELECT n, now() - (n::float * ${days} / $1) * interval '1 day' AS at FROM generate_series(1, $1::int) n) s`,
      [shipments],
    )
    await client.query(`
      INSERT INTO shipment_fact SELECT id, company_day(created_at), partner_id, courier_id, zone, level_code, carriage,
        currency, created_at, created_at + interval '2 days', n % 12 <> 0, created_at + n % 50 * interval '1 hour',
        CASE WHEN n % 9 = 0 THEN 'failed' ELSE 'delivered' END, created_at + interval '1 day', 'delivered',
        1 + (n % 9 = 0)::int, (n % 4 = 0)::int, array_fill(n % 9000, '{12}'), (n % 90 = 0)::int * 490, 0,
        (n % 900 = 0)::int * 5000, (n % 9 = 0)::int * 150
      FROM (SELECT s.*, row_number() OVER ()::int AS n FROM shipment s WHERE tracking_number LIKE 'WBR%') s`)
    await client.query(`
      INSERT INTO exception_fact SELECT ${idOf('n + 9000000')}, shipment_id, day, partner_id, courier_id, zone,
        level_code, (ARRAY['unassigned', 'stale', 'delivery_overdue', 'recipient_unavailable', 'not_accepted',
          'pickup_overdue', 'address_problem', 'refused'])[1 + n % 8], 1 + (n % 7 = 0)::int, booked_at,
        booked_at + interval '1 hour', CASE WHEN n % 20 > 0 THEN booked_at + n % 300 * interval '1 minute' END
      FROM (SELECT f.*, row_number() OVER ()::int AS n FROM shipment_fact f WHERE exceptions > 0) f`)
    await sumUp(client)
  } finally {
    client.release(true)
  }
  await pool.query(
    'VACUUM (ANALYZE) shipment, shipment_fact, exception_fact, report_day, report_people_day, report_month',
  )
  await pool.query('VACUUM (ANALYZE) report_exception_day, report_exception_month, report_exception_type_month')
}

/** The sums by the function that keeps them, a week at a time. */
async function sumUp(client: PoolClient): Promise<void> {
  for (let week = 0; week * 7 <= days + 1; week++) {
    await client.query(
      `SELECT add_to_reports(ARRAY(SELECT shipment_id FROM shipment_fact
         WHERE day > company_day(now()) - $1::int - 7 AND day <= company_day(now()) - $1::int), 1)`,
      [week * 7],
    )
  }
}

/** A UUID of its number, as SQL. */
function idOf(number: string): string {
  return `('01950000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`
}
