import type { House } from '#stack/house.ts'
import { demoPassword, emailOf } from '#stack/seed/people.ts'
import { booking } from './crew.ts'

export const header = 'tracking_number,status,occurred_at,place,reason,note\n'

export type BenchImport = { id: string; state: string; counts: Record<string, number> }

/** The partner of the demonstration company, with files. */
export async function openPartner(house: House) {
  const api = `${house.baseUrl}/api/v1`
  const credentials = JSON.stringify({ email: emailOf('partner'), password: demoPassword })
  const json = { 'content-type': 'application/json' }
  const session = await fetch(`${api}/session`, { method: 'POST', body: credentials, headers: json })
  // Our own API: its answers are checked by its tests.
  const { token } = (await session.json()) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  const client = await house.as('partner')
  const { partnerId } = (await client.get('/me')) as { partnerId: string }
  return {
    partnerId,
    book: async () => await client.book({ ...booking, carriage: 'partner', partnerId }),
    /** Uploads a file for a dry run, and waits until it has been judged. */
    dryRun: async (text: string): Promise<BenchImport> => {
      const form = new FormData()
      form.set('file', new Blob([text]), 'bench.csv')
      const answer = await fetch(`${api}/imports?dryRun=true`, { method: 'POST', body: form, headers })
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
      let seen = (await answer.json()) as BenchImport
      while (seen.state === 'staging') {
        await new Promise((resolve) => setTimeout(resolve, 50))
        seen = (await client.get(`/imports/${seen.id}`)) as BenchImport
      }
      if (seen.state !== 'review') throw new Error(`The import is ${seen.state}.`)
      return seen
    },
  }
}

export type BenchPartner = Awaited<ReturnType<typeof openPartner>>

/** Copies one real parcel of the partner by SQL; nobody tells the copies anything. */
export async function multiplyParcels({ pool }: House, id: string, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO booking (shipment_id, tracking_number, customer_id, partner_id, sender, recipient, parcels, price_lines,
       pin, search_text)
     SELECT new_uuid(), 'WBFILE' || n, customer_id, partner_id, sender, recipient, parcels, price_lines, pin, ''
     FROM booking, generate_series(1, $2) AS n WHERE shipment_id = $1`,
    [id, count],
  )
  await pool.query(
    `INSERT INTO shipment SELECT (jsonb_populate_record(s, jsonb_build_object('id', b.shipment_id,
       'tracking_number', b.tracking_number, 'next_deadline_at', null, 'step_deadline_at', null))).*
     FROM shipment s, booking b WHERE s.id = $1 AND b.tracking_number LIKE 'WBFILE%'`,
    [id],
  )
  await pool.query('VACUUM (ANALYZE) booking, shipment')
}

const walk = ['picked_up', 'in_transit', 'in_transit', 'out_for_delivery', 'LADEN_7'] as const

/** A file of so many rows about so many parcels, each row at a time of its own. */
export function fileOf(rows: number, parcels: number): string {
  const lines: string[] = [header]
  const fromMs = Date.now() - rows * 10 - 60_000
  for (let n = 0; n < rows; n++) {
    const status = walk[Math.floor(n / parcels) % walk.length]
    const at = new Date(fromMs + n * 10).toISOString()
    lines.push(`WBFILE${(n % parcels) + 1},${status},${at},Depot ${n % 40},,Gate ${n % 7}\n`)
  }
  return lines.join('')
}
