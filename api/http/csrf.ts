import type { NextFunction, Request, Response } from 'express'
import { AppError } from '#domain/errors.ts'
import type { Origins } from './hosts.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that another site caused. A browser says where a request comes from in Sec-Fetch-Site or Origin;
 * one that says neither passes only without a cookie of ours, since then nobody's session is used.
 */
export function checkSite({ origins }: Origins, cookieNames: readonly string[]) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (safeMethods.has(request.method)) {
      next()
      return
    }
    const site = request.headers['sec-fetch-site']
    const origin = request.headers.origin
    const isForeign =
      (site !== undefined && site !== 'same-origin') || (origin !== undefined && !origins.has(origin.toLowerCase()))
    const saysNothing = site === undefined && origin === undefined
    const cookies = request.headers.cookie ?? ''
    const hasCookie = cookieNames.some((name) => cookies.includes(`${name}=`))
    const isRefused = isForeign || (saysNothing && hasCookie)
    next(isRefused ? new AppError('forbidden', 'This request was made by another site.') : undefined)
  }
}
