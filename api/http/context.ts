import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { NextFunction, Request, Response } from 'express'

export type RequestContext = {
  /** In every log line, problem and answer of this request. */
  traceId: string
  /** Lets the script tags of this one answer run. */
  nonce: string
  /** The route that took it, as a pattern: addresses with tokens in them are never logged. */
  route: string
}

const contexts = new WeakMap<IncomingMessage, RequestContext>()

export function contextOf(request: IncomingMessage): RequestContext {
  const known = contexts.get(request)
  if (known) return known
  const made = {
    traceId: randomBytes(16).toString('hex'),
    nonce: randomBytes(16).toString('base64'),
    route: 'unmatched',
  }
  contexts.set(request, made)
  return made
}

/** Gives each request its id, and tells it to the client. */
export function identify(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Request-Id', contextOf(request).traceId)
  next()
}

/** The address a request came from. Express decides by `trust proxy`, which is off: forward headers are not believed. */
export function clientOf(request: Request): { address: string } {
  return { address: request.ip ?? 'unknown' }
}
