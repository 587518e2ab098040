import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { root } from '#stack/folders.ts'
import type { World } from './world.ts'

export const historiesFolder = join(root, 'test', 'histories', 'shipment')

/** Saves the history of a scenario when it is asked for (RECORD=1); every release replays what is saved. */
export async function keepHistory(world: World, id: string, scenario: string): Promise<void> {
  if (process.env.RECORD !== '1') return
  const text = historyToJSON(await world.history(id))
  mkdirSync(historiesFolder, { recursive: true })
  writeFileSync(join(historiesFolder, `${scenario}.json`), `${JSON.stringify(JSON.parse(text))}\n`)
}
