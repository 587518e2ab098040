import { Pool, type PoolClient } from 'pg'
import type { Logger } from 'pino'
import type { Call } from './call.ts'
import { schemaSql } from './schema.ts'
import { readSetting, writeSetting } from './store.ts'

export type Webhook = { url: string; secret: string }

export type DoubleOptions = { databaseUrl: string; port: number; webhook: Webhook | null; log: Logger }

/** The running double: its store, its clock and the way to run one call. */
export type Engine = {
  pool: Pool
  log: Logger
  webhook: Webhook | null
  nowSec: () => number
  /** Keys of calls in work. In memory, so that a crash or a lost store frees them. */
  runningKeys: Set<string>
  advanceClock: (seconds: number) => Promise<void>
  /** Runs `work` in one transaction; a throw leaves nothing behind. */
  inTransaction: <T>(work: (call: Call) => Promise<T>, request?: Partial<Call>) => Promise<T>
}

export async function createEngine(options: DoubleOptions, baseUrl: string): Promise<Engine> {
  const pool = new Pool({ connectionString: options.databaseUrl, max: 10, application_name: 'stripe_double' })
  pool.on('error', (error) => options.log.warn({ err: error }, 'the Stripe double lost an idle connection'))
  // A connection that breaks in use fails its query; unheard, its event would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined))
  await pool.query(schemaSql)
  let offsetSec = await readSetting(pool, 'clock_offset_sec', 0)
  const nowSec = () => Math.floor(Date.now() / 1000) + offsetSec
  return {
    pool,
    log: options.log,
    webhook: options.webhook,
    nowSec,
    runningKeys: new Set(),
    advanceClock: async (seconds) => {
      offsetSec += seconds
      await writeSetting(pool, 'clock_offset_sec', offsetSec)
    },
    inTransaction: async (work, request = {}) => {
      const client = await pool.connect()
      const call: Call = {
        db: client,
        nowSec: nowSec(),
        baseUrl,
        requestId: null,
        idempotencyKey: null,
        sendsWebhooks: options.webhook !== null,
        ...request,
      }
      return commit(client, () => work(call))
    },
  }
}

async function commit<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}
