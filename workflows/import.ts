import * as wf from '@temporalio/workflow'
import type { ImportActivities } from '#activities/imports/run.ts'
import type { ImportRun } from './messages.ts'

const { runImport } = wf.proxyActivities<ImportActivities>({
  taskQueue: 'bulk',
  startToCloseTimeout: '6h',
  // A worker that dies is missed after this; the next one goes on with the rows that have no answer.
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/** A partner's rows, staged or told to their shipments. All that it knows is in PostgreSQL: it costs two workflow tasks. */
export async function importWorkflow(run: ImportRun): Promise<void> {
  await runImport(run)
}
