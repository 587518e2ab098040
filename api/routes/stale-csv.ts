import type { StaleRow } from '#domain/views-operations.ts'
import { csvOf } from '#files/csv.ts'
import type { Services, Viewer } from '../services/contract.ts'

const columns = [
  'trackingNumber',
  'status',
  'carriage',
  'partnerName',
  'courierName',
  'zone',
  'enteredAt',
  'staleSince',
  'ageMinutes',
  'openExceptions',
] as const satisfies readonly (keyof StaleRow)[]

const pageSize = 200

/** Every row of the stale report as CSV; cells that a spreadsheet would take for formulas are made plain text. */
export async function staleCsv({ stale }: Services['reports'], query: unknown, viewer: Viewer): Promise<string> {
  const asked = { ...(typeof query === 'object' ? query : {}), format: 'json', limit: String(pageSize) }
  const rows: StaleRow[] = []
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof stale>> = await stale({ ...asked, ...(cursor && { cursor }) }, viewer)
    rows.push(...page.rows)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return csvOf(
    columns,
    rows.map((row) => columns.map((name) => row[name])),
  )
}
