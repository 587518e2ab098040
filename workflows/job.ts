import * as wf from '@temporalio/workflow'
import type { JobActivities } from '#activities/jobs.ts'

const { runJob } = wf.proxyActivities<JobActivities>({
  taskQueue: 'bulk',
  startToCloseTimeout: '6h',
  // A worker that dies is missed after this; the next one goes on with the rows that are left.
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/** Sends the rows of a job, one after the other. All that it knows is in PostgreSQL: it costs one workflow task. */
export async function jobWorkflow(jobId: string): Promise<void> {
  await runJob(jobId)
}
