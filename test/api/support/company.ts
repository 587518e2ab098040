import { Client, Connection } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import { Pool } from 'pg'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { inject } from 'vitest'
import { createEffectActivities } from '#activities/effects.ts'
import { createImportActivities } from '#activities/imports/run.ts'
import { createJobActivities } from '#activities/jobs.ts'
import { createPaymentActivities } from '#activities/payments.ts'
import { createProjectionActivities } from '#activities/projection.ts'
import { createStripe } from '#activities/stripe-client.ts'
import { createWebhookPoster } from '#activities/webhook.ts'
import { createWebhookActivities } from '#activities/webhook-endpoint.ts'
import { createWhatIf } from '#activities/what-if.ts'
import { hashPassword } from '#api/auth/passwords.ts'
import { type ServerSettings, startServer } from '#api/system.ts'
import { openPool } from '#db/pool.ts'
import type { Role } from '#domain/actors.ts'
import { startStripeDouble } from '#stack/doubles/stripe/server.ts'
import { freePort } from '#stack/ports.ts'
import { createDatabase } from '#test/support/database.ts'
import { createNamespace } from '#test/support/namespace.ts'
import { createWorkers } from '#worker/workers.ts'
import { caller } from './caller.ts'

export type Company = Awaited<ReturnType<typeof startCompany>>

export const password = 'a long enough password'
export const secret = 'test-secret-that-is-long-enough-for-anybody'
export const webhookSecret = 'whsec_0123456789abcdef0123456789abcdef0123456789abcdef'

const log = pino({ level: 'silent' })

/** Everybody that a test may be: one of each role, and others of the same to be foreign. */
const people = {
  customer: ['customer'],
  stranger: ['customer'],
  recipient: ['customer'],
  courier: ['courier'],
  courier2: ['courier'],
  dispatcher: ['dispatcher'],
  supervisor: ['supervisor'],
  finance: ['finance'],
  admin: ['admin'],
  partner: ['partner'],
  partner2: ['partner'],
} as const satisfies Record<string, readonly Role[]>
export type Person = keyof typeof people
export const persons = Object.keys(people) as Person[]

/** A whole company: real PostgreSQL and Temporal, the Stripe double, workers and the server, in this process. */
export async function startCompany(options: StartOptions = {}) {
  const { hasWorkers = true, temporalAddress, allowsPrivateWebhooks = false, perSecond = 200 } = options
  const database = await createDatabase()
  const space = await createNamespace()
  const port = await freePort()
  const webhook = { url: `http://127.0.0.1:${port}/api/stripe/webhook`, secret: webhookSecret }
  const double = await startStripeDouble({ databaseUrl: database.url, port: 0, webhook, log })
  const pool = new Pool({ connectionString: database.url, max: 5 })
  pool.on('error', () => undefined)
  const users = await insertPeople(pool)
  const stopWorkers = hasWorkers
    ? await openWorkers({ pool, databaseUrl: database.url, space, stripeUrl: double.url, perSecond })
    : null
  const settings: ServerSettings = {
    databaseUrl: database.url,
    temporalAddress: temporalAddress ?? space.address,
    temporalNamespace: space.namespace,
    temporalUiUrl: undefined,
    host: '127.0.0.1',
    port,
    publicUrl: null,
    secret,
    stripeSecretKey: 'sk_test_waybill',
    stripeApiBase: double.url,
    stripeWebhookSecret: webhookSecret,
    metricsToken: 'metrics-token-of-tests',
    isDemo: false,
    hasMailbox: false,
    allowsPrivateWebhooks,
    buildDir: 'no-such-build',
  }
  const server = await startServer(settings, log)
  return {
    url: server.url,
    pool,
    database,
    users,
    double,
    settings,
    as: (person: Person) => caller(server.url, { email: emailOf(person), password }),
    anybody: () => caller(server.url, null),
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await stopWorkers?.()
      await double.close()
      await pool.end()
      await space[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

type StartOptions = {
  hasWorkers?: boolean
  temporalAddress?: string
  allowsPrivateWebhooks?: boolean
  perSecond?: number
}

export function emailOf(person: Person): string {
  return `${person}@waybill.example`
}

async function insertPeople(pool: Pool): Promise<Record<Person, string>> {
  const passwordHash = await hashPassword(password)
  const partners = { partner: uuidv7(), partner2: uuidv7() }
  for (const [name, id] of Object.entries(partners)) {
    await pool.query('INSERT INTO partner (id, name) VALUES ($1, $2)', [id, name])
  }
  const ids = persons.map((person): [Person, string] => [person, uuidv7()])
  for (const [person, id] of ids) {
    const partnerId = person === 'partner' || person === 'partner2' ? partners[person] : null
    await pool.query(
      `INSERT INTO app_user (id, email, name, roles, partner_id, password_hash) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, emailOf(person), `Person ${person}`, people[person], partnerId, passwordHash],
    )
  }
  return Object.fromEntries(ids) as Record<Person, string>
}

type WorkerParts = {
  pool: Pool
  databaseUrl: string
  space: Awaited<ReturnType<typeof createNamespace>>
  stripeUrl: string
  perSecond: number
}

async function openWorkers(parts: WorkerParts): Promise<() => Promise<void>> {
  const { pool, databaseUrl, space, stripeUrl, perSecond } = parts
  const native = await NativeConnection.connect({ address: space.address })
  const connection = await Connection.connect({ address: space.address })
  const slonik = await openPool({
    databaseUrl,
    name: 'test-bulk',
    maxConnections: 4,
    statementTimeoutMs: 10_000,
    onError: () => undefined,
  })
  const stripe = createStripe({ secretKey: 'sk_test_waybill', apiBase: stripeUrl })
  const client = new Client({ connection, namespace: space.namespace })
  const stopping = new AbortController().signal
  const bulk = { pool: slonik, client, perSecond, stopping }
  const workers = await createWorkers({
    connection: native,
    namespace: space.namespace,
    bundlePath: inject('workflowBundlePath'),
    projection: createProjectionActivities(pool),
    bulk: {
      ...createJobActivities({ ...bulk, whatIf: createWhatIf(slonik) }),
      ...createImportActivities({ ...bulk, databaseUrl }),
    },
    io: {
      ...createEffectActivities(createPaymentActivities({ stripe, publicUrl: 'http://waybill.example' })),
      ...createWebhookActivities({
        pool: slonik,
        post: createWebhookPoster({ allowsPrivate: true }),
        secret,
        stopping,
      }),
    },
  })
  const running = Promise.all(workers.map((worker) => worker.run()))
  return async () => {
    for (const worker of workers) worker.shutdown()
    await running
    await Promise.all([native.close(), connection.close(), slonik.end()])
  }
}
