import { setTimeout as sleep } from 'node:timers/promises'
import { Client, WithStartWorkflowOperation } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import { Pool } from 'pg'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { inject } from 'vitest'
import { createEffectActivities } from '#activities/effects.ts'
import { createPaymentActivities } from '#activities/payments.ts'
import { createProjectionActivities } from '#activities/projection.ts'
import { createStripe } from '#activities/stripe-client.ts'
import type { Actor } from '#domain/actors.ts'
import type { BookCommand, ShipmentCommand } from '#domain/decide.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import type { Payloads, WorkflowCommandType } from '#domain/payloads.ts'
import { policyOf, type ServiceLevelDocument } from '#domain/policy.ts'
import { freshShipment, type Shipment } from '#domain/shipment.ts'
import { startStripeDouble } from '#stack/doubles/stripe/server.ts'
import { createWorkers } from '#worker/workers.ts'
import { command, type Outcome, queues, report, shipmentState, shipmentWorkflowId } from '#workflows/messages.ts'
import { createDatabase } from './database.ts'
import { createNamespace } from './namespace.ts'

export type World = Awaited<ReturnType<typeof startWorld>>

export const sender: Actor = { kind: 'S', id: uuidv7() }
export const courier: Actor = { kind: 'C', id: uuidv7() }
export const dispatcher: Actor = { kind: 'D', id: uuidv7() }

/** A level whose proofs are all optional; a test names what it is about. */
export function level(changes: Partial<ServiceLevelDocument> = {}): ServiceLevelDocument {
  const base = {
    name: 'Test',
    allowances: {},
    slas: {},
    ladder: [0, 1, 2, 4],
    calendar: 'always',
    attempts: 2,
    podPolicy: {},
  }
  return { ...base, ...changes }
}

export type WorldWish = {
  outboxWaitMs?: number
  /** Another Temporal server than the shared one. */
  address?: string
  /** False where the test runs its workers as processes of their own. */
  hasWorkers?: boolean
}

let isQuiet = false

/** The SDK's own log would bury the results. */
function quietly(): void {
  if (isQuiet) return
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  isQuiet = true
}

/** Real PostgreSQL, Temporal, workers and the Stripe double, without HTTP: what the workflow and projection promise. */
export async function startWorld({ outboxWaitMs = 20_000, address, hasWorkers = true }: WorldWish = {}) {
  quietly()
  const database = await createDatabase()
  const space = await createNamespace(address)
  const log = pino({ level: 'silent' })
  const double = await startStripeDouble({ databaseUrl: database.url, port: 0, webhook: null, log })
  const stripe = createStripe({ secretKey: 'sk_test_waybill', apiBase: double.url })
  const pool = new Pool({ connectionString: database.url, max: 10 })
  pool.on('error', () => undefined)
  const native = await NativeConnection.connect({ address: space.address })
  const client = new Client({ connection: space.connection, namespace: space.namespace })

  async function openWorkers() {
    const workers = await createWorkers({
      connection: native,
      namespace: space.namespace,
      bundlePath: inject('workflowBundlePath'),
      projection: createProjectionActivities(pool, outboxWaitMs),
      io: createEffectActivities(createPaymentActivities({ stripe, publicUrl: 'http://waybill.example' })),
    })
    const running = Promise.all(workers.map((worker) => worker.run()))
    return async () => {
      for (const worker of workers) worker.shutdown()
      await running
    }
  }

  let stopWorkers = hasWorkers ? await openWorkers() : async () => undefined
  return {
    client,
    pool,
    stripe,
    database,
    space,
    stripeUrl: double.url,
    /** A booking row and the first command, in one workflow task. */
    book: async (wish: BookWish = {}) => await bookIn({ client, pool }, wish),
    send: async <K extends WorkflowCommandType>(id: string, given: Given<K>) =>
      await client.workflow.getHandle(shipmentWorkflowId(id)).executeUpdate(command, {
        args: [commandOf(given)],
        updateId: given.commandId ?? uuidv7(),
      }),
    signal: async <K extends WorkflowCommandType>(id: string, given: Given<K>) =>
      await client.workflow.getHandle(shipmentWorkflowId(id)).signal(report, commandOf(given) as never),
    ask: async (id: string): Promise<Shipment> =>
      await client.workflow.getHandle(shipmentWorkflowId(id)).query(shipmentState),
    row: async (id: string): Promise<Shipment | null> => {
      const { rows } = await pool.query<{ state: Shipment }>('SELECT state FROM shipment WHERE id = $1', [id])
      return rows[0]?.state ?? null
    },
    events: async (id: string) => await readEvents(pool, id),
    history: async (id: string) => await client.workflow.getHandle(shipmentWorkflowId(id)).fetchHistory(),
    restartWorkers: async () => {
      await stopWorkers()
      stopWorkers = await openWorkers()
    },
    [Symbol.asyncDispose]: async () => {
      await stopWorkers()
      await native.close()
      await double.close()
      await pool.end()
      await space[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

export type Given<K extends WorkflowCommandType> = {
  type: K
  payload: Payloads[K]
  actor: Actor
  commandId?: string
  expectedSeq?: number
}

/** A command as the service would send it. */
export function commandOf<K extends WorkflowCommandType>(given: Given<K>): ShipmentCommand {
  const nowMs = Date.now()
  const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, expectedSeq: given.expectedSeq ?? null }
  // The pair of type and payload is checked by the signature.
  return { commandId: uuidv7(), source: 'api', ...times, ...given } as ShipmentCommand
}

export type BookWish = {
  level?: ServiceLevelDocument
  payment?: Payloads['pay'] | null
  quotedMinor?: number
  pickupInMs?: number
  promiseInMs?: number
}

export function bookCommand(wish: BookWish): BookCommand {
  const nowMs = Date.now()
  const pickupFromMs = nowMs + (wish.pickupInMs ?? 0)
  return {
    type: 'book',
    commandId: uuidv7(),
    actor: sender,
    source: 'api',
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    payload: {
      customerId: sender.id,
      partnerId: null,
      carriage: 'own',
      parcels: 1,
      quotedMinor: wish.quotedMinor ?? 490,
      currency: 'EUR',
      pickup: [pickupFromMs, pickupFromMs + 4 * 3_600_000],
      promise: [nowMs, nowMs + (wish.promiseInMs ?? 24 * 3_600_000)],
      zone: 'berlin',
      policy: policyOf({ code: 'test', version: 1 }, wish.level ?? level()),
      payment: wish.payment === undefined ? { method: 'account', paymentMethodId: null, codMinor: null } : wish.payment,
    },
  }
}

async function bookIn(
  { client, pool }: { client: Client; pool: Pool },
  wish: BookWish,
): Promise<Outcome & { id: string }> {
  const id = uuidv7()
  const book = bookCommand(wish)
  await pool.query(
    `INSERT INTO booking (shipment_id, tracking_number, sender, recipient, parcels, price_lines, pin, search_text)
     VALUES ($1, $2, '{}', '{}', '[]', '[]', '1234', '')`,
    [id, `WB${id.slice(-12)}`],
  )
  const start = new WithStartWorkflowOperation('shipmentWorkflow', {
    workflowId: shipmentWorkflowId(id),
    taskQueue: queues.shipment,
    args: [{ shipment: freshShipment(id), ring: [] }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  })
  const outcome = await client.workflow.executeUpdateWithStart(command, {
    args: [book],
    updateId: book.commandId,
    startWorkflowOperation: start,
  })
  return { ...outcome, id }
}

/** The stored events of a shipment in the shape of the domain. */
export async function readEvents(pool: Pool, id: string): Promise<ShipmentEvent[]> {
  const { rows } = await pool.query<{ event: ShipmentEvent }>(
    `SELECT json_build_object('seq', seq, 'type', type, 'commandId', command_id,
       'occurredAtMs', (extract(epoch FROM occurred_at) * 1000)::bigint,
       'recordedAtMs', (extract(epoch FROM recorded_at) * 1000)::bigint,
       'actor', json_build_object('kind', actor_kind, 'id', actor_id), 'source', source, 'data', data) AS event
     FROM shipment_event WHERE shipment_id = $1 ORDER BY seq`,
    [id],
  )
  return rows.map((row) => row.event)
}

/** Waits until something holds; the last value is in the error when it never does. */
export async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean, waitMs = 15_000): Promise<T> {
  const giveUpAtMs = Date.now() + waitMs
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (Date.now() > giveUpAtMs) throw new Error(`It never came to hold: ${JSON.stringify(value)?.slice(0, 2_000)}`)
    await sleep(25)
  }
}
