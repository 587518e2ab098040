import { Pool } from 'pg'
import { expect, test } from 'vitest'
import { openPool } from '#db/pool.ts'
import { foldReportFacts } from '#db/report-facts.ts'
import { createDatabase } from '#test/support/database.ts'
import { t0 } from '../domain/builders.ts'
import { livesUntil, writeLives } from './support/report-lives.ts'

const nobody = { partners: [null], couriers: [null] }

async function startBooks(count: number) {
  const database = await createDatabase()
  const raw = new Pool({ connectionString: database.url, max: 2 })
  raw.on('error', () => undefined)
  const onError = () => undefined
  const options = { databaseUrl: database.url, name: 'test', maxConnections: 6, statementTimeoutMs: 30_000, onError }
  const pool = await openPool(options)
  const lives = livesUntil(t0, count)
  await writeLives(raw, lives, { people: nobody, between: async () => undefined })
  return {
    lives,
    pool,
    rows: async (text: string) => (await raw.query(text)).rows,
    foldAll: async () => {
      while ((await foldReportFacts(pool, 50)) > 0);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([pool.end(), raw.end()])
      await database[Symbol.asyncDispose]()
    },
  }
}

const counts = `SELECT (SELECT count(*)::int FROM shipment_fact) AS facts, (SELECT sum(shipments)::int FROM report_day) AS sums,
  (SELECT count(*)::int FROM report_mark) AS marks`

test('several workers that fold at once count every shipment once', async () => {
  await using books = await startBooks(30)
  const all = books.lives.length
  for (let left = true; left; ) {
    const taken = await Promise.all(Array.from({ length: 5 }, () => foldReportFacts(books.pool, 20)))
    left = taken.some((count) => count > 0)
  }
  expect(await books.rows(counts)).toEqual([{ facts: all, sums: all, marks: 0 }])
})

test('a history that cannot be read keeps its mark and holds up no other; once it can be, it counts', async () => {
  await using books = await startBooks(10)
  const all = books.lives.length
  const broken = books.lives[3]?.id
  await books.rows(`CREATE TABLE kept AS SELECT * FROM shipment_event WHERE shipment_id = '${broken}'`)
  await books.rows(`UPDATE shipment_event SET data = '{}' WHERE shipment_id = '${broken}'`)
  await books.foldAll()
  expect(await books.rows(counts)).toEqual([{ facts: all - 1, sums: all - 1, marks: 1 }])
  await books.rows(
    `UPDATE shipment_event e SET data = k.data FROM kept k WHERE k.shipment_id = e.shipment_id AND k.seq = e.seq`,
  )
  await books.rows(`INSERT INTO report_mark (shipment_id) VALUES ('${broken}')`)
  await books.foldAll()
  expect(await books.rows(counts)).toEqual([{ facts: all, sums: all, marks: 0 }])
})

test('when the company moves to another zone, its days begin elsewhere and every parcel is counted anew', async () => {
  await using books = await startBooks(40)
  await books.foldAll()
  const days = () =>
    books.rows(
      `SELECT day::text, sum(shipments)::int AS n FROM report_day GROUP BY 1 HAVING sum(shipments) > 0 ORDER BY 1`,
    )
  const before = await days()
  await books.rows(`UPDATE calendar SET document = document || '{"zone": "Pacific/Auckland"}' WHERE code = 'ops'`)
  await books.foldAll()
  const after = await days()
  expect(after).not.toEqual(before)
  const expected =
    await books.rows(`SELECT (recorded_at AT TIME ZONE 'Pacific/Auckland')::date::text AS day, count(*)::int AS n
    FROM shipment_event WHERE type = 'booked' GROUP BY 1 ORDER BY 1`)
  expect(after).toEqual(expected)
  // Whatever else changes of a calendar marks nothing.
  await books.rows(`UPDATE calendar SET document = document || '{"name": "Ops"}' WHERE code = 'ops'`)
  expect(await books.rows('SELECT count(*)::int AS marks FROM report_mark')).toEqual([{ marks: 0 }])
})
