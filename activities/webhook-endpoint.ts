import { Context } from '@temporalio/activity'
import type { DatabasePool } from 'slonik'
import { Webhook } from 'standardwebhooks'
import { writeAudit } from '#db/audit.ts'
import { unseal } from '#db/sealed.ts'
import { disableEndpoint } from '#db/webhook-endpoints.ts'
import {
  claimMessages,
  type DueMessage,
  finishMessage,
  hasLostPatience,
  postponeMessage,
  recallMessages,
  releaseEndpoint,
  restFrom,
  type Target,
  takeEndpoint,
} from '#db/webhook-sending.ts'
import { pauseAfterMs } from '#domain/webhooks.ts'
import type { WebhookCall, WebhookOutcome, WebhookPoster } from './webhook.ts'

export type WebhookDependencies = {
  pool: DatabasePool
  post: WebhookPoster
  /** Unseals the secrets that sign. */
  secret: string
  /** Aborted when the worker stops. */
  stopping: AbortSignal
}

export type WebhookActivities = ReturnType<typeof createWebhookActivities>

const roundMs = 10 * 60_000
const atOnce = 10
const gone = 410

/** Sends what waits for one endpoint. */
export function createWebhookActivities(deps: WebhookDependencies) {
  return {
    /** Until nothing is due, or for ten minutes: whoever starts work finds what is left. */
    async drainWebhooks(endpointId: string): Promise<void> {
      const context = Context.current()
      const ending = AbortSignal.any([context.cancellationSignal, deps.stopping])
      await drainEndpoint(deps, endpointId, { ending, beat: () => context.heartbeat() })
    },
  }
}

type Pace = { ending: AbortSignal; beat: () => void }

/** At least once, each under its own id; of one shipment in order, while other shipments go on. */
export async function drainEndpoint(
  deps: WebhookDependencies,
  endpointId: string,
  { ending, beat }: Pace,
): Promise<void> {
  const { pool } = deps
  const endsAtMs = Date.now() + roundMs
  while (Date.now() < endsAtMs && !ending.aborted) {
    beat()
    const target = await takeEndpoint(pool, endpointId)
    if (!target) break
    const limit = target.failures >= restFrom ? 1 : atOnce
    const messages = await claimMessages(pool, { endpointId, limit })
    if (messages.length === 0) break
    const outcomes = await Promise.all(messages.map((message) => deliver(deps, target, message)))
    const sent = outcomes.filter(({ kind }) => kind === 'sent').length
    if (sent > 0 && target.isAway) await recallMessages(pool, endpointId)
    if (sent < outcomes.length) await giveUpOn(pool, endpointId, outcomes)
  }
  await releaseEndpoint(pool, endpointId)
}

async function deliver(deps: WebhookDependencies, target: Target, message: DueMessage): Promise<WebhookOutcome> {
  const startedAtMs = performance.now()
  const call = signed(deps.secret, target, message)
  const outcome: WebhookOutcome = call ? await deps.post(call) : unreadable
  const durationMs = Math.round(performance.now() - startedAtMs)
  const attempt = { endpointId: target.id, message, durationMs }
  if (outcome.kind === 'sent') {
    await finishMessage(deps.pool, { ...attempt, status: outcome.status, reason: null })
  } else {
    const status = outcome.kind === 'failed' ? outcome.status : null
    const failed = { ...attempt, status, reason: outcome.reason }
    await postponeMessage(deps.pool, failed, pauseAfterMs(message.attempts))
  }
  return outcome
}

const unreadable: WebhookOutcome = {
  kind: 'failed',
  reason: 'its secret cannot be read any more: make a new one',
  status: null,
}

/** By Standard Webhooks: each live secret signs id, instant and body. Null when none of them can be read. */
function signed(secret: string, { url, secrets }: Target, { messageId: uuid, body }: DueMessage): WebhookCall | null {
  const messageId = `msg_${uuid}`
  const at = new Date()
  const readable = secrets.map((sealed) => unseal(secret, sealed)).filter((one) => one !== null)
  if (readable.length === 0) return null
  const headers = {
    'Webhook-Timestamp': String(Math.floor(at.getTime() / 1000)),
    'Webhook-Signature': readable.map((one) => new Webhook(one).sign(messageId, at, body)).join(' '),
  }
  return { url, messageId, body, headers }
}

/** A receiver that says so is gone for good; one that nothing reaches for days is taken for it. */
async function giveUpOn(pool: DatabasePool, endpointId: string, outcomes: readonly WebhookOutcome[]): Promise<void> {
  const isGone = outcomes.some((outcome) => outcome.kind === 'failed' && outcome.status === gone)
  if (!isGone && !(await hasLostPatience(pool, endpointId))) return
  const reason = isGone ? 'gone' : 'failing'
  await pool.transaction(async (tx) => {
    if (!(await disableEndpoint(tx, endpointId, reason))) return
    await writeAudit(tx, {
      actorId: null,
      actorName: 'Waybill',
      action: 'webhook_endpoint.disabled',
      subject: { kind: 'webhook_endpoint', id: endpointId },
      before: { state: 'enabled' },
      after: { state: 'disabled', reason },
    })
  })
}
