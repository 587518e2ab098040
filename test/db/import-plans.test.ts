import type { CommonQueryMethods } from 'slonik'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listExamples, listRows } from '#db/import-rows.ts'
import { listWaitingRows } from '#db/import-sending.ts'
import { findDropped, findImportByKey, listImports, listStartableImports } from '#db/imports.ts'
import { createDatabase, type TestDatabase } from '#test/support/database.ts'
import { openPlanner } from './support/planner.ts'

let database: TestDatabase
let planner: Awaited<ReturnType<typeof openPlanner>>
const idOf = (n: number) => `01910000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const [partnerId, importId] = [idOf(3), idOf(7)]

/** Two thousand imports of twenty partners, and a hundred thousand rows of forty of them. */
beforeAll(async () => {
  database = await createDatabase()
  planner = await openPlanner(database.url)
  const { client } = planner
  const id = (n: string) => `('01910000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  await client.query('SET session_replication_role = replica')
  await client.query(`INSERT INTO partner (id, name) SELECT ${id('n')}, 'Partner ' || n FROM generate_series(1, 20) n`)
  await client.query(`INSERT INTO import (id, partner_id, source, name, sha256, state, is_direct, format, idempotency_key, created_by_name)
    SELECT ${id('n')}, ${id('n % 20 + 1')}, CASE WHEN n % 2 = 0 THEN 'drop' ELSE 'api' END, 'file' || n, md5(n::text),
      CASE WHEN n % 100 = 0 THEN 'applying' ELSE 'done' END, true, '{}', 'key' || n, 'Somebody' FROM generate_series(1, 2000) n`)
  await client.query(`INSERT INTO import_row (import_id, line, number, code, text, reason, place, note, event_id, evidence,
      outcome, shipment_id, command_id, word_id, result)
    SELECT ${id('n % 40')}, n / 40 + 2, 'WB' || n, 'IN', '', '', '', '', '', false,
      CASE n % 5 WHEN 0 THEN 'bad' WHEN 1 THEN 'unchanged' ELSE 'new' END, ${id('n % 999')}, new_uuid(), 1,
      CASE n % 5 WHEN 2 THEN NULL WHEN 3 THEN 'applied' END FROM generate_series(1, 100000) n`)
  await client.query('VACUUM ANALYZE')
}, 120_000)
afterAll(async () => {
  await planner[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const all = { states: null, beforeId: null, limit: 51 }
const rows = { importId, outcome: null, result: null, afterLine: 1_000, limit: 51 }

/** Every query of a list, and the index that its doc comment names. */
const lists: Record<string, [(db: CommonQueryMethods) => Promise<unknown>, string]> = {
  'imports of a partner': [(db) => listImports(db, { ...all, partnerId }), 'import_partner_idx'],
  'everybody’s imports': [(db) => listImports(db, { ...all, partnerId: null }), 'import_pkey'],
  'imports that nobody works on': [listStartableImports, 'import_running_idx'],
  'an import by its key': [(db) => findImportByKey(db, { partnerId, key: 'key42' }), 'import_key_idx'],
  'a file of the folder': [(db) => findDropped(db, { partnerId, name: 'file42', sha256: 'x' }), 'import_drop_idx'],
  'rows, a later page': [(db) => listRows(db, rows), 'import_row_pkey'],
  'rows of an outcome': [(db) => listRows(db, { ...rows, outcome: 'bad' }), 'import_row_outcome_idx'],
  'rows with a result': [(db) => listRows(db, { ...rows, result: 'applied' }), 'import_row_result_idx'],
  'examples of each outcome': [(db) => listExamples(db, importId, 5), 'import_row_outcome_idx'],
  'what is still to be told': [
    (db) => listWaitingRows(db, { importId, afterShipmentId: idOf(500), shipments: 50 }),
    'import_row_waiting_idx',
  ],
}

test.each(Object.entries(lists))('%s: its index is used', async (_name, [ask, index]) => {
  const { indexes, scanned } = await planner.planOf(ask)
  expect(indexes).toContain(index)
  expect(scanned.filter((table) => ['import', 'import_row'].includes(table))).toEqual([])
})
