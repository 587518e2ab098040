import { z } from 'zod'
import { exceptionRow, failAttemptReasons } from '../exception-types.ts'
import {
  faultOfPattern,
  type MappedEffect,
  type MappingDocument,
  partnerExceptions,
  partnerHolds,
  partnerStatuses,
} from '../mapping.ts'
import { flag, instant, maybe, text } from './common.ts'

const word = text(200)

const match = z
  .strictObject({ code: maybe(word), text: maybe(word), regex: maybe(word), reason: maybe(word) })
  .refine(({ code, text: said, regex }) => [code, said, regex].some((given) => given !== undefined), {
    message: 'needs a code, a text or a regex',
  })
  .superRefine(({ regex }, context) => {
    const fault = regex === undefined ? null : faultOfPattern(regex)
    if (fault) context.addIssue({ code: 'custom', path: ['regex'], message: fault })
  })

const reasonSchema = z.enum(failAttemptReasons)
const exceptionSchema = z.strictObject({ type: z.enum(partnerExceptions), reason: text(40) })
const holdSchema = z.enum(partnerHolds)

const wireEffect = z
  .strictObject({
    status: maybe(z.enum(partnerStatuses)),
    reason: maybe(reasonSchema),
    exception: maybe(exceptionSchema),
    hold: maybe(holdSchema),
    retentionReason: maybe(text(200)),
    note: maybe(z.literal(true)),
  })
  .superRefine((effect, context) => {
    const fault = faultOf(effect)
    if (fault) context.addIssue({ code: 'custom', ...fault })
  })

type WireEffect = z.output<typeof wireEffect>

function faultOf(effect: WireEffect): { path: string[]; message: string } | null {
  const { status, reason, exception, hold, retentionReason, note } = effect
  const given = [status, exception, hold, note].filter((part) => part !== undefined)
  if (given.length !== 1) return { path: [], message: 'names exactly one of status, exception, hold and note' }
  if (reason !== undefined && status !== 'attempt_failed' && status !== 'returning') {
    return { path: ['reason'], message: 'goes with attempt_failed or returning only' }
  }
  if (retentionReason !== undefined && hold === undefined) return { path: ['retentionReason'], message: 'needs a hold' }
  if (!exception) return null
  const { reasons } = exceptionRow(exception.type)
  if (reasons.includes(exception.reason)) return null
  return { path: ['exception', 'reason'], message: `must be one of: ${reasons.join(', ')}` }
}

/** A mapping as it is sent and stored (api.md: rules of a match and exactly one effect). */
export const mappingWire = z.strictObject({
  rules: z
    .array(z.strictObject({ match, effect: wireEffect, label: maybe(text(160)) }))
    .max(5_000, 'may have at most 5000 rules'),
})
export type MappingWire = z.output<typeof mappingWire>

/** The same, as the rules read it. */
export const mappingDocument = mappingWire.transform(documentOf)

/** A stored mapping as the rules read it. */
export function documentOf({ rules }: MappingWire): MappingDocument {
  return { rules: rules.map(({ match, effect }) => ({ match, effect: effectOf(effect) })) }
}

function effectOf({ status, reason, exception, hold, retentionReason }: WireEffect): MappedEffect {
  if (status) return { kind: 'status', status, reason: reason ?? null }
  if (exception) return { kind: 'exception', ...exception }
  if (hold) return { kind: 'hold', reason: hold, retentionReason: retentionReason ?? null }
  return { kind: 'note' }
}

/** PUT /mappings/{partnerId}: a new version, in force at once or from an instant. */
export const mappingInput = mappingWire.extend({
  /** Why it was changed, for the record. */
  reason: text(500).optional(),
  effectiveFrom: instant.optional(),
  /** The newest version that its author has seen: refused when there is a newer one. */
  version: z.int().min(0).optional(),
})

/** PUT /mappings/{partnerId}/draft. */
export const draftInput = mappingWire.extend({ revision: z.int().min(0), isSent: z.boolean().default(false) })

const said = { code: word, text: word.optional(), reason: word.optional() }

/** POST /mappings/{partnerId}/try: what words would become under a document, or under the version in force. */
export const tryInput = z.strictObject({
  document: mappingWire.optional(),
  words: z.array(z.strictObject(said)).min(1, 'names no word').max(200, 'may name at most 200 words').optional(),
})

/** POST /mappings/{partnerId}/apply: what was not understood before is read again. */
export const applyInput = z.strictObject({ version: z.int().min(1), codes: z.array(word).max(200).optional() })

/** The effect as it is sent and stored. */
export function wireOf(effect: MappedEffect): WireEffect {
  switch (effect.kind) {
    case 'status':
      return { status: effect.status, ...(effect.reason !== null && { reason: reasonSchema.parse(effect.reason) }) }
    case 'exception':
      return { exception: exceptionSchema.parse({ type: effect.type, reason: effect.reason }) }
    case 'hold':
      return {
        hold: holdSchema.parse(effect.reason),
        ...(effect.retentionReason !== null && { retentionReason: effect.retentionReason }),
      }
    case 'note':
      return { note: true }
  }
}

/** GET /mappings/{partnerId}/words. */
export const wordQuery = z.strictObject({
  doubted: flag.default(true),
  days: z.coerce.number().int().min(1).max(366).default(90),
})
