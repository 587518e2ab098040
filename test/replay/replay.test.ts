import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils'
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import { expect, inject, test } from 'vitest'
import { historiesFolder } from '../support/histories.ts'

test('every saved history replays on this bundle', async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const names = readdirSync(historiesFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  )
  expect(names.length).toBeGreaterThanOrEqual(15)
  const histories = names.map((name) => ({
    workflowId: name,
    history: historyFromJSON(JSON.parse(readFileSync(join(historiesFolder, name), 'utf8'))),
  }))
  const options = { workflowBundle: { codePath: inject('workflowBundlePath') } }
  const failed: string[] = []
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    if (error) failed.push(`${workflowId}: ${error.message}`)
  }
  expect(failed).toEqual([])
})
