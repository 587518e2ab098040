import type { ExceptionType } from './exception-types.ts'
import type { HoldReason } from './holds.ts'
import type { Status } from './status.ts'

/** The statuses that a partner's word may enter (lifecycle.md T10). */
export const partnerStatuses = [
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'attempt_failed',
  'available_for_pickup',
  'delivered',
  'returning',
  'returned',
] as const satisfies readonly Status[]
export type PartnerStatus = (typeof partnerStatuses)[number]

/** What a partner may report beside where a parcel is (lifecycle.md §5.1, raised by `partner_status`). */
export const partnerExceptions = [
  'unassigned',
  'eta_delay',
  'recipient_unavailable',
  'address_problem',
  'refused',
  'damaged_or_missing',
  'missorted',
  'suspected_lost',
  'force_majeure',
  'return_overdue',
] as const satisfies readonly ExceptionType[]

/** What a partner's word may hold a parcel for (lifecycle.md §2.3 and §2.5). */
export const partnerHolds = ['customs', 'payment', 'address', 'depot'] as const satisfies readonly HoldReason[]

/** What one word of a partner does to a shipment: exactly one thing. */
export type MappedEffect =
  | { kind: 'status'; status: PartnerStatus; reason: string | null }
  | { kind: 'exception'; type: ExceptionType; reason: string }
  | { kind: 'hold'; reason: HoldReason; retentionReason: string | null }
  | { kind: 'note' }

/** Conditions that must all hold; a regular expression looks at the text, or at the code where there is no text. */
export type MappingMatch = { code?: string; text?: string; regex?: string; reason?: string }

export type MappingRule = { match: MappingMatch; effect: MappedEffect }

/** How a partner's words become ours. Rules may stand in any order: the one that says most wins. */
export type MappingDocument = { rules: readonly MappingRule[] }

/** What a partner said, in its own words; empty where it said nothing. */
export type Said = { code: string; text: string; reason: string }

/** A word that no rule knows, or that two rules read differently, is never guessed. */
export type MappingVerdict = { kind: 'mapped'; effect: MappedEffect } | { kind: 'unmapped' } | { kind: 'ambiguous' }

/** How much a condition says: a named code or text outweighs a pattern, every further condition adds. */
const weights: Record<keyof MappingMatch, number> = { code: 4, text: 4, reason: 2, regex: 1 }
const conditions = Object.keys(weights) as (keyof MappingMatch)[]

/** A pattern sees no more of a text than this. */
const longestLookedAt = 200

/** Reads one word. Of the rules that fit, those that say most decide; they must agree. */
export function mapStatus({ rules }: MappingDocument, said: Said): MappingVerdict {
  const fitting = rules.filter(({ match }) => fits(match, said))
  const most = Math.max(0, ...fitting.map(({ match }) => weightOf(match)))
  const [first, ...others] = fitting.filter(({ match }) => weightOf(match) === most)
  if (!first) return { kind: 'unmapped' }
  const isAgreed = others.every(({ effect }) => isSameEffect(effect, first.effect))
  return isAgreed ? { kind: 'mapped', effect: first.effect } : { kind: 'ambiguous' }
}

/** Pairs of rules, by their places, that can never both be meant: the same conditions with different effects. */
export function conflictsOf({ rules }: MappingDocument): { first: number; second: number }[] {
  const conflicts: { first: number; second: number }[] = []
  for (const [first, rule] of rules.entries()) {
    for (const [second, other] of rules.entries()) {
      if (second <= first || keyOf(rule.match) !== keyOf(other.match)) continue
      if (!isSameEffect(rule.effect, other.effect)) conflicts.push({ first, second })
    }
  }
  return conflicts
}

/** The same conditions, however they are spelt, have the same key. */
export function keyOf(match: MappingMatch): string {
  return JSON.stringify(conditions.map((name) => (name === 'regex' ? match.regex : plainOf(match[name])) ?? null))
}

export function isSameEffect(a: MappedEffect, b: MappedEffect): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
}

function fits(match: MappingMatch, said: Said): boolean {
  if (match.code !== undefined && plainOf(match.code) !== plainOf(said.code)) return false
  if (match.text !== undefined && plainOf(match.text) !== plainOf(said.text)) return false
  if (match.reason !== undefined && plainOf(match.reason) !== plainOf(said.reason)) return false
  return match.regex === undefined || patternOf(match.regex).test((said.text || said.code).slice(0, longestLookedAt))
}

function weightOf(match: MappingMatch): number {
  return conditions.reduce((sum, name) => sum + (match[name] === undefined ? 0 : weights[name]), 0)
}

/** Case and outer or doubled spaces mean nothing in code lists. */
function plainOf(word: string | undefined): string | undefined {
  return word?.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

const patterns = new Map<string, RegExp>()

/** Compiled once; a mapping is asked for every distinct word of a file. */
function patternOf(source: string): RegExp {
  const known = patterns.get(source)
  if (known) return known
  if (patterns.size > 1_000) patterns.clear()
  const made = new RegExp(source, 'iu')
  patterns.set(source, made)
  return made
}

const longestPattern = 200
const mostRepeats = 3

/** Why a pattern may not be used; null when it may. Groups that repeat could make one word take for ever to read. */
export function faultOfPattern(source: string): string | null {
  if (source.length > longestPattern) return `is longer than ${longestPattern} characters`
  try {
    new RegExp(source, 'iu')
  } catch {
    return 'is no regular expression'
  }
  const bare = source.replaceAll(/\\./g, '').replaceAll(/\[[^\]]*\]/g, 'x')
  if (/\)[*+{]/.test(bare)) return 'repeats a group: write it without'
  if ((bare.match(/[*+]|\{\d*,\d*\}/g) ?? []).length > mostRepeats) return `repeats more than ${mostRepeats} times`
  return /\\[1-9]|\(\?<?[=!]/.test(source) ? 'looks back or ahead: write it without' : null
}
