import type { Client } from '@temporalio/client'
import type { DatabasePool } from 'slonik'
import { listStartableBulletins } from '#db/bulletins.ts'
import { listStartableImports } from '#db/imports.ts'
import { listStartableJobs } from '#db/jobs.ts'
import {
  bulletinStart,
  bulletinWorkflowType,
  importStart,
  importWorkflowType,
  jobStart,
  jobWorkflowType,
} from '#workflows/messages.ts'

/** How often it is looked for, in milliseconds. */
export const lookForLostStartsMs = 20_000

/**
 * Starts long work whose rows are stored and whose start was lost: the server died between the two, or Temporal was
 * away. What runs already is not touched.
 */
export async function startWhatWasLost({ pool, client }: { pool: DatabasePool; client: Client }): Promise<void> {
  for (const { id } of await listStartableJobs(pool)) await client.workflow.start(jobWorkflowType, jobStart(id))
  for (const run of await listStartableImports(pool)) {
    await client.workflow.start(importWorkflowType, importStart(run))
  }
  for (const bulletin of await listStartableBulletins(pool)) {
    await client.workflow.start(bulletinWorkflowType, bulletinStart(bulletin))
  }
}
