import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

export type TestDatabase = AsyncDisposable & { url: string }

/** A database of one's own with all migrations applied; dropped, with whoever is still connected, when disposed of. */
export async function createDatabase(): Promise<TestDatabase> {
  const templateUrl = inject('databaseServerUrl')
  const template = templateUrl.split('/').at(-1)
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(templateUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    url: templateUrl.replace(/[^/]+$/, name),
    [Symbol.asyncDispose]: () => onServer(templateUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function onServer(templateUrl: string, statement: string): Promise<void> {
  // Not the template itself: a database with connections cannot be copied.
  const client = new Client({ connectionString: templateUrl.replace(/[^/]+$/, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
