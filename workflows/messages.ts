import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { ShipmentCommand } from '#domain/decide.ts'
import type { Refusal } from '#domain/errors.ts'
import type { Command } from '#domain/payloads.ts'
import type { Shipment } from '#domain/shipment.ts'

/** Task queues: workflows with their projection; outside effects; bulk work. */
export const queues = { shipment: 'shipment', io: 'io', bulk: 'bulk' } as const

export const shipmentWorkflowType = 'shipmentWorkflow'
export const deliveryWorkflowType = 'deliveryWorkflow'
export const jobWorkflowType = 'jobWorkflow'
export const bulletinWorkflowType = 'bulletinWorkflow'
export const importWorkflowType = 'importWorkflow'
export const webhookEndpointWorkflowType = 'webhookEndpointWorkflow'

/** The one workflow that drains the outbox. */
export const deliveryWorkflowId = 'outbox-delivery'

function jobWorkflowId(jobId: string): string {
  return `job-${jobId}`
}

export function bulletinWorkflowId(bulletinId: string): string {
  return `bulletin-${bulletinId}`
}

/** A zone's bulletin, the job that tells it, and the instant at which it lifts by itself. */
export type Bulletin = { id: string; jobId: string; untilMs: number }

/** One stretch of work on an import; whoever changes its state begins another, and the older one stops. */
export type ImportRun = { id: string; run: number }

const twiceIsOnce = { taskQueue: queues.shipment, workflowIdConflictPolicy: 'USE_EXISTING' } as const

/** How the work of a job is started; a repeat finds it running and changes nothing. */
export function jobStart(jobId: string) {
  return { ...twiceIsOnce, workflowId: jobWorkflowId(jobId), args: [jobId] }
}

/** How the life of a bulletin is started, under the same rule. */
export function bulletinStart(bulletin: Bulletin) {
  return { ...twiceIsOnce, workflowId: bulletinWorkflowId(bulletin.id), args: [bulletin] }
}

/** How a stretch of work on an import is started, under the same rule. */
export function importStart({ id, run }: ImportRun) {
  return { ...twiceIsOnce, workflowId: `import-${id}-${run}`, args: [{ id, run }] }
}

/** How the sending to an endpoint is started, under the same rule. */
export function webhookEndpointStart(endpointId: string) {
  return { ...twiceIsOnce, workflowId: `webhook-endpoint-${endpointId}`, args: [endpointId] }
}

export function shipmentWorkflowId(shipmentId: string): string {
  return `shipment-${shipmentId}`
}

/** What became of a command: the number of its last event, and why nothing happened if it was refused. */
export type Outcome = { commandId: string; seq: number; refusal?: Refusal }

/** What one run of the workflow hands to the next: the state, and the last commands with their outcomes. */
export type Carried = { shipment: Shipment; ring: Outcome[] }

/** A person's command. Answers once PostgreSQL has it; a refusal fails the update with its code as type. */
export const command = defineUpdate<Outcome, [ShipmentCommand]>('command')

/** A machine's report, which nobody waits for. One that is refused is recorded on the timeline. */
export const report = defineSignal<[Command]>('report')

/** Several reports of one shipment in their order: they cost one task. */
export const reports = defineSignal<[readonly Command[]]>('reports')

/** What only the workflow knows: its own state. */
export const shipmentState = defineQuery<Shipment>('shipmentState')

/** A bulletin ends earlier than planned. */
export const endBulletin = defineSignal('endBulletin')
