import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { commandTypes } from '#domain/commands.ts'
import { type Company, startCompany } from './support/company.ts'

let company: Company
beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
})
afterAll(() => company[Symbol.asyncDispose]())

const operation = z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) })
const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string().startsWith('/api/v1/'), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
})

async function read() {
  const anybody = await company.anybody()
  return documentSchema.parse((await anybody.get('/api/openapi.json')).body)
}

/** Every schema object that stands in the document, wherever. */
function schemasIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => (key === 'schema' ? [member] : schemasIn(member)))
}

test('is OpenAPI 3.1: every reference leads somewhere, every schema is one, every operation has its own name', async () => {
  const document = await read()
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'document', ...document })
  const schemas = schemasIn(document.paths)
  expect(schemas.length).toBeGreaterThan(40)
  for (const schema of schemas) {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components')
    expect(() => ajv.compile(JSON.parse(text)), text.slice(0, 300)).not.toThrow()
  }
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  expect(new Set(names).size).toBe(names.length)
  const described = Object.values(document.paths).flatMap((path) => Object.values(path))
  for (const { responses } of described) expect(responses).toHaveProperty('default')
})

test('names every command that the lifecycle has', async () => {
  const text = JSON.stringify((await read()).paths['/api/v1/shipments/{id}/commands'])
  for (const type of commandTypes) expect(text).toContain(`"${type}"`)
})

test('the reference page loads nothing but our own files', async () => {
  const anybody = await company.anybody()
  const page = await anybody.get('/api/docs')
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
  expect(links).toHaveLength(3)
  for (const link of links) expect((await anybody.get(link)).status, link).toBe(200)
  expect(page.text).not.toMatch(/<script>|style=|onload/)
})

test('health, and metrics for this machine or with the token only', async () => {
  const anybody = await company.anybody()
  expect((await anybody.get('/api/health/live')).body).toEqual({ live: true })
  expect((await anybody.get('/api/health/ready')).body).toMatchObject({ database: true, temporal: true })
  expect((await anybody.get('/metrics')).text).toContain('waybill_http_request_seconds_bucket')
  const proxied = { 'x-forwarded-for': '203.0.113.7' }
  expect((await anybody.call('GET', '/metrics', { headers: proxied })).status).toBe(404)
  const withToken = { ...proxied, authorization: 'Bearer metrics-token-of-tests' }
  expect((await anybody.call('GET', '/metrics', { headers: withToken })).status).toBe(200)
})
