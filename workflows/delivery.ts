import * as wf from '@temporalio/workflow'
import type { OutboxActivities } from '#activities/outbox.ts'

const { drainOutbox } = wf.proxyActivities<OutboxActivities>({
  taskQueue: 'io',
  startToCloseTimeout: '15m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/**
 * Sends what the outbox holds, for ever. One activity drains for minutes at a time and heartbeats, so that waiting
 * costs no workflow task; when its worker dies, the next attempt goes on from the rows that are still unsent.
 */
export async function deliveryWorkflow(): Promise<void> {
  for (let round = 0; round < 50; round++) await drainOutbox()
  await wf.continueAsNew<typeof deliveryWorkflow>()
}
