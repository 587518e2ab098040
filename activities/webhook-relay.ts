import type { Client } from '@temporalio/client'
import type { DatabasePool } from 'slonik'
import { fanOutWebhooks, takeDueEndpoints } from '#db/webhook-relay.ts'
import { webhookEndpointStart, webhookEndpointWorkflowType } from '#workflows/messages.ts'

const eventsAtOnce = 500

/** Makes messages of what partners are to be told, and starts whoever sends them; true when more is waiting. */
export async function relayWebhooks({ pool, client }: { pool: DatabasePool; client: Client }): Promise<boolean> {
  const rows = await fanOutWebhooks(pool, eventsAtOnce)
  for (const id of await takeDueEndpoints(pool)) {
    await client.workflow.start(webhookEndpointWorkflowType, webhookEndpointStart(id))
  }
  return rows === eventsAtOnce
}
