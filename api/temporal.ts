import { Client, Connection } from '@temporalio/client'
import { AppError } from '#domain/errors.ts'
import { queues } from '#workflows/messages.ts'

const probeEveryMs = 2_000
const probeDeadlineMs = 300

export type Temporal = ReturnType<typeof openTemporal>

export type TemporalSettings = { address: string; namespace: string }

/**
 * The lazy connection to Temporal, with a probe that knows within two seconds whether it is there: reads go on without
 * it, writes are refused at once instead of hanging.
 */
export function openTemporal({ address, namespace }: TemporalSettings) {
  const connection = Connection.lazy({ address })
  const client = new Client({ connection, namespace })
  let state: 'unknown' | 'up' | 'down' = 'unknown'
  let probe: Promise<void> | null = null

  async function look(): Promise<void> {
    try {
      await connection.withDeadline(Date.now() + probeDeadlineMs, () => connection.workflowService.getSystemInfo({}))
      state = 'up'
    } catch {
      state = 'down'
    } finally {
      probe = null
    }
  }

  function refresh(): Promise<void> {
    probe ??= look()
    return probe
  }

  const timer = setInterval(() => void refresh(), probeEveryMs)
  timer.unref()

  return {
    client,
    connection,
    /** As the last probe found it. */
    isUp: async (): Promise<boolean> => {
      if (state === 'unknown') await refresh()
      return state === 'up'
    },
    /** As it is now. */
    probe: async (): Promise<boolean> => {
      await refresh()
      return state === 'up'
    },
    /** Throws the answer that a write gets while Temporal is away. */
    demand: async (): Promise<void> => {
      if (state !== 'up') await refresh()
      if (state !== 'up') throw away()
    },
    /** Whether somebody has asked for shipment work in the last minute. */
    hasWorker: async (): Promise<boolean> => {
      const answer = await connection.withDeadline(Date.now() + probeDeadlineMs, () =>
        connection.workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name: queues.shipment },
          taskQueueType: 1,
        }),
      )
      return (answer.pollers ?? []).length > 0
    },
    close: async (): Promise<void> => {
      clearInterval(timer)
      await connection.close()
    },
  }
}

export function away(): AppError {
  return new AppError('unavailable', 'Shipments cannot be changed just now; reading works. Try again in a moment.', {
    retryAfterSeconds: 2,
  })
}
