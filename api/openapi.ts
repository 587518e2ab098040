import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { problems } from '#domain/errors.ts'
import { maybe } from '#domain/schemas/common.ts'
import type { Route } from './routes/route.ts'

const json = 'application/json'
const problemJson = 'application/problem+json'

const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(problems)),
    traceId: z.string(),
    errors: maybe(z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() }))),
    shipmentStatus: maybe(z.string()),
    seq: maybe(z.int()),
    allowedCommands: maybe(z.array(z.string())),
  })
  .meta({ id: 'Problem' })

/** OpenAPI 3.1 of every route, from the very schemas that check the input and that tests hold the answers to. */
export function openApiOf(routes: readonly Route[], publicUrl: string) {
  const registry = new OpenAPIRegistry()
  const bearer = registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  for (const route of routes) {
    registry.registerPath({
      method: route.method,
      path: `/api/v1${route.path}`,
      summary: route.summary,
      operationId: operationIdOf(route),
      ...(route.access === 'viewer' && { security: [{ [bearer.name]: [] }] }),
      request: requestOf(route),
      responses: responsesOf(route),
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Waybill',
      version: '1',
      description: 'Couriers, parcels and their exceptions. Errors are problem+json (RFC 9457).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
  })
}

function operationIdOf({ method, path }: Route): string {
  const words = path.replaceAll(/[{}]/g, '').split(/[/-]/).filter(Boolean)
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function requestOf(route: Route) {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const { query, body, headers } = route
  return {
    ...(names.length > 0 && { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
    ...(query instanceof z.ZodObject && { query }),
    ...(headers && { headers: z.object(Object.fromEntries(Object.keys(headers).map((name) => [name, z.string()]))) }),
    ...(body && { body: { required: true, content: { [json]: { schema: body } } } }),
    ...(route.isUpload && {
      body: { required: true, content: { 'multipart/form-data': { schema: route.form ?? proofForm } } },
    }),
  }
}

const proofForm = z.strictObject({
  file: z.string().meta({ format: 'binary' }),
  kind: z.enum(['photo', 'signature', 'id']),
  shipmentId: maybe(z.string()),
})

function responsesOf({ answers }: Route): Record<string, ResponseConfig> {
  const good = Object.entries(answers).map(([status, schema]): [string, ResponseConfig] => [
    status,
    { description: 'Done', ...(schema && { content: { [json]: { schema } } }) },
  ])
  const bad: ResponseConfig = {
    description: 'What went wrong, with a stable code',
    content: { [problemJson]: { schema: problem } },
  }
  return { ...Object.fromEntries(good), default: bad }
}
