import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { CommonQueryMethods } from 'slonik'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import { findCouriersOf, isShipmentVisible } from '#db/shipments.ts'
import type { Cookies } from '../auth/cookies.ts'
import type { Origins } from '../http/hosts.ts'
import type { Metrics } from '../metrics.ts'
import type { Services, Viewer } from '../services/contract.ts'
import { relationOf } from '../services/relation.ts'
import { listen } from './listener.ts'

/** A hint to read again, never data. */
export type Changed = { room: string; seq: number; kind: 'shipment' | 'alert'; id: string }

type Heard = { watch: (asked: unknown, answer?: (told: { ok: boolean }) => void) => void }
type Told = { changed: (change: Changed) => void }
type Data = { viewer: Viewer }
type LiveServer = Server<Heard, Told, Record<string, never>, Data>
type LiveSocket = Socket<Heard, Told, Record<string, never>, Data>

export type LiveDeps = {
  server: HttpServer
  db: CommonQueryMethods
  databaseUrl: string
  services: Pick<Services, 'session' | 'track'>
  cookies: Cookies
  origins: Origins
  metrics: Metrics
  log: Logger
}

const mostSocketsPerPerson = 20
const watchInput = z.strictObject({
  room: z.union([z.templateLiteral(['shipment:', z.guid()]), z.enum(['board', 'courier', 'alerts'])]),
})
/** Of whom it is says the room alone. */
const alertHint: Changed = { room: 'alerts', seq: 0, kind: 'alert', id: 'alerts' }
const changeSchema = z.object({ id: z.string(), seq: z.int() })

/** Live hints: who may see a room is asked when it is entered, and its pages read again when something changed. */
export function openLive(deps: LiveDeps): { close: () => Promise<void> } {
  const { server, metrics } = deps
  const io: LiveServer = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: 10_000,
    allowRequest: (request, decide) => decide(null, isOurs(request, deps.origins)),
  })
  const limiter = new RateLimiterMemory({ points: 50, duration: 1 })
  io.use((socket, next) => {
    admit(io, socket, deps).then(
      () => next(),
      () => next(new Error('unauthenticated')),
    )
  })
  io.on('connection', (socket) => {
    metrics.setSockets(io.engine.clientsCount)
    socket.on('disconnect', () => metrics.setSockets(io.engine.clientsCount))
    socket.on('watch', (asked, answer) => {
      watch(socket, asked, { deps, limiter }).then(
        (ok) => typeof answer === 'function' && answer({ ok }),
        () => typeof answer === 'function' && answer({ ok: false }),
      )
    })
  })
  const listener = listen({
    ...deps,
    channels: ['shipment_changed', 'alert_changed', 'session_ended'],
    ...hintsOf(io, deps),
  })
  return {
    close: async () => {
      await listener.close()
      await io.close()
    },
  }
}

function isOurs({ headers }: IncomingMessage, { hosts, origins }: Origins): boolean {
  const isHost = hosts.has(headers.host?.toLowerCase() ?? '')
  return isHost && (headers.origin === undefined || origins.has(headers.origin.toLowerCase()))
}

/** A session or a recipient link lets a socket in, as it would a page. */
async function admit(io: LiveServer, socket: LiveSocket, { cookies, services }: LiveDeps): Promise<void> {
  const { headers } = socket.request
  const bearer: unknown = socket.handshake.auth.token
  const token = typeof bearer === 'string' ? bearer : cookies.sessionOf({ headers })
  const link = cookies.linkOf({ headers })
  const viewer =
    (token ? await services.session.viewerOf(token) : null) ?? (link ? await services.track.viewerOfLink(link) : null)
  if (!viewer) throw new Error('nobody')
  const own = viewer.userId ? `user:${viewer.userId}` : `link:${viewer.linkedShipmentId}`
  if ((io.of('/').adapter.rooms.get(own)?.size ?? 0) >= mostSocketsPerPerson) throw new Error('too many')
  socket.data.viewer = viewer
  await socket.join(own)
}

type Watching = { deps: LiveDeps; limiter: RateLimiterMemory }

async function watch(socket: LiveSocket, asked: unknown, { deps, limiter }: Watching): Promise<boolean> {
  await limiter.consume(socket.id)
  const input = watchInput.safeParse(asked)
  if (!input.success) return false
  const { viewer } = socket.data
  const room = await roomFor(deps.db, input.data.room, viewer)
  if (room === null) return false
  await socket.join(room)
  return true
}

/** Our name of a room, if the viewer may be in it. */
async function roomFor(db: CommonQueryMethods, room: string, viewer: Viewer): Promise<string | null> {
  if (room === 'board') return viewer.permissions.includes('shipments.read_all') ? room : null
  if (room === 'courier') return viewer.permissions.includes('runs.read') ? `courier:${viewer.userId}` : null
  if (room === 'alerts') return mayHaveAlerts(viewer) ? `alerts:${viewer.userId}` : null
  const isVisible = await isShipmentVisible(db, room.slice('shipment:'.length), relationOf(viewer))
  return isVisible ? room : null
}

function mayHaveAlerts({ userId, permissions }: Viewer): boolean {
  return userId !== null && (permissions.includes('exceptions.read') || permissions.includes('runs.read'))
}

function hintsOf(io: LiveServer, { db, log }: LiveDeps) {
  /** Who was told last: a courier whose offer is gone must hear of it, too. */
  const lastTold = new Map<string, readonly string[]>()

  async function tellCouriers(change: Omit<Changed, 'room'>): Promise<void> {
    const rooms = [...io.of('/').adapter.rooms.keys()].filter((name) => name.startsWith('courier:'))
    if (rooms.length === 0) return
    const row = await findCouriersOf(db, change.id)
    const now = row ? [...row.offeredTo, ...(row.courierId ? [row.courierId] : [])] : []
    const before = lastTold.get(change.id) ?? []
    if (now.length > 0) lastTold.set(change.id, now)
    else lastTold.delete(change.id)
    for (const courierId of new Set([...before, ...now])) {
      io.to(`courier:${courierId}`).emit('changed', { room: 'courier', ...change })
    }
  }

  return {
    onNotice: (channel: string, payload: string): void => {
      if (channel === 'session_ended') {
        io.in(`user:${payload}`).disconnectSockets(true)
        return
      }
      if (channel === 'alert_changed') {
        io.to(`alerts:${payload}`).emit('changed', alertHint)
        return
      }
      const change = { ...changeSchema.parse(JSON.parse(payload)), kind: 'shipment' as const }
      io.to(`shipment:${change.id}`).emit('changed', { room: `shipment:${change.id}`, ...change })
      io.to('board').emit('changed', { room: 'board', ...change })
      tellCouriers(change).catch((error: unknown) => log.warn({ err: error }, 'couriers could not be told'))
    },
    /** Nobody knows what was missed: every room reads again. */
    onGap: (): void => {
      for (const name of io.of('/').adapter.rooms.keys()) {
        const [kind, id = ''] = name.split(':')
        if (kind === 'shipment') io.to(name).emit('changed', { room: name, seq: 0, kind: 'shipment', id })
        if (kind === 'board' || kind === 'courier') {
          io.to(name).emit('changed', { room: kind, seq: 0, kind: 'shipment', id: '' })
        }
        if (kind === 'alerts') io.to(name).emit('changed', alertHint)
      }
    },
  }
}
