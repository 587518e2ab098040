import type { HistoryRow } from '#domain/views.ts'

type Attributes = Readonly<Record<string, unknown>>

type Row = { group: HistoryRow['group']; words: (attributes: Attributes) => string }

/** Temporal's event types in plain words; those that are absent are shown by their own name. */
const rows: Readonly<Record<string, Row>> = {
  workflowExecutionStarted: { group: 'start', words: () => 'The shipment’s workflow begins' },
  workflowExecutionUpdateAccepted: {
    group: 'command',
    words: (a) => `Command accepted: ${firstOf(a, 'acceptedRequest', 'input', 'args', 'type')}`,
  },
  workflowExecutionUpdateCompleted: { group: 'command', words: () => 'Command answered' },
  workflowExecutionSignaled: { group: 'command', words: (a) => `Report received: ${firstOf(a, 'input', 'type')}` },
  timerStarted: { group: 'timer', words: (a) => `Deadline set: in ${durationOf(a.startToFireTimeout)}` },
  timerFired: { group: 'timer', words: () => 'The deadline has come' },
  timerCanceled: { group: 'timer', words: () => 'Deadline taken back' },
  activityTaskScheduled: {
    group: 'payment',
    words: (a) => `Payment asked for: ${firstOf(a, 'input', 'effect', 'kind')}`,
  },
  activityTaskStarted: { group: 'payment', words: (a) => `Payment call, attempt ${String(a.attempt ?? 1)}` },
  activityTaskCompleted: {
    group: 'payment',
    words: (a) => `Payment answered: ${firstOf(a, 'result', 'payload', 'kind')}`,
  },
  activityTaskFailed: { group: 'payment', words: () => 'Payment call failed' },
  activityTaskTimedOut: { group: 'payment', words: () => 'Payment call got no answer' },
  markerRecorded: { group: 'projection', words: () => 'Written to PostgreSQL' },
  workflowTaskScheduled: { group: 'task', words: () => 'Work is due' },
  workflowTaskStarted: { group: 'task', words: () => 'A worker takes it' },
  workflowTaskCompleted: { group: 'task', words: () => 'The worker has decided' },
  workflowTaskFailed: { group: 'task', words: () => 'The worker failed; another try follows' },
  workflowTaskTimedOut: { group: 'task', words: () => 'The worker did not answer in time' },
  workflowExecutionCompleted: { group: 'end', words: () => 'The shipment’s workflow is complete' },
  workflowExecutionContinuedAsNew: { group: 'end', words: () => 'Goes on in a new run' },
  workflowExecutionFailed: { group: 'end', words: () => 'The workflow failed' },
  workflowExecutionTerminated: { group: 'end', words: () => 'The workflow was terminated' },
}

/** What one event of a history means. `type` is Temporal's own name, with a small first letter. */
export function historyWords(type: string, attributes: Attributes): Pick<HistoryRow, 'group' | 'words'> {
  const row = rows[type]
  return { group: row?.group ?? 'other', words: row ? row.words(attributes) : type }
}

/** Follows a path; of a list its first member is meant. */
function firstOf(from: unknown, ...path: string[]): string {
  let at: unknown = from
  for (const step of path) {
    if (Array.isArray(at)) at = at[0]
    at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined
  }
  return typeof at === 'string' ? at.replaceAll('_', ' ') : 'unknown'
}

function durationOf(duration: unknown): string {
  const seconds = Number(typeof duration === 'object' && duration !== null ? Reflect.get(duration, 'seconds') : 0)
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
