import { isIn, type Status } from '#domain/status.ts'
import type { EventView, ShipmentView } from '#domain/views.ts'
import { dayHeading, dayWords, money, type Reading, timeWords, when, windowWords } from '../format.ts'
import type { Step } from '../ui/stepper.tsx'
import type { TimelineDay, TimelineItem } from '../ui/timeline.tsx'
import { badEvents, custodianWords, goodEvents, methodWords, paymentWords, stepEvents } from '../words/journeys.ts'
import { journey, journeyStep } from '../words/statuses.ts'

type Shown = { reading: Reading; isStaff: boolean }

/** Events by day, newest first; staff also sees by whom and on what way each came. */
export function timelineOf(events: readonly EventView[], { reading, isStaff }: Shown): TimelineDay[] {
  const days = new Map<string, TimelineItem[]>()
  for (const event of events.toReversed()) {
    const heading = dayHeading(Date.parse(event.occurredAt), reading)
    const items = days.get(heading) ?? []
    items.push(itemOf(event, { reading, isStaff }))
    days.set(heading, items)
  }
  return [...days].map(([day, items]) => ({ day, items }))
}

function itemOf(event: EventView, { reading, isStaff }: Shown): TimelineItem {
  const at = when(event.occurredAt, reading)
  const tone = goodEvents.includes(event.type) ? 'good' : badEvents.includes(event.type) ? 'bad' : 'plain'
  return {
    key: String(event.seq),
    time: timeWords(at.ms, reading),
    exact: at.exact,
    iso: at.iso,
    words: event.words,
    note: isStaff
      ? `${event.actor.name}, ${event.source}, event ${event.seq}`
      : event.actor.kind === 'Y'
        ? null
        : event.actor.name,
    tone,
    quote: quoteOf(event.data.note),
  }
}

/** What somebody wrote, where the viewer may read it. */
function quoteOf(note: unknown): string | null {
  if (typeof note !== 'object' || note === null || !('text' in note)) return null
  return typeof note.text === 'string' ? note.text : null
}

const stopped: readonly Status[] = ['cancelled', 'expired', 'returned', 'lost', 'disposed']

/** The five steps of the journey, with the time of each that was reached. */
export function stepsOf({ status, outcome }: ShipmentView, events: readonly EventView[], reading: Reading): Step[] {
  const end = status === 'closed' ? (outcome ?? 'closed') : status
  const isStopped = isIn(stopped, end)
  const current = isStopped ? lastReached(events) + 1 : journeyStep(end)
  return journey.map((name, index) => {
    const event = events.findLast(({ type }) => stepEvents[index]?.includes(type))
    const state = index < current ? 'done' : index > current ? 'todo' : isStopped ? 'stopped' : 'current'
    return { name, state, note: event && index <= current ? shortTime(Date.parse(event.occurredAt), reading) : null }
  })
}

function lastReached(events: readonly EventView[]): number {
  return stepEvents.findLastIndex((types) => events.some(({ type }) => types.includes(type)))
}

function shortTime(ms: number, reading: Reading): string {
  const day = dayWords(ms, reading)
  return day === 'today' ? timeWords(ms, reading) : `${day}, ${timeWords(ms, reading)}`
}

/** The promise, and what it was at first where it has moved. */
export function promiseOf({ promise, status }: Pick<ShipmentView, 'promise' | 'status'>, reading: Reading) {
  if (!promise) return null
  const { from, to, original } = promise
  const hasMoved = from !== original[0] || to !== original[1]
  return {
    day: dayWords(Date.parse(to), reading),
    words: windowWords([from, to], reading),
    was: hasMoved ? windowWords(original, reading) : null,
    isOver: journeyStep(status) > 4,
  }
}

/** What was asked, reserved, charged and given back, in words and figures. */
export function moneyOf({ money: sums, payment }: ShipmentView) {
  if (!sums) return null
  const lines = [
    ['Price', sums.quoted, true],
    ['Reserved', sums.authorised, sums.captured.amount === 0 && sums.authorised.amount > 0],
    ['Charged', sums.captured, sums.captured.amount > 0],
    ['Refunded', sums.refunded, sums.refunded.amount > 0],
  ] as const
  return {
    state: payment?.state ?? 'none',
    sentence: paymentWords[payment?.state ?? 'none'],
    method: payment?.method ? methodWords[payment.method] : null,
    declineReason: payment?.declineReason ?? null,
    checkoutUrl: payment?.checkoutUrl ?? null,
    lines: lines.filter(([, , isShown]) => isShown).map(([label, sum]) => ({ label, sum: money(sum) })),
    cod: sums.cod ? money(sums.cod) : null,
  }
}

/** Who answers for the parcels now. */
export function custodyOf({ custodian }: ShipmentView): string {
  const words = custodianWords[custodian.kind] ?? custodian.kind
  return custodian.name && custodian.kind === 'courier' ? `With ${custodian.name}` : words
}

/** Deadlines that are armed, the soonest first. */
export function deadlinesOf({ deadlines }: ShipmentView, reading: Reading) {
  return [...deadlines]
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
    .map(({ timer, dueAt, raises }) => ({ timer, raises, due: when(dueAt, reading) }))
}
