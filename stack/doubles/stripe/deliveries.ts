import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { toWire } from './call.ts'
import type { Engine, Webhook } from './engine.ts'
import { readSetting, writeSetting } from './store.ts'

export const webhookFaultInput = z.strictObject({
  /** Drops the next n events for good, as 48 hours of silence would. */
  drop: z.number().int().min(0).default(0),
  /** Sends each event this many times more. */
  repeat: z.number().int().min(0).max(10).default(0),
  /** Collects events for a moment and sends the newest first. */
  reorder: z.boolean().default(false),
})
export type WebhookFault = z.infer<typeof webhookFaultInput>

const noFault: WebhookFault = { drop: 0, repeat: 0, reorder: false }
const idleMs = 500
const reorderWindowMs = 300
const batch = 16

type Due = { seq: string; attempts: number; event: object }

/** The `Stripe-Signature` of a body: an HMAC over the time and the exact bytes. */
export function signatureOf(body: string, secret: string, atSec: number): string {
  return `t=${atSec},v1=${createHmac('sha256', secret).update(`${atSec}.${body}`).digest('hex')}`
}

export async function setWebhookFault(engine: Engine, fault: WebhookFault): Promise<void> {
  await writeSetting(engine.pool, 'webhook_fault', fault)
}

/** Half a second after the first failure, then twice as long each time, at most a minute. */
export function backOffMs(attempts: number): number {
  return Math.min(60_000, 500 * 2 ** attempts)
}

async function takeDue(engine: Engine, reorder: boolean): Promise<Due[]> {
  const { rows } = await engine.pool.query<Due>(
    `SELECT d.seq, d.attempts, o.data AS event
     FROM stripe_double.delivery d JOIN stripe_double.object o ON o.id = d.event_id
     WHERE d.done_at IS NULL AND d.due_at <= now() - make_interval(secs => $1)
     ORDER BY CASE WHEN $2 THEN -d.seq ELSE d.seq END LIMIT $3`,
    [reorder ? reorderWindowMs / 1000 : 0, reorder, batch],
  )
  return rows
}

async function send(webhook: Webhook, body: string): Promise<string | null> {
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signatureOf(body, webhook.secret, Math.floor(Date.now() / 1000)),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    })
    await response.arrayBuffer()
    return response.ok ? null : `answered ${response.status}`
  } catch {
    return 'not reached'
  }
}

async function deliver(engine: Engine, webhook: Webhook, { due, copies }: { due: Due; copies: number }): Promise<void> {
  let trouble: string | null = null
  for (let copy = 0; copy < copies; copy++) trouble = await send(webhook, toWire(due.event))
  await engine.pool.query(
    `UPDATE stripe_double.delivery SET attempts = attempts + 1, outcome = coalesce($2, 'delivered'),
       done_at = CASE WHEN $2::text IS NULL THEN now() END, due_at = now() + make_interval(secs => $3)
     WHERE seq = $1`,
    [due.seq, trouble, backOffMs(due.attempts) / 1000],
  )
}

async function drop(engine: Engine, dues: Due[]): Promise<void> {
  await engine.pool.query(
    `UPDATE stripe_double.delivery SET done_at = now(), outcome = 'dropped' WHERE seq = ANY($1)`,
    [dues.map((due) => due.seq)],
  )
}

/** Sends what is due once; true when there may be more. */
async function deliverBatch(engine: Engine, webhook: Webhook): Promise<boolean> {
  const fault = await readSetting(engine.pool, 'webhook_fault', noFault)
  const dues = await takeDue(engine, fault.reorder)
  const dropped = dues.slice(0, fault.drop)
  if (dropped.length > 0) {
    await drop(engine, dropped)
    await setWebhookFault(engine, { ...fault, drop: fault.drop - dropped.length })
  }
  const copies = fault.repeat + 1
  const rest = dues.slice(dropped.length)
  if (fault.reorder) for (const due of rest) await deliver(engine, webhook, { due, copies })
  else await Promise.all(rest.map((due) => deliver(engine, webhook, { due, copies })))
  return dues.length === batch
}

/** Sends stored events for as long as the double runs. A crash loses none: what was not confirmed is sent again. */
export function startDeliveries(engine: Engine, eachRound: () => Promise<unknown>) {
  const stop = new AbortController()
  let waiting = new AbortController()

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      waiting = new AbortController()
      let more = false
      try {
        await eachRound()
        if (engine.webhook) more = await deliverBatch(engine, engine.webhook)
      } catch (error) {
        engine.log.warn({ err: error }, 'the Stripe double could not deliver; it tries again')
      }
      if (!more) await sleep(idleMs, null, { signal: AbortSignal.any([stop.signal, waiting.signal]) }).catch(() => null)
    }
  }

  const running = run()
  return {
    /** Something was stored: do not wait for the next look. */
    wake: () => waiting.abort(),
    close: async () => {
      stop.abort()
      await running
    },
  }
}
