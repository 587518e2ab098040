import { z } from 'zod'
import type { Caller, Seen } from './caller.ts'

const counts = z.record(z.string(), z.int())
const rowSchema = z.looseObject({
  line: z.int(),
  outcome: z.string(),
  result: z.string().nullable(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  trackingNumber: z.string(),
  shipmentId: z.string().nullable(),
})
export const importSchema = z.looseObject({
  id: z.string(),
  state: z.string(),
  counts,
  failure: z.string().nullable(),
  examples: z.array(rowSchema).optional(),
})
export type SeenImport = z.infer<typeof importSchema>
const pageSchema = z.object({ items: z.array(rowSchema), nextCursor: z.string().nullable() })

export const header = 'tracking_number,status,occurred_at,place,reason,note'

type Wish = { query?: string; name?: string; fields?: Record<string, string> }

/** Sends a file as a browser would. */
export async function sendFile(by: Caller, content: string | Buffer, { query = '', name, fields = {} }: Wish = {}) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name ?? 'status.csv')
  return await by.call('POST', `/imports${query}`, { raw: form })
}

/** A file that must be taken, followed until nothing moves any more. */
export async function importFile(by: Caller, content: string | Buffer, wish: Wish = {}): Promise<SeenImport> {
  const answer = await sendFile(by, content, wish)
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`)
  return await untilStill(by, importSchema.parse(answer.body).id)
}

export async function untilStill(by: Caller, id: string): Promise<SeenImport> {
  const giveUpAtMs = Date.now() + 40_000
  for (;;) {
    const seen = importSchema.parse((await by.get(`/imports/${id}`)).body)
    if (!['staging', 'applying'].includes(seen.state)) return seen
    if (Date.now() > giveUpAtMs) throw new Error(`It is still ${seen.state}: ${JSON.stringify(seen)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function rowsOf(by: Caller, id: string, query = '') {
  return pageSchema.parse((await by.get(`/imports/${id}/rows${query}`)).body).items
}

/** Parcels that a partner carries from the sender on. */
export async function bookFor(by: Caller, count: number, wish: object = {}): Promise<Seen[]> {
  const { partnerId } = z.looseObject({ partnerId: z.string() }).parse((await by.get('/me')).body)
  const booked: Seen[] = []
  for (let n = 0; n < count; n++) booked.push(await by.book({ carriage: 'partner', partnerId, ...wish }))
  return booked
}

export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString()
}
