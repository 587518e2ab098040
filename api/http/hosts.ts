import type { NextFunction, Request, Response } from 'express'
import { AppError } from '#domain/errors.ts'

export type Address = { publicUrl: string; host: string; port: number }

export type Origins = { hosts: ReadonlySet<string>; origins: ReadonlySet<string> }

/** Under which names this server answers: its public one, and the loopback names that only this machine can use. */
export function originsOf({ publicUrl, host, port }: Address): Origins {
  const url = new URL(publicUrl)
  const isAnyAddress = host === '0.0.0.0' || host === '::'
  const local = ['localhost', '127.0.0.1', '[::1]', ...(isAnyAddress ? [] : [host])].map((name) => `${name}:${port}`)
  return {
    hosts: new Set([url.host, ...local]),
    origins: new Set([url.origin, ...local.map((name) => `http://${name}`)]),
  }
}

/** Refuses a request for another host before anything is routed. */
export function checkHost({ hosts }: Origins) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const host = request.headers.host?.toLowerCase() ?? ''
    next(hosts.has(host) ? undefined : new AppError('wrong_host', 'This server does not answer for that host.'))
  }
}
