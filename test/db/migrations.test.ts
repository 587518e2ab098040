import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { createDatabase } from '#test/support/database.ts'

const folder = join(import.meta.dirname, '../../db/migrations')

async function emptyDatabase() {
  const name = `empty_${Date.now()}`
  const server = inject('databaseServerUrl').replace(/[^/]+$/, 'postgres')
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  return {
    url: server.replace(/[^/]+$/, name),
    [Symbol.asyncDispose]: async () => {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await client.end()
    },
  }
}

/** A copy of the migrations that a test may change. */
function copy() {
  const place = mkdtempSync(join(tmpdir(), 'waybill-migrations-'))
  cpSync(folder, place, { recursive: true })
  return { place, [Symbol.dispose]: () => rmSync(place, { recursive: true }) }
}

test('every migration applies to an empty database, once, also when two start at the same time', async () => {
  await using database = await emptyDatabase()
  const [one, two] = await Promise.all([migrate(database.url), migrate(database.url)])
  expect([...(one ?? []), ...(two ?? [])]).toEqual(readdirSync(folder).toSorted())
  expect(await migrate(database.url)).toEqual([])
})

test('a migration that was edited, or comes too late, stops the start', async () => {
  await using database = await createDatabase()
  using edited = copy()
  writeFileSync(join(edited.place, '0001_people.sql'), 'SELECT 1')
  await expect(migrate(database.url, edited.place)).rejects.toThrow('was edited after it was applied')
  using late = copy()
  writeFileSync(join(late.place, '0000_early.sql'), 'SELECT 1')
  await expect(migrate(database.url, late.place)).rejects.toThrow('give it a higher number')
})

test('a migration that fails leaves nothing', async () => {
  await using database = await createDatabase()
  using broken = copy()
  writeFileSync(join(broken.place, '9000_broken.sql'), 'CREATE TABLE half (a int); SELECT * FROM nowhere')
  await expect(migrate(database.url, broken.place)).rejects.toThrow('9000_broken.sql failed')
  const client = new Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query("SELECT to_regclass('half') AS half")
  await client.end()
  expect(rows).toEqual([{ half: null }])
})
