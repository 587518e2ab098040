import { log } from '@temporalio/activity'
import {
  type Client,
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { ItemEnd } from '#db/jobs.ts'
import type { Command } from '#domain/payloads.ts'
import { command as commandUpdate, shipmentWorkflowId } from '#workflows/messages.ts'

const deadlineMs = 15_000

/** Code of gRPC: what the service cannot take today it will not take tomorrow. */
const invalidArgument = 3

/** What became of a row; null when nobody could say, and the same command is to be sent again. */
export async function sendRow(
  { connection, workflow }: Client,
  shipmentId: string,
  command: Command,
): Promise<Omit<ItemEnd, 'index'> | null> {
  const handle = workflow.getHandle(shipmentWorkflowId(shipmentId))
  try {
    await connection.withDeadline(Date.now() + deadlineMs, () =>
      handle.executeUpdate(commandUpdate, { args: [command], updateId: command.commandId }),
    )
    return { state: 'applied', code: null, message: null }
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return refusedEnd(error)
    if (error instanceof WorkflowNotFoundError) {
      return { state: 'refused', code: 'not_now', message: 'The shipment is closed.' }
    }
    if (isPassing(error)) return null
    // Another try would fail alike, and hold up the rows behind it for ever.
    log.error('a row could not be sent', { shipmentId, commandId: command.commandId, reason: String(error) })
    return { state: 'failed', code: 'internal', message: 'It could not be sent. The log of the worker says why.' }
  }
}

function refusedEnd({ cause }: WorkflowUpdateFailedError): Omit<ItemEnd, 'index'> {
  const code = cause instanceof ApplicationFailure ? (cause.type ?? 'internal') : 'internal'
  return { state: 'refused', code, message: cause?.message ?? 'It was refused.' }
}

/** Away, busy or slow: the update's id makes a repeat harmless. */
export function isPassing(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true
  const cause = error instanceof ServiceError ? error.cause : error
  return isGrpcServiceError(cause) && cause.code !== invalidArgument
}
