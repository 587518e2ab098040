import type { Pool } from 'pg'

/** One batch as `project_shipment` of migration 0007 takes it. */
export type ProjectionBatch = {
  firstSeq: number
  row: Readonly<Record<string, unknown>>
  events: readonly Readonly<Record<string, unknown>>[]
  ended: readonly Readonly<Record<string, unknown>>[]
  exceptions: readonly Readonly<Record<string, unknown>>[]
  postings: readonly Readonly<Record<string, unknown>>[]
  drops: readonly Readonly<Record<string, unknown>>[]
  outbox: readonly Readonly<Record<string, unknown>>[]
}

/** Writes a batch in one transaction. False when a newer attempt was here before, or the booking is missing. */
export async function writeProjection(pool: Pool, batch: ProjectionBatch): Promise<boolean> {
  const { rows } = await pool.query<{ written: boolean }>({
    name: 'project_shipment',
    text: 'SELECT project_shipment($1) AS written',
    values: [JSON.stringify(batch)],
  })
  return rows[0]?.written ?? false
}

/** The same for several shipments in one transaction, in their order: one commit for all of them. */
export async function writeProjections(pool: Pool, batches: readonly ProjectionBatch[]): Promise<boolean[]> {
  const { rows } = await pool.query<{ written: boolean[] }>({
    name: 'project_shipments',
    text: 'SELECT project_shipments($1) AS written',
    values: [JSON.stringify(batches)],
  })
  return rows[0]?.written ?? []
}
