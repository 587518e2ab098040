import { newId } from './ids.ts'
import { type Db, putObject } from './store.ts'
import { apiVersion, type StripeEvent } from './types.ts'

/** One request while it is being carried out: everything it does happens in `db`, one transaction. */
export type Call = {
  db: Db
  nowSec: number
  /** Where the hosted pages live. */
  baseUrl: string
  requestId: string | null
  idempotencyKey: string | null
  /** False when no address was configured: events are then only listed. */
  sendsWebhooks: boolean
}

export type EffectKind = 'authorise' | 'capture' | 'cancel' | 'refund' | 'checkout'

/** Counts a thing that really happened, so that tests can prove that it happened once. */
export async function countEffect(call: Call, kind: EffectKind, object: { id: string; amount: number }): Promise<void> {
  await call.db.query('INSERT INTO stripe_double.effect (key, kind, object_id, amount) VALUES ($1, $2, $3, $4)', [
    call.idempotencyKey,
    kind,
    object.id,
    object.amount,
  ])
}

/** Stores an event and its delivery together with the change it tells of, so neither exists without the other. */
export async function emit(call: Call, type: string, object: object): Promise<void> {
  const event: StripeEvent = {
    id: newId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: call.nowSec,
    data: { object: object },
    livemode: false,
    pending_webhooks: call.sendsWebhooks ? 1 : 0,
    request: { id: call.requestId, idempotency_key: call.idempotencyKey },
    type,
  }
  await putObject<'event'>(call.db, event)
  if (call.sendsWebhooks) {
    await call.db.query('INSERT INTO stripe_double.delivery (event_id) VALUES ($1)', [event.id])
  }
}

const privateFields = new Set(['_behaves_like', '_intent'])

/** Writes an answer without the double's own fields, which the real Stripe does not have. */
export function toWire(body: object): string {
  return JSON.stringify(body, (name, value: unknown) => (privateFields.has(name) ? undefined : value))
}
