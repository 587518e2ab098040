import { type HoldReason, holdReasons, holdRow } from '#domain/holds.ts'
import type { ShipmentView } from '#domain/views.ts'
import { capital, type Reading, when } from '../format.ts'

/** What stops the work, why, until when, and when somebody must look at it. */
export function holdsOf({ holds }: Pick<ShipmentView, 'holds'>, reading: Reading) {
  return holds.map(({ reason, until, reviewAt, clockStopped }) => ({
    reason,
    name: nameOf(reason),
    until: until && when(until, reading),
    review: reviewAt && when(reviewAt, reading),
    clock: clockStopped ? 'The clock stands still.' : 'The clock goes on.',
    // A bulletin's own end lifts its hold.
    isGiven: reason !== 'bulletin',
  }))
}

export type HoldLine = ReturnType<typeof holdsOf>[number]

function nameOf(reason: string): string {
  return isHoldReason(reason) ? holdRow(reason).name : capital(reason)
}

const known: readonly string[] = holdReasons

function isHoldReason(reason: string): reason is HoldReason {
  return known.includes(reason)
}
