import { constants } from 'node:zlib'
import compression from 'compression'
import express, { type Express, type NextFunction, type Request, type Response, Router } from 'express'
import type { Logger } from 'pino'
import { AppError } from '#domain/errors.ts'
import type { Cookies } from './auth/cookies.ts'
import { accessLog } from './http/access-log.ts'
import { contextOf, identify } from './http/context.ts'
import { checkSite } from './http/csrf.ts'
import { errorHandler } from './http/error-handler.ts'
import { type Address, checkHost, originsOf } from './http/hosts.ts'
import { metricsPage } from './http/metrics-page.ts'
import { neverStore, securityHeaders } from './http/security-headers.ts'
import type { Metrics } from './metrics.ts'
import { openApiOf } from './openapi.ts'
import { type Door, mountRoutes } from './routes/mount.ts'
import { operationRoutes } from './routes/operations.ts'
import type { Route } from './routes/route.ts'
import type { Services } from './services/contract.ts'

export type AppDeps = {
  services: Services
  routes: readonly Route[]
  address: Address
  stripeApiBase: string | undefined
  metricsToken: string | undefined
  cookies: Cookies
  hearStripe: (body: Buffer, signature: string | undefined) => Promise<void>
  /** The built pages; null where there are none. */
  pages: Router | null
  log: Logger
  metrics: Metrics
}

/** The whole server but its sockets, in the order that matters: nothing is routed before host and site are checked. */
export function createApp(deps: AppDeps): Express {
  const { services, address, cookies, log, metrics } = deps
  const origins = originsOf(address)
  const door: Door = {
    cookies,
    viewerOf: services.session.viewerOf,
    viewerOfLink: services.track.viewerOfLink,
  }
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', false)
  app.use(identify, accessLog(log, metrics))
  app.use(securityHeaders({ publicUrl: address.publicUrl, stripeApiBase: deps.stripeApiBase }))
  app.use(checkHost(origins))
  app.use(stripeRoute(deps))
  app.use(checkSite(origins, cookies.names))
  app.get('/metrics', neverStore, metricsPage(metrics, deps.metricsToken))
  app.use(compression({ flush: constants.Z_SYNC_FLUSH }))
  app.use('/api/v1', neverStore, mountRoutes(deps.routes, door))
  app.use('/api', neverStore, mountRoutes(operationRoutes(services, openApiOf(deps.routes, address.publicUrl)), door))
  if (deps.pages) app.use(deps.pages)
  app.use(() => {
    throw new AppError('not_found', 'There is nothing here.')
  })
  app.use(errorHandler(log))
  return app
}

/** Stripe signs the very bytes, so they are read before any parser; it is no browser, so no site is checked. */
function stripeRoute({ hearStripe }: AppDeps): Router {
  const router = Router()
  const path = '/api/stripe/webhook'
  const raw = express.raw({ type: () => true, limit: '1mb' })
  router.post(path, note, raw, async (request: Request, response: Response) => {
    await hearStripe(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), request.get('stripe-signature'))
    response.json({ received: true })
  })
  router.all(path, () => {
    throw new AppError('method_not_allowed', 'Here works: POST.', { allow: 'POST' })
  })
  return router
}

function note(request: Request, _response: Response, next: NextFunction): void {
  contextOf(request).route = '/stripe/webhook'
  next()
}
