import { SchemaValidationError, sql } from 'slonik'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openPool } from '#db/pool.ts'
import { createDatabase } from '#test/support/database.ts'

async function open(statementTimeoutMs = 3_000) {
  const database = await createDatabase()
  const onError = () => undefined
  const pool = await openPool({
    databaseUrl: database.url,
    name: 'test',
    maxConnections: 2,
    statementTimeoutMs,
    onError,
  })
  return {
    pool,
    [Symbol.asyncDispose]: async () => {
      await pool.end()
      await database[Symbol.asyncDispose]()
    },
  }
}

test('a row that its schema does not know is an error, whatever its type says', async () => {
  await using db = await open()
  const row = z.object({ a: z.int() })
  await expect(db.pool.one(sql.type(row)`SELECT 'x' AS a`)).rejects.toBeInstanceOf(SchemaValidationError)
  expect(await db.pool.one(sql.type(row)`SELECT 1 AS a`)).toEqual({ a: 1 })
})

test('instants come as milliseconds and big integers as numbers, or not at all', async () => {
  await using db = await open()
  const row = z.object({ at: z.number(), n: z.int() })
  const one = await db.pool.one(
    sql.type(row)`SELECT timestamptz '2026-05-01 10:00:00.123+02' AS at, 2::bigint ^ 40 AS n`,
  )
  expect(one).toEqual({ at: Date.parse('2026-05-01T08:00:00.123Z'), n: 2 ** 40 })
  await expect(db.pool.one(sql.type(row)`SELECT now() AS at, 9223372036854775807 AS n`)).rejects.toThrow(/64-bit/)
  await expect(db.pool.one(sql.type(row)`SELECT now() AS at, 1.5::numeric AS n`)).rejects.toThrow(/numeric/)
})

test('a statement is prepared once a connection', async () => {
  await using db = await open()
  await db.pool.connect(async (connection) => {
    for (let n = 0; n < 5; n++) await connection.query(sql.unsafe`SELECT ${n}::int AS a`)
    const row = z.object({ n: z.int() })
    const { n } = await connection.one(
      sql.type(row)`SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE '%::int AS a'`,
    )
    expect(n).toBe(1)
  })
})

test('a statement that takes too long is ended', async () => {
  await using db = await open(100)
  await expect(db.pool.query(sql.unsafe`SELECT pg_sleep(5)`)).rejects.toThrow(/timeout/)
})
