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
    throw error
  }
}

function refusedEnd({ cause }: WorkflowUpdateFailedError): Omit<ItemEnd, 'index'> {
  const code = cause instanceof ApplicationFailure ? (cause.type ?? 'internal') : 'internal'
  return { state: 'refused', code, message: cause?.message ?? 'It was refused.' }
}

/** Away, busy or slow: the update's id makes a repeat harmless. */
function isPassing(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true
  return isGrpcServiceError(error instanceof ServiceError ? error.cause : error)
}
