import { createHash } from 'node:crypto'
import { type Answer, answerOf, Failure } from './failure.ts'
import type { Db } from './store.ts'

const keptSeconds = 24 * 3600

export type Claim = { key: string; fingerprint: string; nowSec: number }

/** The same key with another path or other parameters is a mistake of the caller. */
export function fingerprintOf(path: string, body: string): string {
  return createHash('sha256').update(`${path}\n${body}`).digest('hex')
}

/** The answer that a key already has, or null when it may have its first one. */
export async function firstAnswer(db: Db, { key, fingerprint, nowSec }: Claim): Promise<Answer | null> {
  const { rows } = await db.query<Answer & { fingerprint: string }>(
    'SELECT fingerprint, status, body FROM stripe_double.idempotency WHERE key = $1 AND created_sec > $2',
    [key, nowSec - keptSeconds],
  )
  const first = rows[0]
  if (!first) return null
  if (first.fingerprint !== fingerprint) return answerOf(otherParameters(key))
  return { status: first.status, body: first.body }
}

/** Keeps the first answer, in the same transaction as its effect: a crash leaves both or neither. */
export async function keepAnswer(db: Db, { key, fingerprint, nowSec }: Claim, answer: Answer): Promise<void> {
  await db.query(
    `INSERT INTO stripe_double.idempotency (key, fingerprint, created_sec, status, body) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, created_sec = excluded.created_sec,
       status = excluded.status, body = excluded.body`,
    [key, fingerprint, nowSec, answer.status, JSON.stringify(answer.body)],
  )
}

function otherParameters(key: string): Failure {
  return new Failure(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

/** Two requests with one key at the same time: the second has to come again. */
export function stillRunning(key: string): Failure {
  return new Failure(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (${key}). Please try again later.`,
  })
}
