import { pipeline } from 'node:stream/promises'
import { type NextFunction, type Request, type Response, Router } from 'express'
import { AppError } from '#domain/errors.ts'
import type { Cookies } from '../auth/cookies.ts'
import { clientOf, contextOf } from '../http/context.ts'
import { readJson } from '../http/json-body.ts'
import type { Viewer } from '../services/contract.ts'
import type { Reply, Route, RouteRequest } from './route.ts'

export type Door = {
  cookies: Cookies
  viewerOf: (token: string) => Promise<Viewer | null>
  viewerOfLink: (token: string) => Promise<Viewer | null>
}

/** Puts the routes on a router; a path that exists with another method is told which ones it has. */
export function mountRoutes(routes: readonly Route[], door: Door): Router {
  const router = Router({ caseSensitive: true })
  const byPath = Map.groupBy(routes, ({ path }) => path)
  for (const [path, ofPath] of byPath) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1')
    const allow = ofPath.map(({ method }) => method.toUpperCase()).join(', ')
    for (const route of ofPath) {
      const note = (request: Request, _response: Response, next: NextFunction): void => {
        contextOf(request).route = path
        next()
      }
      router[route.method](pattern, note, ...(route.isUpload ? [] : [readJson]), handlerOf(route, door))
    }
    router.all(pattern, () => {
      throw new AppError('method_not_allowed', `Here works: ${allow}.`, { allow })
    })
  }
  router.use(() => {
    throw new AppError('not_found', 'There is nothing here.')
  })
  return router
}

function handlerOf(route: Route, door: Door) {
  return async (request: Request, response: Response): Promise<void> => {
    const token = tokenOf(request, door.cookies)
    const asked = requestOf(request, token)
    if (route.access === 'public') {
      await send(response, await route.handle(asked), door.cookies)
      return
    }
    const viewer = await viewerFor(request, { door, token })
    if (!viewer) throw new AppError('unauthenticated', 'Sign in first.')
    await send(response, await route.handle(asked, viewer), door.cookies)
  }
}

async function viewerFor(request: Request, { door, token }: { door: Door; token: string | null }) {
  if (token) return await door.viewerOf(token)
  const link = door.cookies.linkOf(request)
  return link ? await door.viewerOfLink(link) : null
}

/** A bearer token wins over the cookie: whoever sends one means it. */
function tokenOf(request: Request, cookies: Cookies): string | null {
  const authorization = request.headers.authorization
  if (authorization === undefined) return cookies.sessionOf(request)
  return /^Bearer ([\w-]{10,200})$/i.exec(authorization)?.[1] ?? 'none'
}

function requestOf(request: Request, token: string | null): RouteRequest {
  const params = Object.entries(request.params).map(([name, value]) => [name, String(value)])
  return {
    params: Object.fromEntries(params),
    query: request.query,
    body: request.body,
    client: clientOf(request),
    token,
    header: (name) => request.get(name),
    stream: request,
  }
}

async function send(response: Response, reply: Reply, cookies: Cookies): Promise<void> {
  if (reply.session !== undefined) cookies.setSession(response, reply.session)
  response.status(reply.status).set(reply.headers ?? {})
  if (reply.stream) {
    response.type(reply.contentType ?? 'application/octet-stream')
    await pipeline(reply.stream, response).catch((error: unknown) => {
      // Whoever has gone away wants nothing more.
      if (!response.destroyed) throw error
    })
    return
  }
  if (reply.body === undefined) response.end()
  else if (reply.contentType) response.type(reply.contentType).send(reply.body)
  else response.json(reply.body)
}
