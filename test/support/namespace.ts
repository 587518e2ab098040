import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import { inject } from 'vitest'

export type TestNamespace = AsyncDisposable & { connection: Connection; namespace: string; address: string }

/** A Temporal namespace of one's own on the shared server: its queues and ids meet nobody else's. */
export async function createNamespace(address = inject('temporalAddress')): Promise<TestNamespace> {
  const connection = await Connection.connect({ address })
  const namespace = `test-${randomBytes(6).toString('hex')}`
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('3 days') })
  for (let tries = 0; ; tries++) {
    try {
      await connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 })
      break
    } catch (error) {
      if (tries >= 100) throw error
      await sleep(100)
    }
  }
  return { connection, namespace, address, [Symbol.asyncDispose]: () => connection.close() }
}
