import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { openApiOf } from '#api/openapi.ts'
import { importRoutes } from '#api/routes/imports.ts'
import type { Services } from '#api/services/contract.ts'
import { root } from './folders.ts'

export const typesFile = join(root, 'stack', 'import-api.d.ts')

const head = '// Made by `npm run api-types` from the OpenAPI document; not to be edited.\n\n'

/** The routes that our own command line calls. */
const used = ['post /imports', 'get /imports/{id}', 'get /imports/{id}/rows']

/** What openapi-typescript makes of them. */
export async function importTypes(): Promise<string> {
  const nothing: unknown = new Proxy({}, { get: () => ({}) })
  // The routes alone, without anything behind them.
  const routes = importRoutes(nothing as Services).filter(({ method, path }) => used.includes(`${method} ${path}`))
  return head + astToString(await openapiTS(JSON.stringify(openApiOf(routes, 'http://localhost'))))
}

if (import.meta.main) writeFileSync(typesFile, await importTypes())
