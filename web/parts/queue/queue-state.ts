import type { QueueLine } from '../../server/present-exception.server.ts'
import type { QueueChanges, QueuePage } from '../../server/queue.server.ts'

/** `flash` grows with every change that somebody else made, so that the row lights up once. */
export type QueueEntry = { line: QueueLine; flash: number; act: RowAct | null }

/** What the viewer's own command on a row is doing. */
export type RowAct = { stage: 'sent' | 'slow' | 'applied' | 'refused'; words: string }

export type QueueState = {
  /** Frozen: a row never moves while somebody looks at it. */
  order: readonly string[]
  entries: ReadonlyMap<string, QueueEntry>
  /** New ones that wait behind a button. */
  waiting: ReadonlySet<string>
  nextCursor: string | null
  /** The last line as it was read: what is new before it belongs into the list. Null when everything was read. */
  end: QueueLine | null
  readAtMs: number
  sort: Sort
}

export type Sort = 'nextEscalationAt' | 'newest'

export type QueueEvent =
  | { kind: 'read'; page: QueuePage; sort: Sort }
  | { kind: 'more'; page: QueuePage }
  | { kind: 'changed'; changes: QueueChanges }
  | { kind: 'act'; id: string; act: RowAct | null }

/** A list as a page of it begins. */
export function queueFrom({ lines, nextCursor, readAtMs }: QueuePage, sort: Sort): QueueState {
  return {
    order: lines.map(({ id }) => id),
    entries: new Map(lines.map((line) => [line.id, { line, flash: 0, act: null }])),
    waiting: new Set(),
    nextCursor,
    end: endOf(lines, nextCursor),
    readAtMs,
    sort,
  }
}

function endOf(lines: readonly QueueLine[], nextCursor: string | null): QueueLine | null {
  return nextCursor === null ? null : (lines.at(-1) ?? null)
}

/** The list after something happened: rows change in place, and none of them ever moves. */
export function queueAfter(state: QueueState, event: QueueEvent): QueueState {
  switch (event.kind) {
    case 'read':
      return queueFrom(event.page, event.sort)
    case 'more':
      return grown(state, event.page)
    case 'changed':
      return changed(state, event.changes)
    case 'act':
      return acted(state, event)
  }
}

type Rows = Pick<QueuePage, 'lines' | 'nextCursor'>

function grown(state: QueueState, { lines, nextCursor }: Rows): QueueState {
  const fresh = lines.filter(({ id }) => !state.entries.has(id))
  const entries = new Map(state.entries)
  for (const line of fresh) entries.set(line.id, { line, flash: 0, act: null })
  const waiting = new Set([...state.waiting].filter((id) => !entries.has(id)))
  const order = [...state.order, ...fresh.map(({ id }) => id)]
  return { ...state, order, entries, waiting, nextCursor, end: endOf(lines, nextCursor) }
}

function changed(state: QueueState, { changed: lines, first, raised }: QueueChanges): QueueState {
  const known = [...lines, ...first, ...raised].filter(({ id }) => state.entries.has(id))
  const entries = new Map(state.entries)
  for (const line of known) {
    const before = entries.get(line.id)
    if (!before || isSame(before.line, line)) continue
    entries.set(line.id, { ...before, line, flash: before.flash + 1 })
  }
  const { end, sort } = state
  const isWithin = (line: QueueLine) => end === null || isBefore(line, end, sort)
  const strangers = [...first.filter(isWithin), ...raised].filter(({ id }) => !state.entries.has(id))
  // In an empty list nothing can move: there they show at once.
  if (state.order.length === 0) return grown(state, { lines: uniqueOf(strangers), nextCursor: state.nextCursor })
  const waiting = new Set([...state.waiting, ...strangers.map(({ id }) => id)])
  return { ...state, entries, waiting }
}

function uniqueOf(lines: readonly QueueLine[]): QueueLine[] {
  return [...new Map(lines.map((line) => [line.id, line])).values()]
}

function isBefore(a: QueueLine, b: QueueLine, sort: Sort): boolean {
  if (sort === 'newest') return a.id > b.id
  const [aMs, bMs] = [a.next?.ms ?? Number.POSITIVE_INFINITY, b.next?.ms ?? Number.POSITIVE_INFINITY]
  return aMs < bMs || (aMs === bMs && a.id < b.id)
}

const shown = ['state', 'level', 'severity', 'owner', 'pausedBy', 'signals', 'status', 'reason'] as const

function isSame(a: QueueLine, b: QueueLine): boolean {
  if (a.next?.ms !== b.next?.ms || a.sleepsUntil?.ms !== b.sleepsUntil?.ms) return false
  return shown.every((name) => a[name] === b[name])
}

function acted(state: QueueState, { id, act }: Extract<QueueEvent, { kind: 'act' }>): QueueState {
  const before = state.entries.get(id)
  return before ? { ...state, entries: new Map(state.entries).set(id, { ...before, act }) } : state
}

const firstRows = 50

/** Rows that should stand among the first ones and do not any more: somebody has closed or moved them. */
export function vanishedFrom(
  { order, entries, sort }: QueueState,
  { first }: QueueChanges,
  isGone: (line: QueueLine) => boolean,
): string[] {
  const last = first.length < firstRows ? null : first.at(-1)
  const there = new Set(first.map(({ id }) => id))
  return order.filter((id) => {
    const line = entries.get(id)?.line
    return line && !there.has(id) && !isGone(line) && (!last || isBefore(line, last, sort))
  })
}
