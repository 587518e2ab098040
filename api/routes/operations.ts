import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { healthAnswer } from '#domain/schemas/answers-views.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'

const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

/** Files of the reference page, served by ourselves: its policy lets nothing else in. */
const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
}

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Waybill API</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><main id="docs"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`

const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null })`

const aDay = { 'Cache-Control': 'public, max-age=86400' }

/** Health, the description of the API, and its reference page: all that lies beside /api/v1. */
export function operationRoutes({ health }: Services, openApi: object): Route[] {
  return [
    {
      method: 'get',
      path: '/health/live',
      summary: 'The process lives',
      access: 'public',
      answers: { 200: z.strictObject({ live: z.literal(true) }) },
      handle: async () => ok({ live: true }),
    },
    {
      method: 'get',
      path: '/health/ready',
      summary: 'What it stands on is there',
      access: 'public',
      answers: { 200: healthAnswer, 503: healthAnswer },
      handle: async () => {
        const view = await health.check()
        const isReady = view.database && view.temporal && view.worker
        return { status: isReady ? 200 : 503, body: view, ...(!isReady && { headers: { 'Retry-After': '2' } }) }
      },
    },
    {
      method: 'get',
      path: '/openapi.json',
      summary: 'This description',
      access: 'public',
      answers: { 200: null },
      handle: async () => ok(openApi),
    },
    {
      method: 'get',
      path: '/docs',
      summary: 'The reference page',
      access: 'public',
      answers: { 200: null },
      handle: async () => ({ status: 200, body: page, contentType: 'text/html' }),
    },
    {
      method: 'get',
      path: '/docs/start.js',
      summary: 'Its script',
      access: 'public',
      answers: { 200: null },
      handle: async () => ({ status: 200, body: start, contentType: 'text/javascript', headers: aDay }),
    },
    ...Object.entries(files).map(
      ([name, contentType]): Route => ({
        method: 'get',
        path: `/docs/${name}`,
        summary: 'A file of the reference page',
        access: 'public',
        answers: { 200: null },
        handle: async () => ({ status: 200, body: readFileSync(join(swagger, name)), contentType, headers: aDay }),
      }),
    ),
  ]
}
