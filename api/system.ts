import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { Stripe } from 'stripe'
import { openPool } from '#db/pool.ts'
import { stripeOptions } from '#domain/stripe-facts.ts'
import { measureAlerts } from './alert-metrics.ts'
import { createApp } from './app.ts'
import { cookiesFor } from './auth/cookies.ts'
import { originsOf } from './http/hosts.ts'
import { createLimits } from './limits.ts'
import { openLive } from './live/live.ts'
import { createMetrics } from './metrics.ts'
import { loadPages } from './pages.ts'
import { measureReports } from './report-metrics.ts'
import { allRoutes } from './routes/all.ts'
import { createApiKeyService } from './services/api-keys.ts'
import { createServices } from './services/create.ts'
import { createSender } from './services/send-update.ts'
import { hearStripe } from './stripe/webhook.ts'
import { openTemporal } from './temporal.ts'

const keepAliveMs = 65_000
const longestUploadMs = 30 * 60_000

export type ServerSettings = {
  databaseUrl: string
  temporalAddress: string
  temporalNamespace: string
  temporalUiUrl: string | undefined
  host: string
  /** 0 takes a free one. */
  port: number
  /** Null where it is the address that was bound: in tests. */
  publicUrl: string | null
  secret: string
  stripeSecretKey: string
  stripeApiBase: string | undefined
  stripeWebhookSecret: string
  metricsToken: string | undefined
  isDemo: boolean
  hasMailbox: boolean
  /** For development alone: webhooks may lead to this machine and its network. */
  allowsPrivateWebhooks: boolean
  buildDir: string
}

export type RunningServer = { url: string; close: () => Promise<void> }

/** Opens everything the server stands on, and answers. */
export async function startServer(settings: ServerSettings, log: Logger): Promise<RunningServer> {
  const { databaseUrl, stripeApiBase } = settings
  const onError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost')
  const db = await openPool({ databaseUrl, name: 'server', maxConnections: 10, statementTimeoutMs: 3_000, onError })
  const temporal = openTemporal({ address: settings.temporalAddress, namespace: settings.temporalNamespace })
  const server = createServer()
  // Longer than whoever stands before us, so that no request meets a connection that is just being closed.
  server.keepAliveTimeout = keepAliveMs
  // A hundred megabytes over a slow line take longer than the five minutes that Node allows.
  server.requestTimeout = longestUploadMs
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const publicUrl = settings.publicUrl ?? `http://127.0.0.1:${port}`
  const address = { publicUrl, host: settings.host, port }
  const sender = createSender(temporal)
  const deps = { ...settings, db, temporal, sender, limits: createLimits(), publicUrl }
  const [forApi, forWeb] = [createServices(deps, 'api'), createServices(deps, 'web')]
  const cookies = cookiesFor(publicUrl)
  const metrics = createMetrics()
  measureAlerts(metrics.registry, db)
  measureReports(metrics.registry, db)
  const stripe = new Stripe(settings.stripeSecretKey, stripeOptions(stripeApiBase ?? null))
  const webhook = { db, sender, stripe, webhookSecret: settings.stripeWebhookSecret, log }
  const app = createApp({
    services: forApi,
    routes: allRoutes(forApi, createApiKeyService(db)),
    address,
    stripeApiBase,
    metricsToken: settings.metricsToken,
    cookies,
    hearStripe: (body, signature) => hearStripe(webhook, body, signature),
    pages: await loadPages(settings.buildDir, { services: forWeb, cookies, isDemo: settings.isDemo, publicUrl }),
    log,
    metrics,
  })
  server.on('request', app)
  const live = openLive({
    server,
    db,
    databaseUrl,
    services: forApi,
    cookies,
    origins: originsOf(address),
    metrics,
    log,
  })
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      // New requests are refused first; those that run get their answer.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await live.close()
      server.closeIdleConnections()
      await closed
      await temporal.close()
      await db.end()
    },
  }
}
