import type { Pool } from 'pg'
import { batchOf } from '#activities/projection-batch.ts'
import { openHoursOf } from '#api/services/open-hours.ts'
import { writeProjections } from '#db/projection.ts'
import type { CalendarDocument } from '#domain/schemas/calendar.ts'
import { lifeOf, type Setting } from '#test/domain/lives.ts'

const mostLives = 400

export type Seeding = { levelCode: string; shipments: number; days: number }

/** Writes shipments with their histories past the workflows: some hundred lives, each of them copied. */
export async function seedHistories(pool: Pool, { levelCode, shipments, days }: Seeding): Promise<number> {
  const copies = Math.ceil(shipments / mostLives)
  await pool.query(
    `INSERT INTO booking (shipment_id, tracking_number, sender, recipient, parcels, price_lines, pin, search_text)
     SELECT ${idOf('n')}, 'WBSEED' || n, '{}', '{}', '[]', '[]', '0000', '' FROM generate_series(0, $1::int - 1) n`,
    [shipments],
  )
  const setting = { levelCode, days, nowMs: Date.now(), hoursAt: await readHours(pool) }
  for (let n = 0; n * copies < shipments; n++) await writeLife(pool, n * copies, lifeOf(n, setting))
  await copyLives(pool, shipments, copies)
  await pool.query('VACUUM (ANALYZE) booking, shipment, shipment_event')
  await pool.query('CHECKPOINT')
  const { rows } = await pool.query<{ events: number }>('SELECT count(*)::int AS events FROM shipment_event')
  return rows[0]?.events ?? 0
}

/** A UUID in the order of its number, as SQL. */
function idOf(number: string): string {
  return `('01940000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`
}

async function readHours(pool: Pool): Promise<Setting['hoursAt']> {
  const { rows } = await pool.query<{ code: string; document: CalendarDocument }>('SELECT code, document FROM calendar')
  const find = (code: string) => rows.find((row) => row.code === code)?.document ?? null
  const [ops, office] = [find('ops'), find('office')]
  return (ms) => ({ ops: ops && openHoursOf(ops, ms), office: office && openHoursOf(office, ms) })
}

/** Only what a what-if reads: nobody is to be mailed, and no queue is to fill. */
async function writeLife(pool: Pool, number: number, { shipment, events }: ReturnType<typeof lifeOf>): Promise<void> {
  const nobody = { ...shipment, courierId: null, offers: [], customerId: null }
  const batch = batchOf({ shipment: nobody, events, fenceMs: 1 }, 0)
  const id = `01940000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
  const row = { ...batch.row, id, state: { ...shipment, id } }
  await writeProjections(pool, [{ ...batch, row, exceptions: [], ended: [], postings: [], drops: [], outbox: [] }])
}

async function copyLives(pool: Pool, shipments: number, copies: number): Promise<void> {
  await pool.query(
    `INSERT INTO shipment SELECT (jsonb_populate_record(s, jsonb_build_object('id', ${idOf('n')},
       'tracking_number', 'WBSEED' || n, 'state', s.state || jsonb_build_object('id', ${idOf('n')})))).*
     FROM generate_series(0, $1::int - 1) n JOIN shipment s ON s.id = ${idOf('n - n % $2::int')} WHERE n % $2 <> 0`,
    [shipments, copies],
  )
  await pool.query(
    `INSERT INTO shipment_event SELECT ${idOf('n')}, e.seq, e.type, e.command_id, e.occurred_at, e.recorded_at,
       e.actor_kind, e.actor_id, e.source, e.data, e.hash
     FROM generate_series(0, $1::int - 1) n JOIN shipment_event e ON e.shipment_id = ${idOf('n - n % $2::int')}
     WHERE n % $2 <> 0 ORDER BY n, e.seq`,
    [shipments, copies],
  )
  await pool.query(
    `UPDATE shipment s SET created_at = e.recorded_at FROM shipment_event e WHERE e.shipment_id = s.id AND e.seq = 1`,
  )
}
