import {
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { Command } from '#domain/commands.ts'
import type { BookCommand } from '#domain/decide.ts'
import { AppError, type ErrorCode, problems, type Refusal } from '#domain/errors.ts'
import { freshShipment } from '#domain/shipment.ts'
import { command, type Outcome, queues, report, shipmentWorkflowId, shipmentWorkflowType } from '#workflows/messages.ts'
import { away, type Temporal } from '../temporal.ts'

const deadlineMs = 4_000
const longWaitMs = 60_000
const mostInFlight = 10

/** What became of a command: decided; accepted and still running; or the workflow has ended (or never was). */
export type Sent =
  | { kind: 'done'; outcome: Outcome }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'pending'; later: Promise<'applied' | Refusal | null> }
  | { kind: 'gone' }

export type Sender = ReturnType<typeof createSender>

/** The one way to a shipment's workflow. Every call has a deadline; a repeat under the same id is never done twice. */
export function createSender(temporal: Temporal) {
  const { client, connection } = temporal
  const inFlight = new Map<string, number>()

  async function counted<T>(shipmentId: string, work: () => Promise<T>): Promise<T> {
    const running = inFlight.get(shipmentId) ?? 0
    if (running >= mostInFlight) {
      throw new AppError('too_many_requests', 'Too many commands for this shipment at once.', { retryAfterSeconds: 1 })
    }
    inFlight.set(shipmentId, running + 1)
    try {
      return await work()
    } finally {
      const left = (inFlight.get(shipmentId) ?? 1) - 1
      if (left > 0) inFlight.set(shipmentId, left)
      else inFlight.delete(shipmentId)
    }
  }

  /** The outcome of an accepted update, however long it takes within a minute. */
  async function laterOutcome(shipmentId: string, updateId: string): Promise<'applied' | Refusal | null> {
    const update = client.workflow.getHandle(shipmentWorkflowId(shipmentId)).getUpdateHandle<Outcome>(updateId)
    try {
      await connection.withDeadline(Date.now() + longWaitMs, () => update.result())
      return 'applied'
    } catch (error) {
      return refusalOf(error)
    }
  }

  async function attempt(shipmentId: string, given: Command): Promise<Sent> {
    let isDurable = false
    const handle = client.workflow.getHandle(shipmentWorkflowId(shipmentId))
    try {
      const outcome = await connection.withDeadline(Date.now() + deadlineMs, async () => {
        const update = await handle.startUpdate(command, {
          args: [given],
          updateId: given.commandId,
          waitForStage: 'ACCEPTED',
        })
        isDurable = true
        return await update.result()
      })
      return { kind: 'done', outcome }
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal) return { kind: 'refused', refusal }
      if (error instanceof WorkflowNotFoundError) return { kind: 'gone' }
      if (isDurable || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isDeadline(error)) {
        if (!isDurable && !(await temporal.isUp())) throw away()
        return { kind: 'pending', later: laterOutcome(shipmentId, given.commandId) }
      }
      throw translated(error)
    }
  }

  return {
    send: async (shipmentId: string, given: Command): Promise<Sent> => {
      await temporal.demand()
      return await counted(shipmentId, async () => {
        try {
          return await attempt(shipmentId, given)
        } catch (error) {
          // A workflow task failed under it; the SDK does not try again by itself.
          if (codeOf(error) !== 9) throw error
          return await attempt(shipmentId, given)
        }
      })
    },

    /** Starts the workflow with its first command, in one call. */
    book: async (shipmentId: string, given: BookCommand): Promise<void> => {
      await temporal.demand()
      const startWorkflowOperation = new WithStartWorkflowOperation(shipmentWorkflowType, {
        workflowId: shipmentWorkflowId(shipmentId),
        taskQueue: queues.shipment,
        args: [{ shipment: freshShipment(shipmentId), ring: [] }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      })
      try {
        await connection.withDeadline(Date.now() + deadlineMs, () =>
          client.workflow.executeUpdateWithStart(command, {
            args: [given],
            updateId: given.commandId,
            startWorkflowOperation,
          }),
        )
      } catch (error) {
        throw translated(error)
      }
    },

    /** Tells a shipment something that nobody waits for. */
    report: async (shipmentId: string, given: Command): Promise<void> => {
      const handle = client.workflow.getHandle(shipmentWorkflowId(shipmentId))
      await connection.withDeadline(Date.now() + deadlineMs, () => handle.signal(report, given))
    },
  }
}

/** The refusal that a failed update carries, as the workflow said it. */
function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof WorkflowUpdateFailedError)) return null
  const { cause } = error
  if (!(cause instanceof ApplicationFailure) || !isErrorCode(cause.type)) return null
  const detail = cause.details?.[0] as Refusal | undefined
  return { code: cause.type, message: cause.message, ...(detail?.errors && { errors: detail.errors }) }
}

function isErrorCode(text: string | null | undefined): text is ErrorCode {
  return typeof text === 'string' && text in problems
}

function codeOf(error: unknown): number | null {
  const cause = error instanceof ServiceError ? error.cause : error
  return isGrpcServiceError(cause) ? cause.code : null
}

function isDeadline(error: unknown): boolean {
  const code = codeOf(error)
  return code === 4 || code === 1
}

/** What Temporal could not do for us now, in our words; anything else stays what it is. */
function translated(error: unknown): unknown {
  const refusal = refusalOf(error)
  if (refusal) return new AppError(refusal.code, refusal.message, refusal.errors ? { errors: refusal.errors } : {})
  const code = codeOf(error)
  if (code === 8) {
    return new AppError('too_many_requests', 'Too many commands at once.', { retryAfterSeconds: 1 })
  }
  const isAway = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || code !== null
  return isAway && code !== 9 ? away() : error
}
