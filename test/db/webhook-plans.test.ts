import type { CommonQueryMethods } from 'slonik'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimMails } from '#db/outbox.ts'
import { listEndpoints } from '#db/webhook-endpoints.ts'
import { listMessages, replayMessages } from '#db/webhook-messages.ts'
import { fanOutWebhooks, takeDueEndpoints } from '#db/webhook-relay.ts'
import { claimMessages, finishMessage, releaseEndpoint } from '#db/webhook-sending.ts'
import { createDatabase, type TestDatabase } from '#test/support/database.ts'
import { openPlanner } from './support/planner.ts'

let database: TestDatabase
let planner: Awaited<ReturnType<typeof openPlanner>>
const endpointId = '01910000-0000-7000-8000-000000000003'
const partnerId = endpointId

/** Fifty partners with four endpoints each, a hundred thousand messages of which one in fifty waits, and as many mails. */
beforeAll(async () => {
  database = await createDatabase()
  planner = await openPlanner(database.url)
  const { client } = planner
  const id = (n: string) => `('01910000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  await client.query('SET session_replication_role = replica')
  await client.query(`INSERT INTO webhook_endpoint (id, partner_id, url, description, state, secret)
    SELECT ${id('n')}, ${id('n % 50')}, 'https://example.org', '', 'enabled', '' FROM generate_series(1, 200) n`)
  await client.query(`INSERT INTO webhook_message (endpoint_id, shipment_id, seq, notice, kind, body, state, not_before)
    SELECT ${id('n % 200 + 1')}, ${id('n / 20')}, n, 'N6', 'shipment.scanned', '{}',
      CASE WHEN random() < 0.02 THEN 'waiting' ELSE 'sent' END, now() + (random() - 0.5) * interval '1 day'
    FROM generate_series(1, 100000) n`)
  await client.query(`INSERT INTO webhook_delivery (message_id, attempt, outcome, status, duration_ms)
    SELECT id, 1, 'sent', 204, 20 FROM webhook_message`)
  await client.query(`INSERT INTO outbox (shipment_id, seq, notice, channel, audience, facts, not_before, sent_at)
    SELECT ${id('n')}, 1, 'N6', c.channel, 'P', '{}', now(), CASE WHEN random() < 0.99 THEN now() END
    FROM generate_series(1, 50000) n, (VALUES ('w'), ('e')) AS c (channel)`)
  await client.query(`INSERT INTO booking (shipment_id, tracking_number, sender, recipient, parcels, price_lines, pin,
      search_text)
    SELECT ${id('n')}, 'WB' || n, '{}', '{}', '[]', '[]', '1234', '' FROM generate_series(1, 50000) n`)
  await client.query('VACUUM ANALYZE')
}, 120_000)
afterAll(async () => {
  await planner[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const message = { id: 7, messageId: endpointId, shipmentId: endpointId, attempts: 1, body: '{}' }
const page = { partnerId, endpointId, state: null, before: null, limit: 51 }

/** Every query, and the index that its doc comment names. */
const lists: Record<string, [ask: (db: CommonQueryMethods) => Promise<unknown>, index: string]> = {
  // Both indexes of what waits will do for a count.
  'endpoints of a partner': [(db) => listEndpoints(db, { partnerId, before: null, limit: 51 }), 'webhook_message_'],
  'messages of an endpoint': [(db) => listMessages(db, page), 'webhook_message_endpoint_idx'],
  'a later page of them': [(db) => listMessages(db, { ...page, before: 90_000 }), 'webhook_message_endpoint_idx'],
  'their attempts': [(db) => listMessages(db, page), 'webhook_delivery_message_idx'],
  'a replay': [
    (db) => replayMessages(db, { endpointId, afterId: 99_000, sinceMs: null }),
    'webhook_message_endpoint_idx',
  ],
  'what partners are to be told': [(db) => fanOutWebhooks(db, 500), 'outbox_webhook_idx'],
  'mails beside them': [(db) => claimMails(db, 20), 'outbox_waiting_idx'],
  'endpoints with something due': [takeDueEndpoints, 'webhook_message_due_idx'],
  'messages that are due': [(db) => claimMessages(db, { endpointId, limit: 10 }), 'webhook_message_due_idx'],
  'a message that arrived': [
    (db) => finishMessage(db, { endpointId, message, status: 204, durationMs: 20, reason: null }),
    'webhook_message_line_idx',
  ],
  'the end of a batch': [(db) => releaseEndpoint(db, endpointId), 'webhook_message_line_idx'],
}

test.each(Object.entries(lists))('%s: the index is used', async (_name, [ask, index]) => {
  const { indexes, scanned } = await planner.planOf(ask)
  expect(indexes.join()).toContain(index)
  const big = ['webhook_message', 'webhook_delivery', 'outbox', 'booking']
  expect(scanned.filter((table) => big.includes(table))).toEqual([])
})
