import { setTimeout as sleep } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { type Call, toWire } from './call.ts'
import type { Engine } from './engine.ts'
import { expand } from './expand.ts'
import { type Answer, answerOf, Failure, invalid, isKept, parseParams } from './failure.ts'
import { takeFaults } from './faults.ts'
import { parseForm } from './form.ts'
import { type Claim, fingerprintOf, firstAnswer, keepAnswer, stillRunning } from './idempotency.ts'
import { newId } from './ids.ts'
import type { Route } from './route.ts'
import { apiVersion } from './types.ts'

const expansion = z.object({ expand: z.array(z.string()).max(10).default([]) })

const serverFault = new Failure(500, { type: 'api_error', message: 'An unknown error occurred.' })
const outage = new Failure(503, { type: 'api_error', message: 'Stripe is temporarily unavailable.' })
const rateLimit = new Failure(429, {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message: 'Too many requests.',
})

/** Refuses whoever has no test key: no live key may ever come near a double. */
function checkKey(authorization: string): void {
  if (/^Bearer (sk|rk)_test_/.test(authorization)) return
  const message =
    authorization === '' ? 'You did not provide an API key.' : 'Invalid API Key: only test keys work here.'
  throw new Failure(401, { type: 'invalid_request_error', message })
}

type Work = { route: Route; id: string; body: string; requestId: string; claim: Claim | null; fails500: boolean }

async function run(call: Call, { route, id, body, claim }: Work): Promise<Answer> {
  const form = parseForm(body)
  const { expand: paths } = parseParams(expansion, form)
  delete form.expand
  const { status, body: found } = await route.run(call, { id, params: form })
  const answer = { status, body: status === 200 ? await expand(call.db, found, paths) : found }
  if (claim) await keepAnswer(call.db, claim, answer)
  return answer
}

/** Does what the route says and keeps the answer with its effect, all in one transaction. */
async function perform(engine: Engine, work: Work): Promise<Answer> {
  const { claim, requestId } = work
  try {
    if (work.fails500) throw serverFault
    return await engine.inTransaction((call) => run(call, work), { requestId, idempotencyKey: claim?.key ?? null })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const answer = answerOf(error)
    if (claim && (isKept(error) || work.fails500)) await keepAnswer(engine.pool, claim, answer)
    return answer
  }
}

function claimOf(engine: Engine, req: Request, body: string): Claim | null {
  const key = req.method === 'POST' ? req.get('idempotency-key') : undefined
  if (!key) return null
  if (key.length > 255) throw invalid('The idempotency key is too long.')
  return { key, fingerprint: fingerprintOf(req.path, body), nowSec: engine.nowSec() }
}

type Outcome = Answer & { replayed?: boolean; isLost?: boolean }

/** Goes through the armed faults, the kept answers and the work itself, in that order. */
async function answerOnce(engine: Engine, work: Work, call: string): Promise<Outcome> {
  const faults = await takeFaults(engine.pool, call)
  const kinds = new Set(faults.map((fault) => fault.kind))
  for (const fault of faults) await sleep(fault.delayMs)
  if (kinds.has('drop_request')) return { status: 0, body: {}, isLost: true }
  if (kinds.has('error_503')) throw outage
  if (kinds.has('rate_limit')) throw rateLimit
  const isLost = kinds.has('drop_answer')
  const first = work.claim && (await firstAnswer(engine.pool, work.claim))
  if (first) return { ...first, replayed: true, isLost }
  return { ...(await perform(engine, { ...work, fails500: kinds.has('error_500') })), isLost }
}

function send(res: Response, { status, body, replayed, isLost }: Outcome): void {
  if (isLost) return void res.socket?.destroy()
  if (replayed) res.set('idempotent-replayed', 'true')
  // What a key answered once it answers always, so asking again at once is pointless.
  if (status === 500) res.set('stripe-should-retry', 'false')
  res.status(status).type('application/json').send(toWire(body))
}

/** Makes the express handler of one route: key, faults, idempotency, effect, answer. */
export function handle(engine: Engine, route: Route, wake: () => void) {
  return async function answerCall(req: Request, res: Response): Promise<void> {
    const requestId = newId('req')
    res.set({ 'request-id': requestId, 'stripe-version': req.get('stripe-version') ?? apiVersion })
    let claim: Claim | null = null
    try {
      checkKey(req.get('authorization') ?? '')
      const query = req.originalUrl.split('?')[1] ?? ''
      const body = route.method === 'get' ? query : typeof req.body === 'string' ? req.body : ''
      const asked = claimOf(engine, req, body)
      if (asked && engine.runningKeys.has(asked.key)) throw stillRunning(asked.key)
      claim = asked
      if (claim) engine.runningKeys.add(claim.key)
      const id = typeof req.params.id === 'string' ? req.params.id : ''
      const work = { route, id, body, requestId, claim, fails500: false }
      const outcome = await answerOnce(engine, work, `${req.method} ${req.path}`)
      wake()
      send(res, outcome)
    } catch (error) {
      if (!(error instanceof Failure)) engine.log.error({ err: error, path: route.path }, 'the Stripe double failed')
      send(res, answerOf(error instanceof Failure ? error : outage))
    } finally {
      if (claim) engine.runningKeys.delete(claim.key)
    }
  }
}
