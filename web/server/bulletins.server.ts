import type { BulletinView, JobView } from '#domain/views-operations.ts'
import { type Reading, when } from '../format.ts'
import { instantFrom } from './act-fields.server.ts'
import { filled, textOf } from './form.server.ts'
import { jobOf } from './present-jobs.server.ts'

/** A bulletin as a line, with its job where that is the viewer's own. */
export function bulletinOf(bulletin: BulletinView, jobs: readonly JobView[], reading: Reading) {
  const { id, zoneName, kind, text, from, until, endedAt, publishedBy, shipments, jobId } = bulletin
  const job = jobs.find((one) => one.id === jobId)
  return {
    id,
    zoneName,
    kind,
    text,
    from: when(from, reading),
    until: when(until, reading),
    ended: endedAt ? when(endedAt, reading) : null,
    publishedBy,
    shipments,
    job: job ? jobOf(job, reading) : null,
  }
}

export type BulletinLine = ReturnType<typeof bulletinOf>

/** What the form says, as the service takes it. */
export function bulletinInputOf(form: FormData, zone: string) {
  const until = textOf(form, 'until')
  return filled({
    zoneId: textOf(form, 'zoneId'),
    kind: textOf(form, 'kind'),
    text: textOf(form, 'text'),
    until: until && instantFrom(until, zone),
  })
}
