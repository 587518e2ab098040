import * as wf from '@temporalio/workflow'
import type { JobActivities } from '#activities/jobs.ts'
import { type Bulletin, endBulletin } from './messages.ts'

const { runJob, liftBulletin } = wf.proxyActivities<JobActivities>({
  taskQueue: 'bulk',
  startToCloseTimeout: '6h',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/** A zone's bulletin: it reaches every shipment, waits for its end, and lifts by itself. */
export async function bulletinWorkflow({ id, jobId, untilMs }: Bulletin): Promise<void> {
  let isEnded = false
  wf.setHandler(endBulletin, () => {
    isEnded = true
  })
  await runJob(jobId)
  await wf.condition(() => isEnded, Math.max(1, untilMs - Date.now()))
  await runJob(await liftBulletin(id))
}
