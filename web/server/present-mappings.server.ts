import { keyOf } from '#domain/mapping.ts'
import type { MappingWire } from '#domain/schemas/mapping.ts'
import type { ApplyPreview, MappingOverview, MappingView, TryView, WordView } from '#domain/views-partners.ts'
import { type Reading, when } from '../format.ts'
import { effectWords, matchWords, saidWords, verdictWords } from '../words/mappings.ts'

type Rule = MappingWire['rules'][number]

/** Rules that a page shows at once; the search finds the others. */
const mostShown = 200

export function overviewLine({ doubted, ...line }: MappingOverview) {
  return { ...line, doubted: doubted > 1_000 ? 'more than 1,000' : String(doubted), isQuiet: doubted === 0 }
}

/** A rule as a line, with what a draft does to it. */
function ruleLine(rule: Rule, index: number) {
  return {
    index,
    match: matchWords(rule.match),
    effect: effectWords(rule.effect),
    label: rule.label ?? null,
  }
}
export type RuleLine = ReturnType<typeof ruleLine>

/** The rules of the draft, or of the version in force, that fit a search. */
export function ruleLines(rules: readonly Rule[], q: string): { lines: RuleLine[]; more: number } {
  const wanted = q.toLowerCase()
  const found = rules
    .map(ruleLine)
    .filter(({ match, effect, label }) => `${match} ${effect} ${label ?? ''}`.toLowerCase().includes(wanted))
  return { lines: found.slice(0, mostShown), more: Math.max(0, found.length - mostShown) }
}

/** What a draft changes: rules that come, go, or mean something else. */
export function draftChanges(rules: readonly Rule[], before: readonly Rule[]) {
  const old = new Map(before.map((rule) => [keyOf(rule.match), effectWords(rule.effect)]))
  const now = new Map(rules.map((rule) => [keyOf(rule.match), effectWords(rule.effect)]))
  return {
    added: [...now.keys()].filter((key) => !old.has(key)).length,
    removed: [...old.keys()].filter((key) => !now.has(key)).length,
    changed: [...now].filter(([key, effect]) => old.has(key) && old.get(key) !== effect).length,
  }
}

export function versionLines({ versions }: MappingView, reading: Reading) {
  return versions.map(({ effectiveFrom, publishedAt, ...version }) => ({
    ...version,
    from: when(effectiveFrom, reading),
    published: when(publishedAt, reading),
  }))
}

export function wordLine({ lastSeenAt, verdict, ...word }: WordView, reading: Reading) {
  return { ...word, words: saidWords(word), lastSeen: when(lastSeenAt, reading), kind: verdict.kind }
}
export type WordLine = ReturnType<typeof wordLine>

/** Words that a draft reads otherwise than the version in force. */
export function triedLines({ words }: TryView) {
  return words
    .filter(({ isChanged }) => isChanged)
    .map((word) => ({
      words: saidWords(word),
      count: word.count,
      before: verdictWords(word.before),
      after: verdictWords(word.after),
    }))
}
export type TriedLine = ReturnType<typeof triedLines>[number]

export function againLines({ total, words }: ApplyPreview) {
  return {
    total,
    lines: words.map((word) => ({ words: saidWords(word), count: word.count, effect: verdictWords(word.verdict) })),
  }
}
