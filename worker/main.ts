import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection, WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import { Pool } from 'pg'
import { pino } from 'pino'
import { createEffectActivities } from '#activities/effects.ts'
import { type DropFolder, watchDropFolder } from '#activities/imports/drop-folder.ts'
import { createImportActivities } from '#activities/imports/run.ts'
import { createJobActivities } from '#activities/jobs.ts'
import { startWhatWasLost } from '#activities/lost-starts.ts'
import { createMailer } from '#activities/mail.ts'
import { createOutboxActivities } from '#activities/outbox.ts'
import { tellPartners } from '#activities/partner-notices.ts'
import { createPaymentActivities } from '#activities/payments.ts'
import { createProjectionActivities } from '#activities/projection.ts'
import { createLocalSms } from '#activities/sms.ts'
import { createStripe } from '#activities/stripe-client.ts'
import { createWebhookPoster } from '#activities/webhook.ts'
import { createWebhookActivities } from '#activities/webhook-endpoint.ts'
import { relayWebhooks } from '#activities/webhook-relay.ts'
import { createWhatIf } from '#activities/what-if.ts'
import { type Config, orExit, readConfig } from '#config'
import { linkToken } from '#db/link-token.ts'
import type { WaitingMail } from '#db/outbox.ts'
import { openPool } from '#db/pool.ts'
import { deliveryWorkflowId, deliveryWorkflowType, queues } from '#workflows/messages.ts'
import { createWorkers } from './workers.ts'

const log = pino({ name: 'worker', level: process.env.LOG_LEVEL ?? 'info' })

/** What bulk work may cost of the engine on two cores: people's own commands keep the rest (temporal.md §7). */
const bulkTasksPerSecond = 30

/** Reads the configuration, builds what the activities need, and runs the workers until it is told to stop. */
async function main(): Promise<void> {
  const config = orExit(readConfig, process.env)
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, ...meta }, message)),
  })
  const { databaseUrl, temporalAddress: address, temporalNamespace: namespace } = config
  const onError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost')
  const projectionPool = new Pool({ connectionString: databaseUrl, max: 16, application_name: 'worker-projection' })
  projectionPool.on('error', onError)
  const pool = await openPool({ databaseUrl, name: 'worker', maxConnections: 6, statementTimeoutMs: 10_000, onError })
  const mailer = createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom })
  const stripe = createStripe({ secretKey: config.stripeSecretKey, apiBase: config.stripeApiBase ?? null })
  const postWebhook = createWebhookPoster({ allowsPrivate: config.allowsPrivateWebhooks })
  const telling = { pool, mailer, publicUrl: config.publicUrl }
  const stopping = new AbortController()
  const connection = await connectPatiently(address)
  const bulkConnection = await Connection.connect({ address })
  const bulkClient = new Client({ connection: bulkConnection, namespace })
  const bulk = { pool, client: bulkClient, perSecond: bulkTasksPerSecond, stopping: stopping.signal }
  const workers = await createWorkers({
    connection,
    namespace,
    bundlePath: config.workflowBundle,
    projection: createProjectionActivities(projectionPool),
    bulk: {
      ...createJobActivities({ ...bulk, whatIf: createWhatIf(pool) }),
      ...createImportActivities({ ...bulk, databaseUrl }),
    },
    io: {
      ...createEffectActivities(createPaymentActivities({ stripe, publicUrl: config.publicUrl })),
      ...createOutboxActivities({
        pool,
        mailer,
        trackUrl: trackUrlOf(config),
        alerts: {
          pool,
          mailer,
          sms: createLocalSms(pool),
          postWebhook,
          publicUrl: config.publicUrl,
          settleMs: 10_000,
        },
        reports: telling,
        startWhatWasLost: () => startWhatWasLost({ pool, client: bulkClient }),
        relayWebhooks: () => relayWebhooks({ pool, client: bulkClient }),
        tellPartners: () => tellPartners(telling),
        pauseMs: 500,
        stopping: stopping.signal,
      }),
      ...createWebhookActivities({ pool, post: postWebhook, secret: config.waybillSecret, stopping: stopping.signal }),
    },
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopping.abort()
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown()
    })
  }
  const running = Promise.all(workers.map((worker) => worker.run()))
  const dropping = watchDrops(config, { pool, client: bulkClient, stopping: stopping.signal })
  log.info('the worker is ready')
  await Promise.all([running, keepDelivering(config), dropping])
  mailer.close()
  await Promise.all([pool.end(), projectionPool.end(), connection.close(), bulkConnection.close()])
  log.info('the worker has stopped')
}

type Drops = Pick<DropFolder, 'pool' | 'client' | 'stopping'>

/** Partners may put their files into folders, where the operator has named one. */
async function watchDrops({ partnerDropDir: dir }: Config, drops: Drops): Promise<void> {
  if (dir === undefined) return
  await watchDropFolder({ ...drops, dir, lookEveryMs: 2_000, warn: (facts, message) => log.warn(facts, message) })
}

/** Temporal may come up after us, or be away for a while. */
async function connectPatiently(address: string): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect({ address, grpcCompression: { codec: 'none' } })
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'Temporal is not there yet')
      await sleep(1_000)
    }
  }
}

/** The outbox has one workflow for ever; whoever comes first starts it. */
async function keepDelivering({ temporalAddress: address, temporalNamespace: namespace }: Config): Promise<void> {
  const connection = await Connection.connect({ address })
  const client = new Client({ connection, namespace })
  try {
    await client.workflow.start(deliveryWorkflowType, {
      workflowId: deliveryWorkflowId,
      taskQueue: queues.shipment,
      args: [],
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  } finally {
    await connection.close()
  }
}

/** The recipient's link opens the one parcel without an account; everybody else signs in. */
function trackUrlOf({ publicUrl, waybillSecret }: Config) {
  return ({ audience, shipmentId, linkGeneration }: WaitingMail) => {
    if (audience !== 'R') return `${publicUrl}/app/shipments/${shipmentId}`
    return `${publicUrl}/t/${linkToken(waybillSecret, { shipmentId, kind: 'recipient', generation: linkGeneration })}`
  }
}

await main()
