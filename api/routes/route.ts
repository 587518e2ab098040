import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Client, Viewer } from '../services/contract.ts'

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const
export type Method = (typeof methods)[number]

export type RouteRequest = {
  params: Readonly<Record<string, string>>
  query: unknown
  body: unknown
  client: Client
  /** The session token or API key that came with it. */
  token: string | null
  header: (name: string) => string | undefined
  /** The bytes themselves, for uploads: routes with `isUpload` get no parsed body. */
  stream: IncomingMessage
}

export type Reply = {
  status: number
  /** JSON, unless `contentType` says otherwise; undefined sends no body. */
  body?: unknown
  contentType?: string
  /** Sent as it comes, instead of a body. */
  stream?: Readable
  headers?: Record<string, string>
  /** Sets or ends the session cookie. */
  session?: { token: string; expiresAt: string } | null
}

type Described = {
  method: Method
  /** OpenAPI's way of writing it: `/shipments/{id}`. */
  path: string
  summary: string
  query?: z.ZodType
  body?: z.ZodType
  headers?: Record<string, string>
  isUpload?: true
  /** The fields of an upload, for its description. */
  form?: z.ZodType
  /** The JSON of each good answer; null for one without a body. */
  answers: Readonly<Record<number, z.ZodType | null>>
}

/** One route of the API: what it takes and gives, who gets in, and the one call that it makes. */
export type Route = Described &
  (
    | { access: 'public'; handle: (request: RouteRequest) => Promise<Reply> }
    | { access: 'viewer'; handle: (request: RouteRequest, viewer: Viewer) => Promise<Reply> }
  )

export function ok(body: unknown): Reply {
  return { status: 200, body }
}
