import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequest, sendResponse } from '@remix-run/node-fetch-server'
import { createRequestHandler, type ServerBuild } from '@remix-run/server-runtime'
import { Server, type Socket } from 'socket.io'
import { takePageFile } from '#api/http/page-file.ts'
import type { WebContext } from '#api/services/contract.ts'
import type { Role } from '#domain/actors.ts'
import { viewerWith } from './people.ts'
import { createWorld, fakeServices, type World } from './services.ts'

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

export type PageServer = AsyncDisposable & { url: string; world: World; sockets: Server }

/** The built pages over fake services, under the same content security policy as the real server. */
export async function startPageServer(build = 'build'): Promise<PageServer> {
  const world = createWorld()
  const module = (await import(pathToFileURL(join(process.cwd(), build, 'server/index.js')).href)) as ServerBuild
  const handle = createRequestHandler(module, 'production')
  const server = createServer((req, res) => {
    void answer(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)))
  })

  const sockets = new Server(server, { serveClient: false })
  sockets.on('connection', (socket) => socket.on('watch', watchOf(socket)))

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? '/', 'http://localhost').pathname
    const file = contentTypes[extname(path)]
    if (file) return await sendFile(join(build, 'client', normalize(path)), res)
    const nonce = randomBytes(16).toString('base64')
    res.setHeader('Content-Security-Policy', policyWith(nonce))
    const context: WebContext = {
      services: fakeServices(world),
      viewer: viewerOf(req.headers.cookie ?? ''),
      nonce,
      isDemo: true,
      publicUrl: 'http://localhost',
      client: { address: '127.0.0.1' },
      takeFile: takePageFile,
      setSession: (session) => res.setHeader('Set-Cookie', `as=${session?.token ?? ''}; Path=/`),
    }
    await sendResponse(res, await handle(createRequest(req, res), context))
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    sockets,
    [Symbol.asyncDispose]: async () => {
      await sockets.close()
      server.closeAllConnections()
    },
  }
}

function viewerOf(cookie: string) {
  const role = /\bas=(\w+)/.exec(cookie)?.[1]
  return role ? viewerWith(role as Role) : null
}

async function sendFile(path: string, res: ServerResponse): Promise<void> {
  try {
    const bytes = await readFile(path)
    res.writeHead(200, { 'Content-Type': contentTypes[extname(path)] ?? 'text/plain' }).end(bytes)
  } catch {
    res.writeHead(404).end()
  }
}

function policyWith(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self' ws:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Every room is open here; the answer says that the page hears of it from now on. */
function watchOf(socket: Socket) {
  return ({ room }: { room: string }, answer?: (told: { ok: boolean }) => void) => {
    void socket.join(room)
    answer?.({ ok: true })
  }
}
