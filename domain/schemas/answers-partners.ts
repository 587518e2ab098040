import { z } from 'zod'
import { delayFlags } from '../delay.ts'
import { causes } from '../exception-types.ts'
import type {
  ApplyPreview,
  DraftView,
  MappingOverview,
  MappingVersion,
  MappingView,
  ReportView,
  TraceView,
  TryView,
  VerdictView,
  WordView,
} from '../views-partners.ts'
import { id, instant } from './answers-shared.ts'
import { maybe } from './common.ts'
import { mappingWire } from './mapping.ts'

const rules = mappingWire.shape.rules
const verdict: z.ZodType<VerdictView> = z.strictObject({
  kind: z.enum(['mapped', 'unmapped', 'ambiguous']),
  effect: maybe(rules.element.shape.effect),
})
const conflicts = z.array(z.strictObject({ first: z.int(), second: z.int() }))
const said = { code: z.string(), text: z.string(), reason: z.string() }

export const mappingOverviewAnswer: z.ZodType<MappingOverview> = z
  .strictObject({
    partnerId: id,
    partnerName: z.string(),
    version: z.int().nullable(),
    rules: z.int(),
    hasDraft: z.boolean(),
    isDraftSent: z.boolean(),
    doubted: z.int(),
  })
  .meta({ id: 'MappingOverview' })

const version: z.ZodType<MappingVersion> = z.strictObject({
  version: z.int(),
  effectiveFrom: instant,
  publishedAt: instant,
  publishedByName: z.string(),
  reason: z.string(),
  rules: z.int(),
})

export const draftAnswer: z.ZodType<DraftView> = z
  .strictObject({
    rules,
    revision: z.int(),
    basedOn: z.int().nullable(),
    updatedByName: z.string(),
    updatedAt: instant,
    isSent: z.boolean(),
  })
  .meta({ id: 'MappingDraft' })

export const mappingAnswer: z.ZodType<MappingView> = z
  .strictObject({
    partnerId: id,
    partnerName: z.string(),
    version: z.int(),
    effectiveFrom: instant.nullable(),
    rules,
    conflicts,
    versions: z.array(version),
    draft: draftAnswer.nullable(),
  })
  .meta({ id: 'Mapping' })

export const wordAnswer: z.ZodType<WordView> = z
  .strictObject({
    ...said,
    count: z.int(),
    lastSeenAt: instant,
    trackingNumber: z.string(),
    verdict,
  })
  .meta({ id: 'PartnerWord' })

export const tryAnswer: z.ZodType<TryView> = z
  .strictObject({
    conflicts,
    words: z.array(
      z.strictObject({ ...said, count: z.int(), before: verdict, after: verdict, isChanged: z.boolean() }),
    ),
  })
  .meta({ id: 'MappingTry' })

export const applyPreviewAnswer: z.ZodType<ApplyPreview> = z
  .strictObject({
    total: z.int(),
    words: z.array(z.strictObject({ ...said, count: z.int(), verdict })),
  })
  .meta({ id: 'MappingApplyPreview' })

const reportAnswer: z.ZodType<ReportView> = z
  .strictObject({
    commandId: id,
    ...said,
    place: z.string(),
    occurredAt: instant,
    receivedAt: instant,
    source: z.string(),
    importId: id.nullable(),
    line: z.int().nullable(),
    mappingVersion: z.int().nullable(),
    verdict,
    saidBy: z.string(),
    outcome: z.enum(['applied', 'kept', 'refused', 'waiting']),
    why: z.string().nullable(),
    seq: z.int().nullable(),
  })
  .meta({ id: 'PartnerReport' })

export const traceAnswer: z.ZodType<TraceView> = z
  .strictObject({
    delay: z.strictObject({
      flag: z.enum(delayFlags),
      since: instant.nullable(),
      cause: z.enum(causes).nullable(),
      reason: z.string().nullable(),
    }),
    reports: z.array(reportAnswer),
  })
  .meta({ id: 'Trace' })

export const partnerAnswer = z.strictObject({ id, name: z.string() }).meta({ id: 'Partner' })

export const vocabularyAnswer = z
  .strictObject({ code: z.string(), name: z.string(), source: z.string(), rules })
  .meta({ id: 'Vocabulary' })
