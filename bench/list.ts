import type { House } from '#stack/house.ts'
import { booking, openCrew } from './support/crew.ts'
import { type Bench, judge, percentile, type Round, timed } from './support/measure.ts'

const rows = 20_000
const asksARound = 200

/** P6 in small: a page of 50 and the overdue scan among 20,000 shipments through HTTP; the bar of the source is 300 ms. */
export const list: Bench = {
  name: 'list',
  run: async (house, roundCount) => {
    const { customer, dispatcher } = await openCrew(house)
    const { id } = await customer.book(booking)
    await multiply(house, id)
    const rounds: Round[] = []
    const overdue: number[] = []
    for (let n = 0; n <= roundCount; n++) {
      const pages: number[] = []
      const scans: number[] = []
      for (let count = 0; count < asksARound; count++) {
        pages.push(await timed(() => dispatcher.get('/shipments?limit=50')))
        scans.push(await timed(() => dispatcher.get('/shipments?overdue=true&limit=50')))
      }
      if (n === 0) continue
      rounds.push({ ours: percentile(pages, 0.95), baseline: 20 })
      overdue.push(percentile(scans, 0.95))
    }
    const worst = Math.max(...overdue)
    return judge({
      name: 'list',
      claim: `p95 of a page of 50 and of the overdue scan among ${rows} shipments, by the goal of 20 ms`,
      unit: 'ms (page)',
      goal: '< 1.00',
      rounds,
      isMet: (ratio) => ratio < 1 && worst < 20,
      notes: [`p95 of the overdue scan by round: ${overdue.map((ms) => ms.toFixed(1)).join(', ')} ms`],
    })
  },
}

/** Copies one real shipment by SQL; every tenth copy is overdue. */
async function multiply({ pool }: House, id: string): Promise<void> {
  await pool.query(
    `INSERT INTO booking (shipment_id, tracking_number, customer_id, reference, sender, recipient, recipient_email, parcels,
       price_lines, pin, search_text)
     SELECT new_uuid(), 'WBBENCH' || n, customer_id, reference, sender, recipient, recipient_email, parcels, price_lines, pin,
       search_text || ' ' || n
     FROM booking, generate_series(1, $2) AS n WHERE shipment_id = $1`,
    [id, rows],
  )
  await pool.query(
    `INSERT INTO shipment SELECT (jsonb_populate_record(s, jsonb_build_object('id', b.shipment_id,
       'tracking_number', b.tracking_number, 'state', s.state || jsonb_build_object('id', b.shipment_id),
       'next_deadline_at', now() + (row_number() OVER () % 10 - 1) * interval '1 hour',
       'step_deadline_at', now() + (row_number() OVER () % 10 - 1) * interval '1 hour',
       'created_at', now() - row_number() OVER () * interval '1 second'))).*
     FROM shipment s, booking b WHERE s.id = $1 AND b.tracking_number LIKE 'WBBENCH%'`,
    [id],
  )
  await pool.query('ANALYZE booking')
  await pool.query('ANALYZE shipment')
}
