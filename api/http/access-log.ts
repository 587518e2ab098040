import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import type { Metrics } from '../metrics.ts'
import { contextOf } from './context.ts'

/** One line and one measurement a request: the route's pattern, never the address, which may hold names and tokens. */
export function accessLog(log: Logger, metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAtMs = performance.now()
    response.on('close', () => {
      const { traceId, route } = contextOf(request)
      const ms = performance.now() - startedAtMs
      const status = response.writableFinished ? response.statusCode : 499
      metrics.observe({ method: request.method, route, status }, ms / 1000)
      log.info({ traceId, method: request.method, route, status, ms: Math.round(ms) }, 'request')
    })
    next()
  }
}
