import type { JobResult, JobState } from '#domain/views-operations.ts'

type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger'
type Row = { name: string; tone: Tone }

export const jobStateTable: Record<JobState, Row> = {
  running: { name: 'Running', tone: 'info' },
  done: { name: 'Done', tone: 'ok' },
  failed: { name: 'Failed', tone: 'danger' },
  cancelled: { name: 'Cancelled', tone: 'neutral' },
}

export const resultStateTable: Record<JobResult['state'], Row> = {
  waiting: { name: 'Waiting', tone: 'neutral' },
  applied: { name: 'Applied', tone: 'ok' },
  refused: { name: 'Refused', tone: 'warn' },
  failed: { name: 'Failed', tone: 'danger' },
}
