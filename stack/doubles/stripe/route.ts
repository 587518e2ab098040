import { z } from 'zod'
import type { Call } from './call.ts'
import { type Answer, missing, parseParams } from './failure.ts'
import { metadata, pageParams } from './form.ts'
import { findObject, listObjects } from './store.ts'
import type { Kind } from './types.ts'

export type Asked = { id: string; params: object }

/** One line of the API: method, path and what it does. */
export type Route = {
  method: 'get' | 'post'
  path: string
  run: (call: Call, asked: Asked) => Promise<Answer>
}

/** Makes a POST route whose parameters are checked strictly. */
export function post<T>(
  path: string,
  schema: z.ZodType<T>,
  run: (call: Call, params: T, id: string) => Promise<object>,
): Route {
  return {
    method: 'post',
    path,
    run: async (call, { id, params }) => asAnswer(await run(call, parseParams(schema, params), id)),
  }
}

/** A handler gives the object, or a whole answer when it is not simply 200. */
function asAnswer(result: object): Answer {
  if ('status' in result && typeof result.status === 'number' && 'body' in result && result.body instanceof Object) {
    return { status: result.status, body: result.body }
  }
  return { status: 200, body: result }
}

/** GET one object of a kind. */
export function retrieve(path: string, kind: Kind, param = 'id'): Route {
  return {
    method: 'get',
    path: `${path}/:id`,
    run: async (call, { id, params }) => {
      parseParams(z.strictObject({}), params)
      const found = await findObject(call.db, kind, id)
      if (!found) throw missing(kind, id, param)
      return { status: 200, body: found }
    },
  }
}

/** GET a page of a kind, newest first; the named filters compare fields for equality. */
export function list(path: string, kind: Kind, filters: string[]): Route {
  const optional = Object.fromEntries(filters.map((name) => [name, z.string().optional()]))
  const schema = z.strictObject({ ...pageParams, ...optional })
  return {
    method: 'get',
    path,
    run: async (call, { params }) => {
      const { limit, starting_after, created, ...match } = parseParams(schema, params)
      const [fromSec, toSec] =
        typeof created === 'number' ? [created, created] : [created?.gte ?? 0, created?.lte ?? Number.MAX_SAFE_INTEGER]
      const page = await listObjects(call.db, kind, { limit, startingAfter: starting_after, fromSec, toSec, match })
      return { status: 200, body: { object: 'list', url: path, ...page } }
    },
  }
}

export const metadataParam = metadata.default({})
