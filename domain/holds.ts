import type { ActorKind } from './actors.ts'
import { addOpenMs } from './calendar.ts'
import { hourMs } from './durations.ts'
import type { Cause } from './exception-types.ts'
import type { Policy } from './policy.ts'

/** The clock a hold's review runs on, and how long it has: office hours or days (`wh`, `wd` of lifecycle.md). */
type Review = { workHours: number } | 'planned_end'

type Row = {
  /** The words on a page. */
  name: string
  by: readonly ActorKind[]
  /** Whether the clock stops while it lasts. */
  stops: (facts: { retentionReason: string | null; cause: Cause }) => boolean
  /** When somebody must look at it again; null for never. */
  review: Review | null
  /** At `until` it ends by itself, or becomes an exception. */
  atEnd: 'released' | 'hold_ended'
}

/** Why work on a shipment may be stopped, who may, and what it does to the clock (lifecycle.md §2.3). */
export const holdTable = {
  customer: { name: 'Customer', by: ['S', 'R', 'D'], stops: () => true, review: null, atEnd: 'released' },
  payment: {
    name: 'Payment',
    by: ['Y', 'D'],
    stops: ({ retentionReason }) => retentionReason !== null,
    review: { workHours: 10 },
    atEnd: 'hold_ended',
  },
  customs: {
    name: 'Customs',
    by: ['P', 'D'],
    stops: ({ retentionReason }) => retentionReason !== null,
    review: { workHours: 10 },
    atEnd: 'hold_ended',
  },
  address: {
    name: 'Address',
    by: ['Y', 'D', 'P'],
    stops: ({ cause }) => cause === 'S' || cause === 'N',
    review: { workHours: 4 },
    atEnd: 'hold_ended',
  },
  security: { name: 'Security', by: ['D'], stops: () => true, review: { workHours: 4 }, atEnd: 'hold_ended' },
  depot: { name: 'Depot', by: ['D', 'P'], stops: () => false, review: { workHours: 4 }, atEnd: 'hold_ended' },
  bulletin: { name: 'Bulletin', by: ['Y'], stops: () => true, review: 'planned_end', atEnd: 'released' },
} as const satisfies Record<string, Row>

export type HoldReason = keyof typeof holdTable
export const holdReasons = Object.keys(holdTable) as HoldReason[]

/** What people and partners may hold a shipment for; a bulletin holds by itself. */
export const givenHoldReasons = ['customer', 'payment', 'customs', 'address', 'security', 'depot'] as const

/** The longest that anything may be held, in days (as DHL). */
export const longestHoldDays = 30

/** The row of a hold, with its fields widened so that rules can read any of them alike. */
export function holdRow(reason: HoldReason): Row {
  return holdTable[reason]
}

/** A hold on a shipment; at most one for each reason. */
export type Hold = {
  reason: HoldReason
  placedAtMs: number
  /** When it is planned to end; null while nobody knows. */
  untilMs: number | null
  stopsClock: boolean
  /** When somebody must look at it; null once that has become an exception, or where no review is due. */
  reviewAtMs: number | null
  /** `untilMs` as long as it has still to be acted on. */
  endsAtMs: number | null
  bulletinId: string | null
}

/** The instants that holds wait for: `hold_review:<reason>` and `hold_until:<reason>`. */
export function holdsPending(holds: readonly Hold[]): { timer: string; armedForMs: number }[] {
  return holds.flatMap(({ reason, reviewAtMs, endsAtMs }) => [
    ...(reviewAtMs === null ? [] : [{ timer: `hold_review:${reason}`, armedForMs: reviewAtMs }]),
    ...(endsAtMs === null ? [] : [{ timer: `hold_until:${reason}`, armedForMs: endsAtMs }]),
  ])
}

/** When somebody must look at a hold again, counted from an instant; null where no review is due. */
export function nextReviewMs(
  { hours, workDayMs }: Pick<Policy, 'hours' | 'workDayMs'>,
  { reason, untilMs }: Pick<Hold, 'reason' | 'untilMs'>,
  fromMs: number,
): number | null {
  const { review } = holdRow(reason)
  if (review === null) return null
  // A bulletin lifts by itself at its planned end; somebody looks only when it has not.
  if (review === 'planned_end' && untilMs !== null && untilMs > fromMs) return addOpenMs(hours.office, untilMs, hourMs)
  const openMs = review === 'planned_end' ? workDayMs : review.workHours * hourMs
  return addOpenMs(hours.office, fromMs, openMs)
}
