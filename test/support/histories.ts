import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { root } from '#stack/folders.ts'
import { shipmentWorkflowId } from '#workflows/messages.ts'
import type { World } from './world.ts'

export const historiesFolder = join(root, 'test', 'histories')

/** Saves the history of a shipment's scenario when it is asked for (RECORD=1); every release replays what is saved. */
export async function keepHistory(world: World, id: string, scenario: string): Promise<void> {
  await keepWorkflow(world.client, shipmentWorkflowId(id), `shipment/${scenario}`)
}

/** The same of any workflow; `name` is its kind and scenario, with a stroke between. */
export async function keepWorkflow(client: Client, workflowId: string, name: string): Promise<void> {
  if (process.env.RECORD !== '1') return
  const history = historyToJSON(await client.workflow.getHandle(workflowId).fetchHistory())
  const file = join(historiesFolder, `${name}.json`)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `${JSON.stringify(JSON.parse(history))}\n`)
}
