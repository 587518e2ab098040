import type { ExceptionState } from '#domain/exception-types.ts'

export type TabKey = 'mine' | 'open' | 'snoozed' | 'noise' | 'resolved'

type Row = { name: string; states: readonly ExceptionState[]; isMine?: true; sort: 'nextEscalationAt' | 'newest' }

/** The queues of the console: which exceptions each holds, and in what order. */
export const queueTable: Record<TabKey, Row> = {
  mine: { name: 'Mine', states: ['open', 'acknowledged'], isMine: true, sort: 'nextEscalationAt' },
  open: { name: 'Open', states: ['open', 'acknowledged'], sort: 'nextEscalationAt' },
  snoozed: { name: 'Snoozed', states: ['snoozed'], sort: 'nextEscalationAt' },
  noise: { name: 'Noise', states: ['noise'], sort: 'newest' },
  resolved: { name: 'Resolved', states: ['resolved'], sort: 'newest' },
}

export const tabKeys = Object.keys(queueTable) as TabKey[]

type Line = { state: ExceptionState; ownerId: string | null }
type Asked = { tab: TabKey; viewerId: string | null }

/** Whether a line still belongs to a queue; one that does not stays where it is, greyed, until the list is read anew. */
export function belongsTo({ state, ownerId }: Line, { tab, viewerId }: Asked): boolean {
  const { states, isMine } = queueTable[tab]
  return states.includes(state) && (!isMine || ownerId === viewerId)
}
