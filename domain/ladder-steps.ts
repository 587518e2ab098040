/** Whom a level of the ladder can tell: the owner of the exception, or a role of the staff. */
export const ladderReaders = ['owner', 'dispatcher', 'supervisor', 'admin'] as const
export type LadderReader = (typeof ladderReaders)[number]

/** By which ways the staff is told. */
export const staffChannels = ['app', 'email', 'sms', 'webhook'] as const
export type StaffChannel = (typeof staffChannels)[number]

/** One level of a ladder: it begins `after` so many times the SLA, and tells these people in these ways. */
export type LadderStep = { after: number; who: readonly LadderReader[]; channels: readonly StaffChannel[] }

/** The four levels of a type that has no ladder of its own (lifecycle.md §5.2). */
export const defaultSteps: readonly LadderStep[] = [
  { after: 0, who: ['owner'], channels: ['app', 'email'] },
  { after: 1, who: ['dispatcher'], channels: ['app', 'email'] },
  { after: 2, who: ['supervisor'], channels: ['app', 'email', 'sms', 'webhook'] },
  { after: 4, who: ['admin'], channels: ['app', 'email', 'sms', 'webhook'] },
]
