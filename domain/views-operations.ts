import type { ExceptionType } from './exception-types.ts'
import type { StaffChannel } from './ladder-steps.ts'
import type { BulletinKind } from './payloads.ts'
import type { Status } from './status.ts'
import type { Instant, Money } from './views.ts'

/** What a command would do, told before it is given. Nothing is changed by asking. */
export type PreviewView = {
  isAllowed: boolean
  /** Why not, in words, with the field where there is one. */
  refusal: { code: string; message: string; pointer: string | null } | null
  /** One sentence for each thing that would happen, the weightiest first. */
  words: readonly string[]
  statusAfter: Status | null
  /** Money that would move, by what is done with it. */
  money: readonly { kind: 'capture' | 'release' | 'refund' | 'hold' | 'charge' | 'credit'; amount: Money }[]
  /** Who would be told, by what. */
  tells: readonly { audience: 'S' | 'R' | 'C' | 'D' | 'P'; channels: string }[]
}

export const jobKinds = ['bulk', 'bulletin', 'policy', 'what_if', 'mapping'] as const
export type JobKind = (typeof jobKinds)[number]

export const jobStates = ['running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

/** What became of one row of a job. */
export type JobResult = {
  index: number
  shipmentId: string
  trackingNumber: string | null
  commandId: string
  state: 'waiting' | 'applied' | 'refused' | 'failed'
  code: string | null
  message: string | null
}

/** One piece of long work: it goes on whatever process dies, and every row has its own answer. */
export type JobView = {
  id: string
  kind: JobKind
  title: string
  state: JobState
  done: number
  total: number
  applied: number
  refused: number
  createdAt: Instant
  finishedAt: Instant | null
  /** The rows of a bulk, a page of them; absent in lists. */
  results?: readonly JobResult[]
  /** What a what-if found; absent while it runs. */
  outcome?: WhatIfOutcome
}

export type ZoneView = { code: string; name: string; country: string; postcodePrefixes: readonly string[] }

export type BulletinView = {
  id: string
  zone: string
  zoneName: string
  kind: BulletinKind
  text: string
  from: Instant
  until: Instant
  endedAt: Instant | null
  publishedBy: string
  /** How many shipments it has reached. */
  shipments: number
  jobId: string | null
}

export type DeliveryState = 'waiting' | 'sent' | 'failed' | 'held'

/** One alert to one person. */
export type AlertView = {
  id: string
  exceptionId: string | null
  shipmentId: string | null
  trackingNumber: string | null
  type: ExceptionType | null
  level: number
  /** What is wrong and why I am told, in one sentence. */
  words: string
  createdAt: Instant
  readAt: Instant | null
  deliveries: readonly { channel: StaffChannel; state: DeliveryState; at: Instant | null; failure: string | null }[]
}

/** How somebody wants to be told. Levels 3 and 4 cannot be switched off. */
export type AlertPreferencesView = {
  email: boolean
  sms: boolean
  webhook: boolean
  phone: string | null
  webhookUrl: string | null
  sound: boolean
  /** Local times such as `21:00` and `08:00`; null for no quiet hours. */
  quietFrom: string | null
  quietTo: string | null
  zone: string
  /** Types that are muted until an instant. */
  muted: readonly { type: ExceptionType; until: Instant }[]
}

/** A shipment whose status is outdated. */
export type StaleRow = {
  shipmentId: string
  trackingNumber: string
  status: Status
  carriage: string
  partnerId: string | null
  partnerName: string | null
  courierId: string | null
  courierName: string | null
  zone: string | null
  enteredAt: Instant
  staleSince: Instant
  /** Whole minutes since it is outdated. */
  ageMinutes: number
  openExceptions: number
}

export type StaleReport = {
  at: Instant
  total: number
  byStatus: readonly { status: Status; count: number; oldestMinutes: number }[]
  rows: readonly StaleRow[]
  nextCursor: string | null
}

export type PolicyFigures = {
  exceptions: number
  alerts: number
  byLevel: Readonly<Record<string, number>>
  byType: readonly { type: ExceptionType; exceptions: number; alerts: number; worstLevel: number }[]
  peopleHours: number
}

/** The stored history of some days under the policy as it is, and under a draft. */
export type WhatIfOutcome = {
  shipments: number
  days: number
  seconds: number
  now: PolicyFigures
  draft: PolicyFigures
}
