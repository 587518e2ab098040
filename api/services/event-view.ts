import type { EventRow, NoteRow } from '#db/events.ts'
import { type Actor, type ActorKind, actorKinds, actorNames } from '#domain/actors.ts'
import type { EventBody, EventType } from '#domain/events.ts'
import type { EventView } from '#domain/views.ts'
import { eventWords } from '#domain/words.ts'
import { instantOf } from './instants.ts'
import { isAny } from './relation.ts'

const staffKinds: readonly ActorKind[] = ['A', 'V', 'D', 'F']

/** How our house works is nobody else's business. */
const inside: readonly EventType[] = [
  'offered',
  'offer_withdrawn',
  'offer_declined',
  'fact_kept',
  'report_refused',
  'exception_raised',
  'exception_joined',
  'exception_noted',
  'exception_reopened',
  'exception_escalated',
  'exception_acknowledged',
  'exception_snoozed',
  'exception_woken',
  'exception_taken',
  'exception_handled',
  'exception_resolved',
  'timer_fired',
  'capture_asked',
  'telemetry_noted',
  'incident_reported',
  'policy_applied',
  'pod_overridden',
  'mapping_applied',
]
const aboutMoney: readonly EventType[] = ['payment_started', 'money_noted', 'settlement_decided']

/** What of an event's data people outside get to see. */
const open = [
  'reason',
  'attempt',
  'window',
  'step',
  'stop',
  'option',
  'method',
  'kind',
  'feeMinor',
  'parcels',
  'isLapse',
  'isDefault',
  'untilMs',
  'stopsClock',
  'cause',
  'to',
]

/** Events as one viewer may see them; a page keeps its numbers, so some are missing in between. */
export function eventViews(
  rows: readonly EventRow[],
  { actors, notes }: { actors: readonly Actor[]; notes: readonly NoteRow[] },
): EventView[] {
  const isStaff = isAny(actors, ...staffKinds)
  const texts = new Map(notes.map((note) => [note.id, note]))
  return rows.flatMap((row) => {
    const body = bodyOf(row)
    const note = noteOf(body, texts)
    if (!isStaff && !isForOutside(body, actors, note)) return []
    const data = isStaff ? withoutPolicy(row.data) : Object.fromEntries(open.map((key) => [key, row.data[key]]))
    const isNoteShown = note !== null && (isStaff || note.audience === 'everyone')
    return [
      {
        seq: row.seq,
        type: row.type,
        words: eventWords(body),
        occurredAt: instantOf(row.occurredAtMs),
        recordedAt: instantOf(row.recordedAtMs),
        actor: { kind: row.actorKind, id: isStaff ? row.actorId : null, name: nameOf(row, isStaff) },
        source: row.source,
        data: { ...defined(data), ...(isNoteShown && { note: { text: note.text, author: note.authorName } }) },
        hash: row.hash,
      },
    ]
  })
}

/** The projection wrote type and data of one event side by side. */
export function bodyOf({ type, data }: Pick<EventRow, 'type' | 'data'>): EventBody {
  return { type, data } as unknown as EventBody
}

function noteOf({ data }: EventBody, texts: ReadonlyMap<string, NoteRow>): NoteRow | null {
  const noteId = 'noteId' in data ? data.noteId : null
  return noteId === null ? null : (texts.get(noteId) ?? null)
}

function isForOutside(body: EventBody, actors: readonly Actor[], note: NoteRow | null): boolean {
  if (inside.includes(body.type)) return false
  // What was kept only is between the partner and us.
  if (body.type === 'partner_event_kept') return isAny(actors, 'P')
  if (aboutMoney.includes(body.type)) return isAny(actors, 'S')
  if (body.type !== 'noted') return true
  return note !== null && (note.audience === 'everyone' || (note.audience === 'partner' && isAny(actors, 'P')))
}

function withoutPolicy({ policy: _, ...data }: Readonly<Record<string, unknown>>) {
  return data
}

function defined(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}

/** Customers and couriers have names to each other; our staff speaks for the house. */
function nameOf({ actorKind, actorName }: EventRow, isStaff: boolean): string {
  const kind = actorKinds.find((known) => known === actorKind) ?? 'Y'
  const isOfStaff = staffKinds.includes(kind)
  return (isStaff || !isOfStaff ? actorName : null) ?? actorNames[kind]
}
