import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { contextOf } from './context.ts'

export type SecuritySettings = { publicUrl: string; stripeApiBase: string | undefined }

/** Nothing may load but what we serve ourselves, and only script tags with this answer's nonce run. */
export function securityHeaders({ publicUrl, stripeApiBase }: SecuritySettings): RequestHandler {
  const url = new URL(publicUrl)
  const isSecure = url.protocol === 'https:'
  const checkout = stripeApiBase === undefined ? 'https://checkout.stripe.com' : new URL(stripeApiBase).origin
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", (request) => `'nonce-${contextOf(request).nonce}'`],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'", `${isSecure ? 'wss' : 'ws'}://${url.host}`],
        'media-src': ["'self'", 'blob:'],
        'manifest-src': ["'self'"],
        'worker-src': ["'self'"],
        'form-action': ["'self'", checkout],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Helmet's own choice makes browsers send `Origin: null` with forms that need no script.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  })
}

/** Answers that depend on who asks are kept by nobody. */
export function neverStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store')
  next()
}
