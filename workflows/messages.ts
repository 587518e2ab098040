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

/** The one workflow that drains the outbox. */
export const deliveryWorkflowId = 'outbox-delivery'

export function jobWorkflowId(jobId: string): string {
  return `job-${jobId}`
}

export function bulletinWorkflowId(bulletinId: string): string {
  return `bulletin-${bulletinId}`
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

/** What only the workflow knows: its own state. */
export const shipmentState = defineQuery<Shipment>('shipmentState')

/** A bulletin ends earlier than planned. */
export const endBulletin = defineSignal('endBulletin')
