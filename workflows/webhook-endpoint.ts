import * as wf from '@temporalio/workflow'
import type { WebhookActivities } from '#activities/webhook-endpoint.ts'

const { drainWebhooks } = wf.proxyActivities<WebhookActivities>({
  taskQueue: 'io',
  startToCloseTimeout: '15m',
  // A worker that dies is missed after this; the next one goes on with the messages that are left.
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/**
 * Sends what is due for one endpoint, and ends: whatever waits, waits in PostgreSQL, and the relay starts it again. One
 * at a time for each endpoint, because of its id; no endpoint waits for another.
 */
export async function webhookEndpointWorkflow(endpointId: string): Promise<void> {
  await drainWebhooks(endpointId)
}
