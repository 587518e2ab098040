import type { EventRow } from '#db/events.ts'
import type { ExceptionRow } from '#db/exceptions.ts'
import { highestLevel, levelStartsMs, levelTable } from '#domain/ladder.ts'
import type { Shipment } from '#domain/shipment.ts'
import type { CaseView } from '#domain/views.ts'
import { plain } from '#domain/words.ts'
import { bodyOf } from './event-view.ts'
import { instantOf } from './instants.ts'
import { homeZone } from './promise.ts'

const mostBefore = 12

/** Why it is here: what came just before it was raised, and all that was said about it since. */
export function causesOf(events: readonly EventRow[], { id, raisedSeq }: ExceptionRow): EventRow[] {
  const own = events.filter((row) => exceptionIdIn(row) === id)
  const first = Math.max(raisedSeq, own[0]?.seq ?? 0)
  const before = events.filter((row) => row.seq < first && exceptionIdIn(row) === null).slice(-mostBefore)
  return [...before, ...own]
}

function exceptionIdIn(row: EventRow): string | null {
  const { data } = bodyOf(row)
  if ('exceptionId' in data) return data.exceptionId
  return 'exception' in data ? data.exception.id : null
}

/** The whole ladder of an exception: what was climbed, and when the rest would be. */
export function ladderOf(shipment: Shipment, row: ExceptionRow): CaseView['ladder'] {
  const open = shipment.exceptions.find(({ id }) => id === row.id)
  const { type } = row
  const from = { type, reason: row.reason, ladderFromMs: open?.ladderFromMs ?? row.raisedAtMs }
  return levelTable.map(({ level, who, channels }) => {
    const isPast = level <= row.level
    const isNext = level === row.level + 1
    const waits = !isPast && row.nextAtMs === null
    const startsMs = levelStartsMs(shipment.policy, from, level)
    const atMs = isNext ? row.nextAtMs : startsMs
    return { level, at: waits || atMs === null ? null : instantOf(atMs), isPast, who, channels }
  })
}

const clock = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: homeZone,
})

/** What happens next, when, unless somebody acts: in one sentence. */
export function nextWords(row: ExceptionRow, ladder: CaseView['ladder']): string {
  if (row.state === 'resolved') return `Resolved: ${plain(row.resolution ?? 'cleared')}.`
  if (row.nextAtMs === null) return 'Nothing climbs by itself here: it is only a sign so far.'
  const at = clock.format(row.nextAtMs)
  if (row.level >= highestLevel) return `Next: administrators are told again on ${at}, unless resolved.`
  const step = ladder.find(({ level }) => level === row.level + 1)
  return `Next: level ${row.level + 1}, ${step?.who} ${step?.channels}, on ${at}, unless resolved.`
}
