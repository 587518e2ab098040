import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { setWebhookFault, webhookFaultInput } from './deliveries.ts'
import type { Engine } from './engine.ts'
import { endWhatIsDue } from './expiry.ts'
import { armFault, disarmFaults, faultInput } from './faults.ts'
import { openDispute } from './refunds.ts'

type EffectRow = { key: string | null; kind: string; count: number; amount: number }

async function listEffects(engine: Engine, keyPrefix: string): Promise<EffectRow[]> {
  const { rows } = await engine.pool.query<EffectRow>(
    `SELECT key, kind, count(*)::int AS count, sum(amount)::float8 AS amount FROM stripe_double.effect
     WHERE starts_with(coalesce(key, ''), $1) GROUP BY key, kind ORDER BY min(seq) LIMIT 100000`,
    [keyPrefix],
  )
  return rows
}

async function countWaiting(engine: Engine): Promise<number> {
  const { rows } = await engine.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM stripe_double.delivery WHERE done_at IS NULL',
  )
  return rows[0]?.count ?? 0
}

/** Answers 400 with the reason instead of leaving a test to guess. */
function answering(work: (req: Request) => Promise<object>) {
  return async function answer(req: Request, res: Response): Promise<void> {
    try {
      res.json(await work(req))
    } catch (error) {
      res.status(400).json({ error: error instanceof Error ? error.message : 'not understood' })
    }
  }
}

/** The switches under `/_double`: health, effects, faults, webhooks, clock, disputes. JSON in and out. */
export function controlRoutes(engine: Engine, wake: () => void): Router {
  const router = Router()
  router.get(
    '/health',
    answering(async () => ({ ok: true, webhooksWaiting: await countWaiting(engine) })),
  )
  router.get(
    '/effects',
    answering(async (req) => {
      const items = await listEffects(engine, typeof req.query.key === 'string' ? req.query.key : '')
      return { items }
    }),
  )
  router.post(
    '/faults',
    answering(async (req) => {
      await armFault(engine.pool, faultInput.parse(JSON.parse(req.body)))
      return { armed: true }
    }),
  )
  router.delete(
    '/faults',
    answering(async () => {
      await disarmFaults(engine.pool)
      await setWebhookFault(engine, webhookFaultInput.parse({}))
      return { armed: false }
    }),
  )
  router.post(
    '/webhooks',
    answering(async (req) => {
      await setWebhookFault(engine, webhookFaultInput.parse(JSON.parse(req.body)))
      return { set: true }
    }),
  )
  router.post(
    '/clock',
    answering(async (req) => {
      const { advanceSeconds } = z.strictObject({ advanceSeconds: z.number().int() }).parse(JSON.parse(req.body))
      await engine.advanceClock(advanceSeconds)
      const ended = await endWhatIsDue(engine)
      wake()
      return { nowSec: engine.nowSec(), ended }
    }),
  )
  router.post(
    '/disputes',
    answering(async (req) => {
      const { paymentIntent } = z.strictObject({ paymentIntent: z.string() }).parse(JSON.parse(req.body))
      const dispute = await engine.inTransaction((call) => openDispute(call, paymentIntent))
      wake()
      return dispute
    }),
  )
  return router
}
