import type { Pool } from 'pg'
import { createGroupCommit } from './group-commit.ts'
import { batchOf, type Projection } from './projection-batch.ts'

export type ProjectionActivities = ReturnType<typeof createProjectionActivities>

/** How long a row for the outside waits: longer than any attempt of a workflow task that history may never see. */
export const safeOutboxWaitMs = 20_000

/** The only writer of the read model. Every error may pass: the workflow tries again until PostgreSQL has it. */
export function createProjectionActivities(pool: Pool, outboxWaitMs = safeOutboxWaitMs) {
  const commit = createGroupCommit(pool)
  return {
    async project(projection: Projection): Promise<void> {
      const isWritten = await commit(batchOf(projection, outboxWaitMs))
      if (!isWritten) throw new Error('A newer attempt has written this shipment already.')
    },
  }
}
