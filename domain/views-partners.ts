import type { Delay } from './delay.ts'
import type { MappingWire } from './schemas/mapping.ts'
import type { Instant } from './views.ts'

type Rule = MappingWire['rules'][number]

/** How a document reads a word: `effect` stands where it is mapped. */
export type VerdictView = { kind: 'mapped' | 'unmapped' | 'ambiguous'; effect?: Rule['effect'] }

export type MappingOverview = {
  partnerId: string
  partnerName: string
  /** Null while the partner has none: then only our own words are understood. */
  version: number | null
  rules: number
  hasDraft: boolean
  isDraftSent: boolean
  /** Reports that nobody has understood yet; 1001 stands for more than a thousand. */
  doubted: number
}

export type MappingVersion = {
  version: number
  effectiveFrom: Instant
  publishedAt: Instant
  publishedByName: string
  reason: string
  rules: number
}

export type DraftView = {
  rules: readonly Rule[]
  revision: number
  basedOn: number | null
  updatedByName: string
  updatedAt: Instant
  isSent: boolean
}

export type MappingView = {
  partnerId: string
  partnerName: string
  /** 0 while there is none. */
  version: number
  effectiveFrom: Instant | null
  rules: readonly Rule[]
  /** Pairs of rules, by their places, that contradict each other. */
  conflicts: readonly { first: number; second: number }[]
  versions: readonly MappingVersion[]
  draft: DraftView | null
}

export type WordView = {
  code: string
  text: string
  reason: string
  count: number
  lastSeenAt: Instant
  trackingNumber: string
  verdict: VerdictView
}

/** What a document would make of words, beside what the version in force makes of them. */
export type TryView = {
  conflicts: readonly { first: number; second: number }[]
  words: readonly {
    code: string
    text: string
    reason: string
    count: number
    before: VerdictView
    after: VerdictView
    isChanged: boolean
  }[]
}

/** What reading again would do: how many reports, by word. */
export type ApplyPreview = { total: number; words: readonly Omit<WordView, 'lastSeenAt' | 'trackingNumber'>[] }

/** One report of a partner about a parcel, from its words to what came of them. */
export type ReportView = {
  commandId: string
  code: string
  text: string
  reason: string
  place: string
  occurredAt: Instant
  receivedAt: Instant
  /** How it came: `api`, `upload`, `paste`, `drop` or `back_apply`. */
  source: string
  importId: string | null
  line: number | null
  mappingVersion: number | null
  verdict: VerdictView
  saidBy: string
  outcome: 'applied' | 'kept' | 'refused' | 'waiting'
  /** Why it was kept. */
  why: string | null
  /** The event in the history. */
  seq: number | null
}

/** A parcel's log of reports, with its delay and where that comes from. */
export type TraceView = {
  delay: Omit<Delay, 'sinceMs'> & { since: Instant | null }
  reports: readonly ReportView[]
}
