import { timingSafeEqual } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { AppError } from '#domain/errors.ts'
import { hashOf } from '../auth/tokens.ts'
import type { Metrics } from '../metrics.ts'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** GET /metrics: for this machine itself, or with the token. A proxy on this machine is not this machine. */
export function metricsPage({ registry }: Metrics, token: string | undefined) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!isLocal(request) && !hasToken(request, token)) {
      next(new AppError('not_found', 'There is nothing here.'))
      return
    }
    registry.metrics().then((text) => response.type(registry.contentType).send(text), next)
  }
}

function isLocal({ socket, headers }: Request): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
  return loopback.has(socket.remoteAddress ?? '') && !isForwarded
}

function hasToken({ headers }: Request, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  return token !== undefined && given !== undefined && timingSafeEqual(hashOf(given), hashOf(token))
}
