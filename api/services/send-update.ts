import {
  type Client,
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type { BookCommand } from '#domain/decide.ts'
import { AppError, type ErrorCode, problems, type Refusal } from '#domain/errors.ts'
import type { Command } from '#domain/payloads.ts'
import { freshShipment } from '#domain/shipment.ts'
import {
  type Bulletin,
  bulletinStart,
  bulletinWorkflowType,
  command,
  endBulletin,
  type ImportRun,
  importStart,
  importWorkflowType,
  jobStart,
  jobWorkflowType,
  type Outcome,
  queues,
  report,
  shipmentWorkflowId,
  shipmentWorkflowType,
} from '#workflows/messages.ts'
import { away, type Temporal } from '../temporal.ts'

const deadlineMs = 4_000
const longWaitMs = 60_000
const mostInFlight = 10

/** Codes of gRPC. */
const cancelled = 1
const deadlineExceeded = 4
const resourceExhausted = 8
const failedPrecondition = 9

/** What became of a command: decided; accepted and still running; or the workflow has ended (or never was). */
export type Sent =
  | { kind: 'done'; outcome: Outcome }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'pending'; later: Promise<'applied' | Refusal | null> }
  | { kind: 'gone' }

export type Sender = ReturnType<typeof createSender>

type Line = { temporal: Temporal; inFlight: Map<string, number> }

/** The one way to a shipment's workflow. Every call has a deadline; a repeat under the same id is never done twice. */
export function createSender(temporal: Temporal) {
  const line: Line = { temporal, inFlight: new Map() }
  return {
    send: async (shipmentId: string, given: Command): Promise<Sent> => {
      await temporal.demand()
      return await counted(line, shipmentId, async () => {
        try {
          return await attempt(temporal, shipmentId, given)
        } catch (error) {
          // A workflow task failed under it; the SDK does not try again by itself.
          if (codeOf(error) !== failedPrecondition) throw error
          return await attempt(temporal, shipmentId, given)
        }
      })
    },

    /** Starts the workflow with its first command, in one call. */
    book: async (shipmentId: string, given: BookCommand): Promise<void> => {
      await temporal.demand()
      await startWith(temporal, shipmentId, given)
    },

    /** Refuses at once while the workflow service is away. */
    demand: () => temporal.demand(),

    /** Starts the work of a job; twice the same is once. */
    startJob: (jobId: string) =>
      translating(temporal, ({ workflow }) => workflow.start(jobWorkflowType, jobStart(jobId))),

    /** Starts a stretch of work on an import. */
    startImport: (run: ImportRun) =>
      translating(temporal, ({ workflow }) => workflow.start(importWorkflowType, importStart(run))),

    /** Starts the life of a bulletin: told, waited for, lifted. */
    startBulletin: (bulletin: Bulletin) =>
      translating(temporal, ({ workflow }) => workflow.start(bulletinWorkflowType, bulletinStart(bulletin))),

    /** Lifts a bulletin before its time, also where its start was lost. */
    endBulletin: (bulletin: Bulletin) =>
      translating(temporal, ({ workflow }) => {
        const options = { ...bulletinStart(bulletin), signal: endBulletin }
        return workflow.signalWithStart(bulletinWorkflowType, options)
      }),

    /** Tells a shipment something that nobody waits for. */
    report: async (shipmentId: string, given: Command): Promise<void> => {
      const handle = temporal.client.workflow.getHandle(shipmentWorkflowId(shipmentId))
      await temporal.connection.withDeadline(Date.now() + deadlineMs, () => handle.signal(report, given))
    },
  }
}

/** One call with a deadline, its failure in our words. */
async function translating(
  { client, connection }: Temporal,
  call: (client: Client) => Promise<unknown>,
): Promise<void> {
  try {
    await connection.withDeadline(Date.now() + deadlineMs, () => call(client))
  } catch (error) {
    throw translated(error)
  }
}

/** Temporal takes ten at once; an eleventh would wait until its deadline, so it is refused here. */
async function counted<T>({ inFlight }: Line, shipmentId: string, work: () => Promise<T>): Promise<T> {
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

async function attempt(temporal: Temporal, shipmentId: string, given: Command): Promise<Sent> {
  const { client, connection } = temporal
  const handle = client.workflow.getHandle(shipmentWorkflowId(shipmentId))
  let isDurable = false
  try {
    const outcome = await connection.withDeadline(Date.now() + deadlineMs, async () => {
      const options = { updateId: given.commandId, waitForStage: 'ACCEPTED' } as const
      const update = await handle.startUpdate(command, { args: [given], ...options })
      isDurable = true
      return await update.result()
    })
    return { kind: 'done', outcome }
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal) return { kind: 'refused', refusal }
    if (error instanceof WorkflowNotFoundError) return { kind: 'gone' }
    if (isDurable || isDeadline(error)) {
      if (!isDurable && !(await temporal.isUp())) throw away()
      return { kind: 'pending', later: laterOutcome(temporal, shipmentId, given.commandId) }
    }
    throw translated(error)
  }
}

/** The outcome of an update that was accepted, however long it takes within a minute. */
async function laterOutcome({ client, connection }: Temporal, shipmentId: string, updateId: string) {
  const update = client.workflow.getHandle(shipmentWorkflowId(shipmentId)).getUpdateHandle<Outcome>(updateId)
  try {
    await connection.withDeadline(Date.now() + longWaitMs, () => update.result())
    return 'applied'
  } catch (error) {
    return refusalOf(error)
  }
}

async function startWith({ client, connection }: Temporal, shipmentId: string, given: BookCommand): Promise<void> {
  const startWorkflowOperation = new WithStartWorkflowOperation(shipmentWorkflowType, {
    workflowId: shipmentWorkflowId(shipmentId),
    taskQueue: queues.shipment,
    args: [{ shipment: freshShipment(shipmentId), ring: [] }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  })
  const options = { updateId: given.commandId, startWorkflowOperation }
  try {
    await connection.withDeadline(Date.now() + deadlineMs, () =>
      client.workflow.executeUpdateWithStart(command, { args: [given], ...options }),
    )
  } catch (error) {
    throw translated(error)
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
  return error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || code === deadlineExceeded || code === cancelled
}

/** What Temporal could not do for us now, in our words; anything else stays what it is. */
function translated(error: unknown): unknown {
  const refusal = refusalOf(error)
  if (refusal) return new AppError(refusal.code, refusal.message, refusal.errors ? { errors: refusal.errors } : {})
  const code = codeOf(error)
  if (code === resourceExhausted) {
    return new AppError('too_many_requests', 'Too many commands at once.', { retryAfterSeconds: 1 })
  }
  const isAway = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || code !== null
  return isAway && code !== failedPrecondition ? away() : error
}
