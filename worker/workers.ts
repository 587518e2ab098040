import { totalmem } from 'node:os'
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker'
import type { EffectActivities } from '#activities/effects.ts'
import type { ImportActivities } from '#activities/imports/run.ts'
import type { JobActivities } from '#activities/jobs.ts'
import type { OutboxActivities } from '#activities/outbox.ts'
import type { ProjectionActivities } from '#activities/projection.ts'
import type { WebhookActivities } from '#activities/webhook-endpoint.ts'
import { queues } from '#workflows/messages.ts'

export type WorkerParts = {
  connection: NativeConnection
  namespace: string
  bundlePath: string
  projection: ProjectionActivities
  io: EffectActivities & Partial<OutboxActivities & WebhookActivities>
  /** Long work; left out where a test has none. */
  bulk?: JobActivities & ImportActivities
}

const bytesOfACached = 300_000

/**
 * How many shipments stay in memory: what half of it holds, at 270 kB each with what waits to be collected (measured). Each
 * makes each task a little dearer, so that there is an end; one that is not there is replayed (docs/decisions/0022).
 */
const mostCached = Math.min(10_000, Math.floor(memoryHere() / 2 / bytesOfACached))

/** In a container its limit counts, not the machine's memory. */
function memoryHere(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
}

/** The workers of one process: shipments with their projection, outside effects, and long work. */
export async function createWorkers(parts: WorkerParts): Promise<Worker[]> {
  const { connection, namespace } = parts
  const common = {
    connection,
    namespace,
    shutdownGraceTime: '20s',
    shutdownForceTime: '30s',
  } satisfies Partial<WorkerOptions>
  const shipment = await Worker.create({
    ...common,
    taskQueue: queues.shipment,
    workflowBundle: { codePath: parts.bundlePath },
    activities: parts.projection,
    maxCachedWorkflows: mostCached,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 100,
    workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 10 },
    // A crash costs the shipments in its cache this wait.
    stickyQueueScheduleToStartTimeout: '5s',
  })
  const io = await Worker.create({
    ...common,
    taskQueue: queues.io,
    activities: parts.io,
    maxConcurrentActivityTaskExecutions: 40,
  })
  if (!parts.bulk) return [shipment, io]
  const bulk = await Worker.create({
    ...common,
    taskQueue: queues.bulk,
    activities: parts.bulk,
    // Most of them wait for their turn: a few long imports must not keep a short one out.
    maxConcurrentActivityTaskExecutions: 20,
  })
  return [shipment, io, bulk]
}
