import { z } from 'zod'
import { groupings, stakeholders, units } from '../report-figures.ts'
import { reportCodes } from '../reports.ts'
import {
  type ReportParcel,
  type ReportScheduleView,
  type ReportSummary,
  type ReportView,
  reportFormats,
  rhythms,
  runStates,
  type SavedReportView,
} from '../views-reports.ts'
import { id, instant } from './answers-shared.ts'
import { maybe } from './common.ts'

const day = z.iso.date()
const period = z.strictObject({ from: day, to: day })
const code = z.enum(reportCodes)

const wish = {
  groupBy: maybe(z.enum(groupings)),
  partnerId: maybe(id),
  courierId: maybe(id),
  zone: maybe(z.string()),
  level: maybe(z.string()),
  compare: maybe(z.literal('previous')),
}

export const reportSummaryAnswer: z.ZodType<ReportSummary> = z
  .strictObject({
    code,
    title: z.string(),
    words: z.string(),
    for: z.array(z.enum(stakeholders)),
    groupings: z.array(z.enum(groupings)),
  })
  .meta({ id: 'ReportSummary' })

const values = z.record(z.string(), z.number().nullable())

const line = z
  .strictObject({
    key: z.string().nullable(),
    label: z.string(),
    currency: z.string().nullable(),
    values,
    previous: values.nullable(),
  })
  .meta({ id: 'ReportLine' })

export const reportAnswer: z.ZodType<ReportView> = z
  .strictObject({
    code,
    title: z.string(),
    words: z.string(),
    period,
    compared: period.nullable(),
    zone: z.string(),
    asOf: instant,
    groupBy: z.enum(groupings),
    groupings: z.array(z.enum(groupings)),
    filter: z.strictObject({
      partnerId: id.nullable(),
      courierId: id.nullable(),
      zone: z.string().nullable(),
      level: z.string().nullable(),
    }),
    figures: z.array(
      z.strictObject({ code: z.string(), name: z.string(), unit: z.enum(units), definition: z.string() }),
    ),
    rows: z.array(line),
    totals: z.array(line),
  })
  .meta({ id: 'Report' })

export const reportParcelAnswer: z.ZodType<ReportParcel> = z
  .strictObject({
    shipmentId: id,
    trackingNumber: z.string(),
    status: z.string(),
    day,
    level: z.string(),
    zone: z.string().nullable(),
    partnerName: z.string().nullable(),
    courierName: z.string().nullable(),
    isOnTime: z.boolean().nullable(),
    tries: z.int(),
    exceptions: z.int(),
  })
  .meta({ id: 'ReportParcel' })

export const reportViewAnswer: z.ZodType<SavedReportView> = z
  .strictObject({
    id,
    report: code,
    name: z.string(),
    query: z.strictObject({ ...wish, from: maybe(day), to: maybe(day) }),
  })
  .meta({ id: 'ReportView' })

export const reportScheduleAnswer: z.ZodType<ReportScheduleView> = z
  .strictObject({
    id,
    report: code,
    query: z.strictObject(wish),
    format: z.enum(reportFormats),
    rhythm: z.enum(rhythms),
    weekday: z.int().nullable(),
    at: z.string(),
    zone: z.string(),
    recipients: z.array(z.strictObject({ id, name: z.string() })),
    isActive: z.boolean(),
    nextAt: instant.nullable(),
    createdBy: z.string(),
    isMine: z.boolean(),
    runs: z.array(
      z.strictObject({
        dueAt: instant,
        state: z.enum(runStates),
        sent: z.int(),
        failure: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReportSchedule' })
