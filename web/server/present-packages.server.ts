import type { DelayFlag } from '#domain/delay.ts'
import { OPEN, type Status } from '#domain/status.ts'
import type { ShipmentSummary } from '#domain/views.ts'
import { statusNames } from '#domain/words.ts'
import { type Reading, when } from '../format.ts'
import { isComing } from './present-customer.server.ts'

/** What the list of packages can be narrowed to, as the query of the service. */
export const packageViews = {
  all: { name: 'All', query: {} },
  late: { name: 'Late', query: { overdue: 'true' } },
  trouble: { name: 'With a problem', query: { hasException: 'true' } },
} as const
export type PackageView = keyof typeof packageViews

export function viewOf(text: string | null): PackageView {
  return text === 'late' || text === 'trouble' ? text : 'all'
}

/** Statuses for a list, in the order of the walk. */
export const statusChoices = [
  { value: '', label: 'Any status' },
  ...[...OPEN, 'closed' as const].map((status: Status) => ({ value: status, label: statusNames[status] })),
]

/** One parcel of the list with its delay flag. */
export function packageLine(item: ShipmentSummary, reading: Reading) {
  const { id, trackingNumber, reference, status, senderCity, recipientCity, openExceptions } = item
  return {
    id,
    trackingNumber,
    reference,
    status,
    route: `${senderCity} → ${recipientCity}`,
    delay: delayFlag(item, reading.nowMs),
    problems: openExceptions,
    by: item.promiseTo && isComing(status) && status !== 'delivered' ? when(item.promiseTo, reading) : null,
    updated: when(item.updatedAt, reading),
  }
}
export type PackageLine = ReturnType<typeof packageLine>

/** The same as on the parcel's own page, from what a list knows. */
function delayFlag({ status, promiseTo, openExceptions }: ShipmentSummary, nowMs: number): DelayFlag {
  if (!isComing(status) || status === 'delivered') return 'on_time'
  if (promiseTo && Date.parse(promiseTo) < nowMs) return 'late'
  return openExceptions > 0 ? 'at_risk' : 'on_time'
}
