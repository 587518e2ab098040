import { z } from 'zod'
import { groupings } from '../report-figures.ts'
import { daysIn, mostDays } from '../report-periods.ts'
import { reportCodes } from '../reports.ts'
import { reportFormats, rhythms } from '../views-reports.ts'
import { isZone } from './calendar.ts'
import { id, page, text } from './common.ts'
import { day } from './lists.ts'
import { code } from './settings.ts'

const wish = {
  groupBy: z.enum(groupings).optional(),
  partnerId: id.optional(),
  courierId: id.optional(),
  zone: code.optional(),
  level: code.optional(),
  compare: z.literal('previous').optional(),
}
const period = { from: day.optional(), to: day.optional() }

type Bounds = { from?: string | undefined; to?: string | undefined }

function checkPeriod({ from, to }: Bounds, context: z.RefinementCtx): void {
  if (from === undefined || to === undefined) return
  const days = daysIn({ from, to })
  if (days < 1) context.addIssue({ code: 'custom', path: ['to'], message: 'must not lie before `from`' })
  if (days > mostDays)
    context.addIssue({ code: 'custom', path: ['to'], message: `may lie at most ${mostDays} days after \`from\`` })
}

/** GET /reports/{code}. Both days are included; without them it is the last thirty days. */
export const reportQuery = z
  .strictObject({ ...wish, ...period, format: z.enum(['json', ...reportFormats]).default('json') })
  .superRefine(checkPeriod)
export type ReportQuery = z.output<typeof reportQuery>

/** GET /reports/{code}/parcels: those of a group, and those that a figure counts. An empty key is "none". */
export const reportParcelsQuery = z
  .strictObject({ ...page, ...wish, ...period, key: z.string().max(64).optional(), figure: text(64).optional() })
  .superRefine(checkPeriod)
export type ReportParcelsQuery = z.output<typeof reportParcelsQuery>

/** POST /report-views. */
export const reportViewInput = z.strictObject({
  report: z.enum(reportCodes),
  name: text(80),
  query: z
    .strictObject({ ...wish, ...period })
    .superRefine(checkPeriod)
    .default({}),
})

const zone = z.string().max(60).refine(isZone, 'must be a time zone such as Europe/Berlin')

const timing = {
  rhythm: z.enum(rhythms),
  /** 1 is Monday; for a weekly one. */
  weekday: z.int().min(1).max(7).default(1),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30'),
  zone: zone.optional(),
  format: z.enum(reportFormats),
  recipients: z.array(id).min(1, 'names nobody').max(50, 'may name at most 50 people'),
}

/** POST /report-schedules. */
export const reportScheduleInput = z.strictObject({
  report: z.enum(reportCodes),
  query: z.strictObject(wish).default({}),
  ...timing,
})

/** PATCH /report-schedules/{id}. */
export const reportSchedulePatch = z.strictObject({
  rhythm: timing.rhythm.optional(),
  weekday: z.int().min(1).max(7).optional(),
  at: timing.at.optional(),
  zone: zone.optional(),
  format: timing.format.optional(),
  recipients: timing.recipients.optional(),
  isActive: z.boolean().optional(),
})

/** GET /report-schedules. */
export const reportScheduleQuery = z.strictObject({ report: z.enum(reportCodes).optional() })
