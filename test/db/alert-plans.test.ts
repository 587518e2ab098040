import type { CommonQueryMethods } from 'slonik'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listUndelivered } from '#db/alert-troubles.ts'
import { countUnread, listAlerts, readBell } from '#db/alerts.ts'
import { listTexts } from '#db/sms-log.ts'
import { createDatabase, type TestDatabase } from '#test/support/database.ts'
import { openPlanner } from './support/planner.ts'

let database: TestDatabase
let planner: Awaited<ReturnType<typeof openPlanner>>
const userId = '01910000-0000-7000-8000-000000000003'

/** A hundred thousand alerts to five hundred people, one in ten unread, one in a thousand undelivered. */
beforeAll(async () => {
  database = await createDatabase()
  planner = await openPlanner(database.url)
  const { client } = planner
  await client.query('SET session_replication_role = replica')
  await client.query(`INSERT INTO app_user (id, email, name, roles)
    SELECT ('01910000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, n || '@waybill.example', 'User', '{dispatcher}' FROM generate_series(1, 500) n`)
  await client.query(`INSERT INTO shipment (id, tracking_number, offered_to, level_code, status, seq, fence_ms, pickup_from,
      pickup_to, promise_to, entered_at, open_exceptions, worst_level, state, created_at, updated_at)
    SELECT new_uuid(), 'WB' || n, '{}', 'economy', 'confirmed', 1, 0, now(), now(), now(), now(), 1, 1, '{}', now(), now() FROM generate_series(1, 200) n`)
  await client.query(`INSERT INTO alert (user_id, shipment_id, seq, exception_id, type, reason, severity, level, kind, reader, channels, read_at)
    SELECT u.id, s.id, 1, s.id, 'stale', 'no_scan', 'medium', 1, 'raised', 'dispatcher', '{email}', CASE WHEN random() > 0.1 THEN now() END
    FROM app_user u, shipment s ORDER BY random()`)
  await client.query(`INSERT INTO alert_delivery (alert_id, channel, user_id, level, state, not_before, group_key, sent_at, failure)
    SELECT id, 'email', user_id, level, CASE WHEN id % 1000 = 0 THEN 'failed' ELSE 'sent' END, now(), new_uuid(),
      CASE WHEN id % 1000 <> 0 THEN now() END, CASE WHEN id % 1000 = 0 THEN 'refused (550)' END FROM alert`)
  await client.query(
    `INSERT INTO sms_log (message_id, recipient, text) SELECT n::text, '+491', 'Hello' FROM generate_series(1, 5000) n`,
  )
  await client.query('VACUUM ANALYZE')
}, 120_000)
afterAll(async () => {
  await planner[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** Every query of a list, and the index that its doc comment names. */
const lists: Record<string, [ask: (db: CommonQueryMethods) => Promise<unknown>, index: string]> = {
  'all alerts of a person': [
    (db) => listAlerts(db, { userId, isUnread: null, before: 90_000, limit: 51 }),
    'alert_user_idx',
  ],
  'the unread ones': [(db) => listAlerts(db, { userId, isUnread: true, before: null, limit: 51 }), 'alert_unread_idx'],
  'the read ones': [(db) => listAlerts(db, { userId, isUnread: false, before: null, limit: 51 }), 'alert_user_idx'],
  'how many are unread': [(db) => countUnread(db, userId), 'alert_unread_idx'],
  'the bell': [(db) => readBell(db, userId), 'alert_unread_idx'],
  'what nobody has got': [(db) => listUndelivered(db, 200), 'alert_delivery_trouble_idx'],
  texts: [(db) => listTexts(db, { before: 4_000, limit: 51 }), 'sms_log_pkey'],
}

test.each(Object.entries(lists))('%s uses its index', async (_name, [ask, index]) => {
  const { indexes, scanned } = await planner.planOf(ask)
  expect(indexes).toContain(index)
  expect(scanned.filter((table) => ['alert', 'alert_delivery', 'sms_log'].includes(table))).toEqual([])
})
