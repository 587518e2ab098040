import type { Pool, PoolClient } from 'pg'

/** As many are overdue, whatever else is there; half of them have an open exception. */
export const overdue = 20_000

const partners = 20

/**
 * N parcels of which nearly all are long closed, written past the workflows: what lists and the stale monitor read, with
 * neither histories nor whole states behind it.
 */
export async function fillParcels(pool: Pool, { parcels, partnerId }: { parcels: number; partnerId: string }) {
  const client = await pool.connect()
  try {
    await client.query('SET session_replication_role = replica')
    await client.query('DROP INDEX booking_search_idx')
    await client.query(`
      INSERT INTO partner (id, name) SELECT ${idOf('n')}, 'Scale partner ' || n FROM generate_series(1, ${partners}) n`)
    await insertParcels(client, { parcels, partnerId })
    await insertExceptions(client)
    await client.query('CREATE INDEX booking_search_idx ON booking USING gin (search_text gin_trgm_ops)')
  } finally {
    client.release(true)
  }
  await pool.query('VACUUM (ANALYZE) booking, shipment, exception')
}

/** Every parcel in one statement; the newest ones are open, and the last of those are overdue. */
async function insertParcels(client: PoolClient, { parcels, partnerId }: { parcels: number; partnerId: string }) {
  await client.query(
    `INSERT INTO booking (shipment_id, tracking_number, reference, sender, recipient, parcels, price_lines, pin, search_text)
     SELECT ${idOf('n + 1000000')}, 'WBS' || n, 'S-' || n, '{"name": "Sender", "line1": "A 1", "city": "Berlin",
       "postcode": "10115", "country": "DE"}', '{"name": "Recipient", "line1": "B 2", "city": "Leipzig",
       "postcode": "04109", "country": "DE"}', '[]', '[]', '1234',
       lower('WBS' || n || ' S-' || n || ' recipient ' || md5(n::text) || ' leipzig')
     FROM generate_series(1, $1::int) n`,
    [parcels],
  )
  await client.query(
    `INSERT INTO shipment (id, tracking_number, offered_to, partner_id, level_code, status, seq, fence_ms, pickup_from,
       pickup_to, promise_to, entered_at, next_deadline_at, step_deadline_at, stale_at, open_exceptions, worst_level, state,
       created_at, updated_at, zone, carriage, currency)
     SELECT ${idOf('n + 1000000')}, 'WBS' || n, '{}',
       CASE WHEN n % 50 = 0 THEN $2::uuid WHEN n % 3 = 0 THEN ${idOf(`1 + n % ${partners}`)} END, 'next_day',
       CASE WHEN is_open THEN (ARRAY['confirmed', 'in_transit', 'out_for_delivery'])[1 + n % 3] ELSE 'closed' END, 1, 1,
       at, at, at + interval '2 days', at, CASE WHEN is_open THEN due END, CASE WHEN is_open THEN due END,
       CASE WHEN is_open THEN due END, (is_late AND n % 2 = 0)::int, (is_late AND n % 2 = 0)::int, '{}', at, at,
       (ARRAY['berlin', 'hamburg', 'munich', 'de'])[1 + n % 4], 'own', 'EUR'
     FROM (SELECT n, n > $1 - 3 * ${overdue} AS is_open, n > $1 - ${overdue} AS is_late,
         now() - ($1 - n) * interval '1 second' AS at,
         now() + CASE WHEN n > $1 - ${overdue} THEN -1 ELSE 1 END * (n % 4000 + 1) * interval '1 minute' AS due
       FROM generate_series(1, $1::int) n) s`,
    [parcels, partnerId],
  )
}

async function insertExceptions(client: PoolClient): Promise<void> {
  await client.query(`
    INSERT INTO exception (id, shipment_id, type, reason, severity, level, state, raised_seq, raised_at, sla_due_at,
      next_at, owner_kind, owner_id, score, signals)
    SELECT ${idOf('n + 1000000000')}, id, (ARRAY['stale', 'delivery_overdue', 'eta_delay'])[1 + n % 3], 'no_event', 'medium',
      1 + n % 4, 'open', 1, now(), now(), now() + n % 3000 * interval '1 minute', 'role', 'D', 70, 1
    FROM (SELECT id, row_number() OVER ()::int AS n FROM shipment WHERE open_exceptions > 0) s`)
}

/** A UUID of its number, as SQL. */
function idOf(number: string): string {
  return `('01950000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`
}
