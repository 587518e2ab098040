import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequest, sendResponse } from '@remix-run/node-fetch-server'
import { createRequestHandler, type ServerBuild } from '@remix-run/server-runtime'
import express, { type NextFunction, type Request, type Response, Router } from 'express'
import type { Cookies } from './auth/cookies.ts'
import { clientOf, contextOf } from './http/context.ts'
import { takePageFile } from './http/page-file.ts'
import type { Services, Viewer, WebContext } from './services/contract.ts'

export type PageDeps = {
  services: Services
  cookies: Cookies
  isDemo: boolean
  publicUrl: string
}

const aYearMs = 365 * 86_400_000

/** The built pages, or null where nothing was built: then there is the API alone. */
export async function loadPages(buildDir: string, deps: PageDeps): Promise<Router | null> {
  const entry = resolve(buildDir, 'server/index.js')
  if (!existsSync(entry)) return null
  // Made by the Remix build: its shape is the framework's promise.
  const build = (await import(pathToFileURL(entry).href)) as ServerBuild
  const handle = createRequestHandler(build, 'production')
  const router = Router()
  router.use(
    '/assets',
    express.static(join(buildDir, 'client/assets'), { immutable: true, maxAge: aYearMs, index: false }),
  )
  router.use(express.static(join(buildDir, 'client'), { maxAge: 3_600_000, index: false, redirect: false }))
  router.get('/t/:token', swapLink(deps))
  router.all('/{*splat}', async (request: Request, response: Response) => {
    contextOf(request).route = 'page'
    response.setHeader('Cache-Control', 'no-store')
    const { context, settled } = await webContext(deps, request, response)
    const answer = await handle(createRequest(request, response), context)
    await settled()
    await sendResponse(response, answer)
  })
  return router
}

/** A mailed link leaves its token in a cookie for its one parcel, so that the address can be cleaned. */
function swapLink({ services, cookies }: PageDeps) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const token = String(request.params.token)
    if (await services.track.viewerOfLink(token)) cookies.setLink(response, token)
    next()
  }
}

async function webContext(
  { services, cookies, isDemo, publicUrl }: PageDeps,
  request: Request,
  response: Response,
): Promise<{ context: WebContext; settled: () => Promise<void> }> {
  const token = cookies.sessionOf(request)
  let ending = Promise.resolve()
  const context: WebContext = {
    services,
    viewer: await viewerFor(services, { token, link: cookies.linkOf(request) }),
    nonce: contextOf(request).nonce,
    isDemo,
    publicUrl,
    client: clientOf(request),
    takeFile: takePageFile,
    setSession: (signedIn) => {
      // A new sign-in ends the old session as well: a token is never used on.
      if (token) ending = services.session.signOut(token)
      cookies.setSession(response, signedIn)
    },
  }
  return { context, settled: () => ending }
}

type Shown = { token: string | null; link: string | null }

async function viewerFor({ session, track }: Services, { token, link }: Shown): Promise<Viewer | null> {
  const viewer = token ? await session.viewerOf(token) : null
  return viewer ?? (link ? await track.viewerOfLink(link) : null)
}
