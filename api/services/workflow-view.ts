import { WorkflowNotFoundError } from '@temporalio/client'
import { AppError } from '#domain/errors.ts'
import type { HistoryRow, WorkflowView } from '#domain/views.ts'
import { shipmentState, shipmentWorkflowId } from '#workflows/messages.ts'
import type { Temporal } from '../temporal.ts'
import { historyWords } from './history-words.ts'
import { instantOf } from './instants.ts'

const deadlineMs = 4_000
const queryDeadlineMs = 1_000
const mostEvents = 2_000

export type WorkflowDeps = { temporal: Temporal; temporalUiUrl: string | undefined }

type Handle = ReturnType<Temporal['client']['workflow']['getHandle']>

/** What Temporal itself knows of a shipment: for admins, in words and raw. */
export async function readWorkflow(
  { temporal, temporalUiUrl }: WorkflowDeps,
  shipmentId: string,
): Promise<WorkflowView> {
  await temporal.demand()
  const { client, connection } = temporal
  const workflowId = shipmentWorkflowId(shipmentId)
  const handle = client.workflow.getHandle(workflowId)
  try {
    const [description, history] = await connection.withDeadline(Date.now() + deadlineMs, () =>
      Promise.all([handle.describe(), handle.fetchHistory()]),
    )
    const { runId, status, historyLength, raw } = description
    const namespace = encodeURIComponent(client.options.namespace)
    return {
      workflowId,
      runId,
      status: status.name.toLowerCase(),
      historyLength,
      historyBytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0),
      pending: pendingOf(raw),
      state: await stateOf(temporal, handle),
      events: (history.events ?? []).slice(-mostEvents).map(rowOf),
      temporalUiUrl: temporalUiUrl
        ? `${temporalUiUrl}/namespaces/${namespace}/workflows/${workflowId}/${runId}/history`
        : null,
    }
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
    throw new AppError('not_found', 'Temporal does not keep the history of this shipment any more.')
  }
}

/** The workflow's own answer; null when no worker gave one in time. */
async function stateOf({ connection }: Temporal, handle: Handle): Promise<Record<string, unknown> | null> {
  try {
    const state = await connection.withDeadline(Date.now() + queryDeadlineMs, () => handle.query(shipmentState))
    return { ...state }
  } catch {
    return null
  }
}

type Raw = Awaited<ReturnType<Handle['describe']>>['raw']

function pendingOf({ pendingActivities, pendingWorkflowTask }: Raw): WorkflowView['pending'] {
  const activities = (pendingActivities ?? []).map(({ activityType, attempt, lastFailure }) => ({
    kind: 'activity',
    type: activityType?.name ?? '',
    attempt: attempt ?? 1,
    lastFailure: lastFailure?.message ?? null,
  }))
  if (!pendingWorkflowTask) return activities
  return [...activities, { kind: 'task', type: '', attempt: pendingWorkflowTask.attempt ?? 1, lastFailure: null }]
}

type HistoryEvent = NonNullable<Awaited<ReturnType<Handle['fetchHistory']>>['events']>[number]

function rowOf(event: HistoryEvent): HistoryRow {
  const key = Object.keys(event).find((name) => name.endsWith('EventAttributes')) ?? ''
  const type = key.replace('EventAttributes', '')
  const attributes = plainOf(Reflect.get(event, key)) as Record<string, unknown>
  const seconds = Number(event.eventTime?.seconds ?? 0)
  return {
    eventId: Number(event.eventId ?? 0),
    at: instantOf(seconds * 1000 + Math.trunc((event.eventTime?.nanos ?? 0) / 1e6)),
    ...historyWords(type, attributes),
    type: type.charAt(0).toUpperCase() + type.slice(1),
    attributes,
  }
}

/** Protobuf as plain JSON: payloads decoded, 64-bit integers as text, lists of payloads as lists. */
function plainOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value ?? null
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plainOf)
  if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array) return payloadOf(value.data)
  if ('payloads' in value && Array.isArray(value.payloads)) return value.payloads.map(plainOf)
  if ('low' in value && 'high' in value) return String(value)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([name, member]) => [name, plainOf(member)]),
  )
}

function payloadOf(data: Uint8Array): unknown {
  const text = Buffer.from(data).toString('utf8')
  try {
    const parsed: unknown = JSON.parse(text)
    return parsed
  } catch {
    return text
  }
}
