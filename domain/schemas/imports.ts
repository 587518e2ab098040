import { z } from 'zod'
import { type ColumnMap, importFields } from '../import-columns.ts'
import { dateOrders } from '../import-instants.ts'
import { importStates, mostStatuses, rowOutcomes, rowResults } from '../imports.ts'
import { flag, id, instant, maybe, page, text, wordsOf } from './common.ts'

const columns: z.ZodType<ColumnMap> = z.partialRecord(z.enum(importFields), text(120))

const zone = text(60).refine(isZone, 'must be a time zone such as Europe/Berlin')

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** PATCH /imports/{id}: what the columns of the file mean; remembered for the partner's next files. */
export const importFormatInput = z
  .strictObject({
    columns: maybe(columns),
    dateOrder: maybe(z.enum(dateOrders).nullable()),
    zone: maybe(zone),
  })
  .refine((given) => Object.keys(given).length > 0, 'changes nothing')
export type ImportFormatInput = z.output<typeof importFormatInput>

/** POST /imports, beside the file. */
export const importQuery = z.strictObject({ dryRun: flag.default(false), partnerId: id.optional() })

/** GET /imports. */
export const importListQuery = z.strictObject({
  ...page,
  partnerId: id.optional(),
  state: wordsOf(importStates).optional(),
})

const outcomes = [...rowOutcomes, ...rowResults] as const

/** GET /imports/{id}/rows. */
export const importRowsQuery = z.strictObject({ ...page, outcome: z.enum(outcomes).optional() })

/** GET /imports/{id}/rows.csv. */
export const importRowsCsvQuery = z.strictObject({ outcome: z.enum(outcomes).optional() })

const statusInput = z
  .strictObject({
    trackingNumber: maybe(text(64)),
    /** The customer's own number, where the tracking number is not known. */
    reference: maybe(text(64)),
    status: text(120),
    text: maybe(text(500)),
    reason: maybe(text(200)),
    occurredAt: maybe(instant),
    place: maybe(text(200)),
    note: maybe(text(1_000)),
    eventId: maybe(text(120)),
    /** The partner's own archive holds the proof of delivery or hand-back. */
    hasEvidence: maybe(z.boolean()),
  })
  .refine(({ trackingNumber, reference }) => (trackingNumber === undefined) !== (reference === undefined), {
    path: ['trackingNumber'],
    message: 'needs either a tracking number or a reference',
  })
export type StatusInput = z.output<typeof statusInput>

/** POST /partner/statuses. */
export const statusesInput = z.union([
  statusInput,
  z.array(statusInput).min(1, 'names no parcel').max(mostStatuses, `may hold at most ${mostStatuses} statuses`),
])

export const statusesQuery = z.strictObject({ partnerId: id.optional() })
