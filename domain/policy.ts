import type { OpenHours } from './calendar.ts'
import { dayMs, hourMs, knownDurationMs } from './durations.ts'
import { type Clock, type ExceptionType, exceptionRow, exceptionTypes } from './exception-types.ts'
import type { LadderStep } from './ladder-steps.ts'

/** Every allowance that a service level may set (lifecycle.md §6, words on the wire), with next_day's default. */
export const defaultAllowances = {
  choose: 'PT30M',
  pay: 'PT30M',
  assign: 'PT15M',
  first_scan: 'PT24H',
  expiry: 'P45D',
  accept: 'PT10M',
  start: 'PT15M',
  window: 'PT0S',
  dwell: 'PT15M',
  silence: 'PT24H',
  lost_watch: 'P7D',
  stop_late: 'PT30M',
  decision: 'PT24H',
  reattempt: 'P1D',
  collect: 'P7D',
  verify: 'PT72H',
  settle: 'PT24H',
  refund: 'PT24H',
  claim: 'P5D',
  return: 'P7D',
  handover: 'PT30M',
  undo: 'PT15M',
} as const satisfies Record<string, string>

export type AllowanceKey = keyof typeof defaultAllowances
export const allowanceKeys = Object.keys(defaultAllowances) as AllowanceKey[]

export const proofKinds = ['photo', 'signature', 'scan', 'pin', 'geofence', 'id'] as const
export type ProofKind = (typeof proofKinds)[number]

export const proofDemands = ['off', 'optional', 'warn', 'required'] as const
export type ProofDemand = (typeof proofDemands)[number]

/** The four levels start at these multiples of the SLA (lifecycle.md §5.2). */
export const defaultLadder: readonly number[] = [0, 1, 2, 4]

/** Working time that both calendars count, from the booking on; null is always open (C1, C4). */
export type PolicyHours = Record<Clock, OpenHours | null>

export const alwaysOpen: PolicyHours = { ops: null, office: null }

/** A day of each clock in open time: 07:00 to 22:00, and 1 wd = 10 wh. */
const openDayMs: Record<Clock, number> = { ops: 15 * hourMs, office: 10 * hourMs }

/** The rules of a service level, copied into a shipment at booking; nothing changes them afterwards (C5). */
export type Policy = {
  level: string
  version: number
  allowancesMs: Record<AllowanceKey, number>
  slasMs: Record<ExceptionType, number>
  /** The SLA of money that is settled after the journey, or whose hold lapses (E11). */
  settlingSlaMs: number
  /** Multiples of the SLA at which levels 1 to 4 begin. */
  ladder: readonly number[]
  /** Types with a ladder of their own. */
  ladders: Partial<Record<ExceptionType, readonly LadderStep[]>>
  calendar: string
  hours: PolicyHours
  /** A working day in open time: 10 h of the office, or 24 h where it is always open. */
  workDayMs: number
  attempts: number
  pod: Record<ProofKind, ProofDemand>
}

/** A service level as an admin writes it; what is missing takes next_day's. The promise is worked out by the booking. */
export type ServiceLevelDocument = {
  name: string
  allowances: Partial<Record<AllowanceKey, string>> & { promise?: unknown }
  slas: Partial<Record<ExceptionType, string>>
  ladder: readonly number[]
  ladders?: Partial<Record<ExceptionType, readonly LadderStep[]>>
  calendar: string
  attempts: number
  podPolicy: Partial<Record<ProofKind, ProofDemand>>
}

type Level = { code: string; version: number; hours?: PolicyHours }

/** The snapshot of a service level. The document was checked when it was saved. */
export function policyOf({ code, version, hours = alwaysOpen }: Level, document: ServiceLevelDocument): Policy {
  const allowances = { ...defaultAllowances, ...document.allowances }
  const slaMs = (clock: Clock, text: string) => knownDurationMs(text, hours[clock] ? openDayMs[clock] : dayMs)
  const slaOf = (type: ExceptionType) => document.slas[type] ?? exceptionRow(type).sla
  return {
    level: code,
    version,
    // A claim has working days; every other allowance is elapsed time.
    allowancesMs: byKey(allowanceKeys, (key) =>
      key === 'claim' ? slaMs('office', allowances.claim) : knownDurationMs(allowances[key]),
    ),
    slasMs: byKey(exceptionTypes, (type) => slaMs(exceptionRow(type).clock, slaOf(type))),
    settlingSlaMs: slaMs('office', document.slas.payment_overdue ?? 'P1D'),
    ladder: document.ladder,
    ladders: document.ladders ?? {},
    calendar: document.calendar,
    hours,
    workDayMs: hours.office ? openDayMs.office : dayMs,
    attempts: document.attempts,
    pod: byKey(proofKinds, (kind) => document.podPolicy[kind] ?? 'off'),
  }
}

/** A policy of an older release with what it did not know yet. */
export function completePolicy(policy: Policy): Policy {
  return {
    ...policy,
    ladders: policy.ladders ?? {},
    hours: policy.hours ?? alwaysOpen,
    workDayMs: policy.workDayMs ?? dayMs,
  }
}

function byKey<K extends string, V>(keys: readonly K[], valueFor: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, valueFor(key)])) as Record<K, V>
}
