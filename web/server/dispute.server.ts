import type { ExceptionType } from '#domain/exception-types.ts'
import { disputeKinds } from '#domain/payloads.ts'
import type { EventView, ShipmentView } from '#domain/views.ts'
import { type Reading, when } from '../format.ts'
import { disputeNames } from '../words/recipient.ts'

const types: readonly ExceptionType[] = ['disputed', 'damaged_or_missing']

/** A report about a delivery, as whoever made it follows it. */
export type DisputeCase = { isOpen: boolean; facts: readonly { name: string; value: string }[]; next: string }

/** What became of the last report; null where nothing was ever reported. */
export function disputeOf(
  { exceptions, trackingNumber }: ShipmentView,
  events: readonly EventView[],
  reading: Reading,
): DisputeCase | null {
  const report = events.findLast(({ type }) => type === 'delivery_disputed')
  if (!report) return null
  const open = exceptions.find(({ type, state }) => types.includes(type) && state !== 'resolved')
  const kind = disputeKinds.find((known) => known === report.data.kind)
  const answerBy = open && Date.parse(open.slaDueAt) > reading.nowMs ? when(open.slaDueAt, reading).text : null
  const facts = [
    { name: 'Case', value: trackingNumber },
    { name: 'Reported', value: when(report.occurredAt, reading).text },
    ...(kind ? [{ name: 'What is wrong', value: disputeNames[kind].name }] : []),
    { name: 'State', value: open ? 'Open: our staff looks into it' : 'Answered' },
    ...(answerBy ? [{ name: 'Answer until', value: answerBy }] : []),
  ]
  return { isOpen: open !== undefined, facts, next: open ? openWords : closedWords }
}

const openWords =
  'Nothing is charged while the case is open. We ask the courier, look at the proof of delivery, and write to you what comes of it.'
const closedWords = 'The case is closed. If you do not agree, write us a note and we look at it again.'
