import { z } from 'zod'
import type { Db } from './store.ts'

/**
 * What can go wrong on the way. `drop_answer` closes the connection after the effect, `drop_request` before it,
 * `error_500` is remembered as the key's first answer, `error_503` and `rate_limit` are not.
 */
export const faultKinds = ['delay', 'drop_request', 'drop_answer', 'error_500', 'error_503', 'rate_limit'] as const

export type Fault = { kind: (typeof faultKinds)[number]; delayMs: number }

export const faultInput = z.strictObject({
  kind: z.enum(faultKinds),
  /** Beginning of `METHOD path`, such as `POST /v1/payment_intents`; empty means every call. */
  call: z.string().default(''),
  times: z.number().int().min(1).default(1),
  delayMs: z.number().int().min(0).max(600_000).default(0),
})

export async function armFault(db: Db, fault: z.infer<typeof faultInput>): Promise<void> {
  await db.query('INSERT INTO stripe_double.fault (kind, call, times_left, delay_ms) VALUES ($1, $2, $3, $4)', [
    fault.kind,
    fault.call,
    fault.times,
    fault.delayMs,
  ])
}

export async function disarmFaults(db: Db): Promise<void> {
  await db.query('DELETE FROM stripe_double.fault')
}

/** Uses up one shot of each armed fault that fits this call. */
export async function takeFaults(db: Db, call: string): Promise<Fault[]> {
  const { rows } = await db.query<Fault>(
    `UPDATE stripe_double.fault SET times_left = times_left - 1
     WHERE times_left > 0 AND starts_with($1, call) RETURNING kind, delay_ms AS "delayMs"`,
    [call],
  )
  return rows
}
