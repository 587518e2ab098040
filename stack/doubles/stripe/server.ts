import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { controlRoutes } from './control.ts'
import { startDeliveries } from './deliveries.ts'
import { createEngine, type DoubleOptions, type Engine } from './engine.ts'
import { endWhatIsDue } from './expiry.ts'
import { answerOf, invalid } from './failure.ts'
import { handle } from './handle.ts'
import { hostedPages } from './pages.ts'
import { routes } from './routes.ts'

export type StripeDouble = { url: string; port: number; close: () => Promise<void> }

/** A double answers with made-up money: it must never stand where real money is expected. */
export function refuseRealMoney({ nodeEnv, stripeSecretKey }: { nodeEnv: string; stripeSecretKey: string }): void {
  if (nodeEnv === 'production')
    throw new Error('The Stripe double does not start in production: set STRIPE_SECRET_KEY.')
  if (/^(sk|rk)_live_/.test(stripeSecretKey)) throw new Error('The Stripe double does not start beside a live key.')
}

function createApp(engine: Engine, wake: () => void) {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // Bodies stay text: form bodies have Stripe's own brackets, and the control endpoint reads JSON.
  app.use(express.text({ type: () => true, limit: '1mb' }))
  app.use('/_double', controlRoutes(engine, wake))
  app.use(hostedPages(engine, wake))
  for (const route of routes) app[route.method](route.path, handle(engine, route, wake))
  app.use((req, res) => {
    const { status, body } = answerOf(invalid(`Unrecognized request URL (${req.method}: ${req.path}).`))
    res.status(status === 400 ? 404 : status).json(body)
  })
  return app
}

/** Starts the double on 127.0.0.1; port 0 takes a free one. All its state is in PostgreSQL. */
export async function startStripeDouble(options: DoubleOptions): Promise<StripeDouble> {
  let app: ReturnType<typeof createApp> | null = null
  // Between listening and being ready it answers 503: the SDK comes again by itself.
  const server = createServer((req, res) => (app ? app(req, res) : res.writeHead(503).end()))
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = portOf(server.address())
  const url = `http://127.0.0.1:${port}`
  const engine = await createEngine(options, url)
  const deliveries = startDeliveries(engine, () => endWhatIsDue(engine))
  app = createApp(engine, deliveries.wake)
  return {
    url,
    port,
    close: async () => {
      await deliveries.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await engine.pool.end()
    },
  }
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The Stripe double has no port.')
  return address
}
