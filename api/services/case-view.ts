import type { EventRow } from '#db/events.ts'
import type { ExceptionRow } from '#db/exceptions.ts'
import { highestLevel, levelStartsMs, stepOf } from '#domain/ladder.ts'
import type { LadderReader, StaffChannel } from '#domain/ladder-steps.ts'
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

const readerNames: Record<LadderReader, string> = {
  owner: 'the owner',
  dispatcher: 'dispatchers on duty',
  supervisor: 'supervisors',
  admin: 'administrators',
}
const channelNames: Record<StaffChannel, string> = {
  app: 'in the app',
  email: 'e-mail',
  sms: 'SMS',
  webhook: 'webhook',
}

const levels = [1, 2, 3, 4]

/** The whole ladder of an exception: what was climbed, and when the rest would be. */
export function ladderOf(shipment: Shipment, row: ExceptionRow): CaseView['ladder'] {
  const open = shipment.exceptions.find(({ id }) => id === row.id)
  const { type, reason, raisedAtMs } = row
  const from = { type, reason, ladderFromMs: open?.ladderFromMs ?? raisedAtMs, spentMs: open?.spentMs ?? 0 }
  return levels.map((level) => {
    const { who, channels } = stepOf(shipment.policy, type, level)
    const isPast = level <= row.level
    const isNext = level === row.level + 1 && row.state !== 'snoozed'
    const waits = !isPast && row.nextAtMs === null
    const atMs = isNext ? row.nextAtMs : levelStartsMs(shipment.policy, from, level)
    return {
      level,
      at: waits || atMs === null || isPast ? null : instantOf(atMs),
      isPast,
      who: who.map((reader) => readerNames[reader]).join(', '),
      channels: channels.map((channel) => channelNames[channel]).join(', '),
    }
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

type Around = { ladder: CaseView['ladder']; shipment: Shipment }

/** What happens next, when, unless somebody acts: in one sentence. */
export function nextWords(row: ExceptionRow, { ladder, shipment }: Around): string {
  if (row.state === 'resolved') return `Resolved: ${plain(row.resolution ?? 'cleared')}.`
  if (row.state === 'snoozed' && row.nextAtMs !== null) {
    return `Sleeps until ${clock.format(row.nextAtMs)}; then its ladder goes on where it stood.`
  }
  if (row.nextAtMs === null) return waitingWords(row, shipment)
  const at = clock.format(row.nextAtMs)
  if (row.level >= highestLevel) return `Next: administrators are told again on ${at}, unless resolved.`
  const step = ladder.find(({ level }) => level === row.level + 1)
  return `Next: level ${row.level + 1} tells ${step?.who} (${step?.channels}) on ${at}, unless resolved.`
}

function waitingWords({ pausedBy }: ExceptionRow, { holds }: Shipment): string {
  const hold = holds.find(({ reason }) => reason === pausedBy)
  if (!hold) return 'Nothing climbs by itself here: it is only a sign so far.'
  const until = hold.untilMs === null ? 'until it is released' : `until ${clock.format(hold.untilMs)} at the latest`
  return `Its clock stands still: the shipment is on hold (${plain(hold.reason)}) ${until}.`
}
