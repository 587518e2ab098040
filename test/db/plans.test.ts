import type { CommonQueryMethods } from 'slonik'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idsInZone } from '#db/bulletins.ts'
import { listCouriers, listRun } from '#db/couriers.ts'
import { findDelivery, findEventsOf, listEvents, listNotes } from '#db/events.ts'
import { countOpenExceptions, listExceptions, listExceptionsOf } from '#db/exceptions.ts'
import { listHistories } from '#db/histories.ts'
import type { Relation } from '#db/relation.ts'
import { findPage, type ShipmentFilter, type ShipmentPage } from '#db/shipment-pages.ts'
import { findShipment, findShipmentByNumber, findSummaries } from '#db/shipments.ts'
import { countStale, listStale } from '#db/stale.ts'
import { findShipmentOfIntent } from '#db/stripe-events.ts'
import { listUsers } from '#db/users.ts'
import { createDatabase, type TestDatabase } from '#test/support/database.ts'
import { openPlanner } from './support/planner.ts'

let database: TestDatabase
let planner: Awaited<ReturnType<typeof openPlanner>>

/** A hundred thousand shipments of 400 customers and 200 couriers, most of them done, with their events and exceptions. */
beforeAll(async () => {
  database = await createDatabase()
  planner = await openPlanner(database.url)
  const { client } = planner
  await client.query(`INSERT INTO app_user (id, email, name, roles)
    SELECT ('01910000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'user' || n || '@waybill.example', 'User ' || n, CASE WHEN n % 3 = 0 THEN '{courier}'::text[] ELSE '{customer}' END
    FROM generate_series(1, 600) n`)
  // Keys and hints are checked elsewhere; here they would cost a minute.
  await client.query('SET session_replication_role = replica')
  await client.query(`CREATE TEMP TABLE made AS
    WITH person AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM app_user)
    SELECT s.n, ('01930000-0000-7000-8000-' || lpad(to_hex(s.n), 12, '0'))::uuid AS id, 'WB' || lpad(s.n::text, 12, '0') AS number, person.id AS person,
      CASE WHEN s.n % 20 = 0 THEN 'confirmed' WHEN s.n % 20 = 1 THEN 'out_for_delivery' ELSE 'closed' END AS status
    FROM generate_series(1, 100000) s (n) JOIN person ON person.n = s.n % 600 + 1`)
  await client.query(`INSERT INTO booking (shipment_id, tracking_number, customer_id, sender, recipient, recipient_email, parcels,
      price_lines, pin, search_text)
    SELECT id, number, person, '{}', '{}', 'r' || n % 5000 || '@example.org', '[]', '[]', '0000',
      lower(number) || ' ' || md5(n::text) || ' berlin' FROM made`)
  await client.query(`INSERT INTO shipment (id, tracking_number, customer_id, recipient_email, courier_id, offered_to, level_code,
      status, outcome, seq, fence_ms, pickup_from, pickup_to, promise_to, entered_at, next_deadline_at, step_deadline_at,
      open_exceptions, worst_level, state, created_at, updated_at, stale_at, zone)
    SELECT id, number, person, 'r' || n % 5000 || '@example.org', CASE WHEN status <> 'confirmed' THEN person END,
      CASE WHEN n % 200 = 0 THEN ARRAY[person] ELSE '{}' END, 'economy', status,
      CASE WHEN status = 'closed' THEN 'delivered' END, 2, 0, now(), now(), now(), now(),
      CASE WHEN status <> 'closed' THEN now() + n * interval '1 s' END, CASE WHEN status <> 'closed' THEN now() + n * interval '1 s' END,
      (n % 100 = 0)::int, 0, jsonb_build_object('money', jsonb_build_object('intentId', 'pi_' || n)), now(), now(),
      CASE WHEN n % 40 = 0 THEN now() - n * interval '1 s' END, 'zone' || n % 90 FROM made`)
  await client.query(`INSERT INTO shipment_event SELECT id, s, CASE WHEN s = 1 THEN 'booked' ELSE 'delivered' END, id::text || s, now(), now(),
      'Y', NULL, 'system', '{}', '' FROM made, generate_series(1, 2) s`)
  await client.query(`INSERT INTO exception (id, shipment_id, type, reason, severity, level, state, raised_seq, raised_at, sla_due_at,
      next_at, owner_kind, owner_id, score, signals, resolved_at)
    SELECT new_uuid(), id, 'unassigned', 'no_courier', 'medium', 1, CASE WHEN n % 100 = 0 THEN 'open' ELSE 'resolved' END, 1, now(), now(),
      CASE WHEN n % 100 = 0 THEN now() + n * interval '1 s' END, 'role', 'D', 70, 1, CASE WHEN n % 100 <> 0 THEN now() END FROM made`)
  await client.query(`INSERT INTO note (id, shipment_id, command_id, author_name, text, audience)
    SELECT new_uuid(), id, id, 'A', 'B', 'staff' FROM made WHERE n % 4 = 0`)
  await client.query('VACUUM ANALYZE')
}, 180_000)
afterAll(async () => {
  await planner[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** The shipment in the middle, and somebody with shipments. */
const id = `01930000-0000-7000-8000-${(50_000).toString(16).padStart(12, '0')}`
const person = '01910000-0000-7000-8000-000000000003'
const nobody: Relation = {
  isStaff: false,
  customerId: null,
  email: null,
  courierId: null,
  partnerId: null,
  linkedShipmentId: null,
}
const staff: Relation = { ...nobody, isStaff: true }
const all: ShipmentFilter = {
  statuses: null,
  q: null,
  customerId: null,
  courierId: null,
  partnerId: null,
  isOverdue: null,
  hasException: null,
  fromMs: null,
  toMs: null,
}
const page =
  (change: Partial<ShipmentPage> = {}, filter: Partial<ShipmentFilter> = {}) =>
  (db: CommonQueryMethods) =>
    findPage(db, {
      relation: staff,
      sort: 'newest',
      after: { id, nextDeadlineAtMs: Date.now() },
      limit: 51,
      ...change,
      filter: { ...all, ...filter },
    })
const queue =
  (change: object = {}) =>
  (db: CommonQueryMethods) =>
    listExceptions(db, {
      states: null,
      levels: null,
      types: null,
      owner: null,
      zone: null,
      q: null,
      sort: 'nextEscalationAt',
      after: null,
      limit: 51,
      ...change,
    })

const stale = {
  atMs: Date.now(),
  statuses: null,
  partnerId: null,
  courierId: null,
  zone: null,
  carriage: null,
  olderThanMinutes: 0,
}
const day = { dayFromMs: Date.now() - 1e7, dayToMs: Date.now() }

/** Every query of a list, and the index that its doc comment names. */
const lists: Record<string, [ask: (db: CommonQueryMethods) => Promise<unknown>, index: string]> = {
  'all, newest first': [page(), 'shipment_pkey'],
  'all, oldest first': [page({ sort: 'oldest' }), 'shipment_pkey'],
  'the next deadline first': [page({ sort: 'nextDeadline' }), 'shipment_open_deadline'],
  'one status': [page({}, { statuses: ['confirmed'] }), 'shipment_status_idx'],
  'with exceptions': [page({}, { hasException: true }), 'shipment_exceptions_idx'],
  'of a span of time': [page({}, { fromMs: Date.UTC(2024, 0, 1), toMs: Date.UTC(2026, 0, 1) }), 'shipment_pkey'],
  'of one customer': [page({}, { customerId: person }), 'shipment_customer_idx'],
  'by a search': [page({}, { q: 'wb000000077777' }), 'booking_search_idx'],
  'the customer’s own': [page({ relation: { ...nobody, customerId: person } }), 'shipment_customer_idx'],
  'the recipient’s own': [page({ relation: { ...nobody, email: 'r7@example.org' } }), 'shipment_recipient_idx'],
  'the courier’s own': [page({ relation: { ...nobody, courierId: person } }), 'shipment_courier_idx'],
  'the partner’s own': [page({ relation: { ...nobody, partnerId: person } }), 'shipment_partner_idx'],
  'the rows of a page': [(db) => findSummaries(db, [id]), 'shipment_pkey'],
  'one by id': [(db) => findShipment(db, id, staff), 'shipment_pkey'],
  'one by number': [(db) => findShipmentByNumber(db, 'WB1', staff), 'shipment_tracking_number_key'],
  'one by its payment': [(db) => findShipmentOfIntent(db, 'pi_7'), 'shipment_intent_idx'],
  'events of a shipment': [(db) => listEvents(db, { shipmentId: id, afterSeq: 0, limit: 101 }), 'shipment_event_pkey'],
  'events of a command': [(db) => findEventsOf(db, { shipmentId: id, commandId: id }), 'shipment_event_command_idx'],
  'the delivery': [(db) => findDelivery(db, id), 'shipment_event_pkey'],
  'notes of a shipment': [(db) => listNotes(db, id), 'note_shipment_id_command_id_key'],
  'exceptions, next to climb first': [queue(), 'exception_next_idx'],
  'exceptions, a later page': [queue({ after: { id, atMs: Date.now() } }), 'exception_next_idx'],
  'exceptions, newest first': [queue({ sort: 'newest', states: ['open', 'resolved'] }), 'exception_pkey'],
  'exceptions of a shipment': [(db) => listExceptionsOf(db, id), 'exception_shipment_idx'],
  'counts of exceptions': [countOpenExceptions, 'exception_type_idx'],
  'a courier’s run': [(db) => listRun(db, { courierId: person, ...day }), 'shipment_courier_idx'],
  'couriers with their work': [listCouriers, 'shipment_courier_idx'],
  'what is stale': [(db) => listStale(db, { ...stale, after: null, limit: 51 }), 'shipment_stale_idx'],
  'counts of what is stale': [(db) => countStale(db, stale), 'shipment_stale_idx'],
  'the shipments of a zone': [(db) => idsInZone(db, 'zone7'), 'shipment_zone_idx'],
  'histories of a level': [
    (db) => listHistories(db, { levelCode: 'economy', sinceMs: 0 }, { afterId: id, limit: 50 }),
    'shipment_event_pkey',
  ],
  people: [(db) => listUsers(db, { before: null, q: null, limit: 51 }), 'app_user_pkey'],
}

test.each(Object.entries(lists))('%s uses its index', async (_name, [ask, index]) => {
  const { indexes, scanned } = await planner.planOf(ask)
  expect(indexes).toContain(index)
  const big = ['shipment', 'booking', 'shipment_event', 'exception', 'note']
  expect(scanned.filter((table) => big.includes(table))).toEqual([])
})

test('the overdue scan reads the open ones only', async () => {
  const { scanned } = await planner.planOf(page({}, { isOverdue: true }))
  expect(scanned).not.toContain('exception')
})
