import type { Client } from '@temporalio/client'
import type { DatabasePool } from 'slonik'
import { fanOutWebhooks, listUntold, markTold, type SwitchedOff, takeDueEndpoints } from '#db/webhook-relay.ts'
import { webhookEndpointStart, webhookEndpointWorkflowType } from '#workflows/messages.ts'
import type { Mailer } from './mail.ts'
import { renderSwitchedOff } from './webhook-mail.ts'

const eventsAtOnce = 500

/** How often partners whose endpoint is off are looked for, in milliseconds. */
export const tellSwitchedOffMs = 20_000

/** Makes messages of what partners are to be told, and starts whoever sends them; true when more is waiting. */
export async function relayWebhooks({ pool, client }: { pool: DatabasePool; client: Client }): Promise<boolean> {
  const rows = await fanOutWebhooks(pool, eventsAtOnce)
  for (const id of await takeDueEndpoints(pool)) {
    await client.workflow.start(webhookEndpointWorkflowType, webhookEndpointStart(id))
  }
  return rows === eventsAtOnce
}

export type Telling = { pool: DatabasePool; mailer: Mailer; publicUrl: string }

/** Tells the people of a partner by mail that we have switched off their endpoint (N16); who was not told is told later. */
export async function tellSwitchedOff(telling: Telling): Promise<void> {
  for (const endpoint of await listUntold(telling.pool)) {
    if (await isTold(telling, endpoint)) await markTold(telling.pool, endpoint.id)
  }
}

/** An address that the receiving server refuses counts: it will not take the next try either. */
async function isTold({ mailer, publicUrl }: Telling, endpoint: SwitchedOff): Promise<boolean> {
  const mail = renderSwitchedOff(endpoint, publicUrl)
  try {
    for (const { id, email } of endpoint.people) {
      await mailer.send({ messageId: idOf(endpoint, id), to: email, ...mail })
    }
    return true
  } catch {
    return false
  }
}

/** Made of what happened alone: a repeat after a lost answer is the same message. */
function idOf({ id, disabledAtMs }: SwitchedOff, userId: string): string {
  return `webhook-off-${id}-${disabledAtMs}-${userId}`
}
