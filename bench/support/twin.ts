import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client'
import { uuidv7 } from 'uuidv7'
import { root } from '#stack/folders.ts'
import { twinCommand } from '../baselines/twin.ts'

/** The bare twin in a worker process of its own, and a client that plays lifecycles on it. */
export async function openTwin(address: string) {
  const child = fork(join(root, 'bench', 'baselines', 'twin-worker.ts'), [address], {
    execArgv: ['--stack-trace-limit=1'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  const connection = await Connection.connect({ address })
  const client = new Client({ connection })

  async function start(workflowType = 'twinWorkflow'): Promise<string> {
    const workflowId = `twin-${uuidv7()}`
    const commandId = uuidv7()
    await client.workflow.executeUpdateWithStart(twinCommand, {
      args: [{ commandId, type: 'book', last: false }],
      updateId: commandId,
      startWorkflowOperation: new WithStartWorkflowOperation(workflowType, {
        workflowId,
        taskQueue: 'twin',
        args: [],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    })
    return workflowId
  }

  async function send(workflowId: string, type: string, last = false): Promise<void> {
    const commandId = uuidv7()
    const args = [{ commandId, type, last }] as const
    await client.workflow.getHandle(workflowId).executeUpdate(twinCommand, { args: [...args], updateId: commandId })
  }

  return {
    client,
    pid: child.pid ?? 0,
    start,
    send,
    /** One life of `updates` Updates, the first of which starts it. */
    live: async (updates: number, workflowType?: string): Promise<string> => {
      const workflowId = await start(workflowType)
      for (let n = 2; n <= updates; n++) await send(workflowId, 'step', n === updates)
      return workflowId
    },
    tasksOf: async (workflowId: string): Promise<number> => {
      const { events } = await client.workflow.getHandle(workflowId).fetchHistory()
      return events?.filter((event) => event.workflowTaskCompletedEventAttributes).length ?? 0
    },
    close: async (): Promise<void> => {
      await connection.close()
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
