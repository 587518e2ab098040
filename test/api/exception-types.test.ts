import { Client, Connection } from '@temporalio/client'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '#domain/actors.ts'
import { type ExceptionType, exceptionTypes } from '#domain/exception-types.ts'
import type { Payloads } from '#domain/payloads.ts'
import { report, shipmentWorkflowId } from '#workflows/messages.ts'
import type { Seen } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { bringTo, type Crew, crewOf, levelFor, type Stage, untilRaised } from './support/road.ts'

let company: Company
let crew: Crew
let connection: Connection
beforeAll(async () => {
  company = await startCompany()
  crew = await crewOf(company)
  connection = await Connection.connect({ address: company.settings.temporalAddress })
})
afterAll(async () => {
  await connection.close()
  await company[Symbol.asyncDispose]()
})

/** What a position feed would send. */
async function tell(id: string, payload: Payloads['telemetry']): Promise<void> {
  const client = new Client({ connection, namespace: company.settings.temporalNamespace })
  const nowMs = Date.now()
  await client.workflow.getHandle(shipmentWorkflowId(id)).signal(report, {
    commandId: uuidv7(),
    actor: systemActor,
    source: 'system',
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    type: 'telemetry',
    payload,
  })
}

type Case = {
  /** Allowances of its own: the one deadline that comes soon. */
  allowances?: object
  wish?: object
  to?: Stage
  act?: (shipment: Seen) => Promise<unknown>
  reason: string
}

const fail =
  (reason: string) =>
  ({ id }: Seen) =>
    crew.courier.does(id, 'fail_attempt', { reason })
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()

/** How each type comes about: a deadline, a word of a courier, a customer or a dispatcher, or a position feed. */
const cases: Record<ExceptionType, Case> = {
  payment_overdue: { allowances: { choose: 'PT0.5S' }, wish: { payment: undefined }, reason: 'no_method' },
  unassigned: { allowances: { assign: 'PT0.5S' }, reason: 'no_courier' },
  not_accepted: {
    allowances: { accept: 'PT0.5S' },
    act: ({ id }) => crew.dispatcher.does(id, 'assign', { courierIds: [company.users.courier] }),
    reason: 'offer_timeout',
  },
  pickup_overdue: { allowances: { start: 'PT0.5S' }, to: 'accepted', reason: 'late_start' },
  pickup_failed: {
    to: 'at_pickup',
    act: ({ id }) => crew.courier.does(id, 'fail_pickup', { reason: 'not_ready' }),
    reason: 'not_ready',
  },
  forgotten: { allowances: { first_scan: 'PT0.5S' }, wish: { carriage: 'drop_off' }, reason: 'no_first_scan' },
  stale: { allowances: { silence: 'PT0.5S' }, to: 'picked_up', reason: 'no_event' },
  eta_delay: {
    to: 'out_for_delivery',
    act: ({ id }) => tell(id, { kind: 'eta', etaMs: Date.now() + 30 * 86_400_000 }),
    reason: 'predicted_late',
  },
  delivery_overdue: { allowances: { promise: 'PT1.5S' }, reason: 'promise_missed' },
  route_anomaly: {
    to: 'picked_up',
    act: ({ id }) => crew.courier.does(id, 'report_incident', { reason: 'breakdown' }),
    reason: 'breakdown',
  },
  courier_offline: {
    to: 'picked_up',
    act: ({ id }) => tell(id, { kind: 'offline', etaMs: null }),
    reason: 'no_heartbeat',
  },
  recipient_unavailable: { to: 'at_dropoff', act: fail('not_home'), reason: 'not_home' },
  address_problem: { to: 'at_dropoff', act: fail('wrong_address'), reason: 'wrong_address' },
  refused: { to: 'at_dropoff', act: fail('refused_at_door'), reason: 'refused_at_door' },
  identity_failed: { to: 'at_dropoff', act: fail('id_mismatch'), reason: 'id_mismatch' },
  cod_problem: { to: 'at_dropoff', act: fail('cod_unpaid'), reason: 'cod_unpaid' },
  damaged_or_missing: {
    to: 'picked_up',
    act: ({ id }) => crew.courier.does(id, 'report_incident', { reason: 'damaged' }),
    reason: 'damaged',
  },
  missorted: {
    to: 'picked_up',
    act: ({ id }) => crew.dispatcher.does(id, 'raise', { type: 'missorted', reason: 'wrong_route' }),
    reason: 'wrong_route',
  },
  suspected_lost: { allowances: { lost_watch: 'PT0.5S' }, to: 'picked_up', reason: 'long_silence' },
  hold_overdue: {
    to: 'picked_up',
    act: ({ id }) => crew.dispatcher.does(id, 'place_hold', { reason: 'security', until: inMs(800) }),
    reason: 'hold_ended',
  },
  force_majeure: { to: 'at_dropoff', act: fail('weather'), reason: 'weather' },
  status_mismatch: {
    to: 'picked_up',
    // A courier's phone was offline: what it says does not fit any more, and is kept.
    act: ({ id }) =>
      crew.courier.give(id, { type: 'fail_attempt', payload: { reason: 'not_home' }, occurredAt: inMs(-3_600_000) }),
    reason: 'offline_conflict',
  },
  disputed: {
    to: 'delivered',
    act: ({ id }) => crew.recipient.does(id, 'dispute', { kind: 'not_received', text: 'There was nothing.' }),
    reason: 'not_received',
  },
  return_overdue: {
    allowances: { return: 'PT0.5S' },
    to: 'picked_up',
    act: ({ id }) => crew.customer.does(id, 'start_return'),
    reason: 'return_late',
  },
}

async function comesAbout(type: ExceptionType): Promise<string> {
  const { allowances = {}, wish = {}, to, act } = cases[type]
  const serviceLevel = await levelFor(crew.admin, `raise_${type}`, { allowances })
  const shipment = await crew.customer.book({ serviceLevel, ...wish })
  if (to) await bringTo(crew, shipment, { stage: to, courierId: company.users.courier })
  await act?.(shipment)
  const found = await untilRaised(crew.dispatcher, shipment.id, type)
  return String(found.reason)
}

test('all 24 types come about in their own ways, and each is in the queue with its reason', async () => {
  const reasons = new Map<string, string>()
  // A few at a time: this is no storm.
  for (let from = 0; from < exceptionTypes.length; from += 6) {
    await Promise.all(
      exceptionTypes.slice(from, from + 6).map(async (type) => reasons.set(type, await comesAbout(type))),
    )
  }
  expect(Object.fromEntries(reasons)).toEqual(
    Object.fromEntries(exceptionTypes.map((type) => [type, cases[type].reason])),
  )
}, 180_000)

async function giveWrongPin(shipment: Seen, wrong: string) {
  for (const _ of [1, 2, 3]) await crew.courier.give(shipment.id, { type: 'deliver', payload: { pod: { pin: wrong } } })
  return await untilRaised(crew.dispatcher, shipment.id, 'identity_failed')
}

test('a third wrong PIN is a case of its own; a new PIN is mailed and lets the courier go on, but can be locked again', async () => {
  const serviceLevel = await levelFor(crew.admin, 'pinned', { podPolicy: { pin: 'required' } })
  const shipment = await crew.customer.book({ serviceLevel })
  await bringTo(crew, shipment, { stage: 'at_dropoff', courierId: company.users.courier })
  const pinNow = async () => (await crew.customer.shipment(shipment.id)).pin ?? ''
  const wrongFor = (pin: string) => (pin === '0000' ? '1111' : '0000')
  const renewal = { action: 'new_pin', reason: 'Called her.' }

  const first = await giveWrongPin(shipment, wrongFor(await pinNow()))
  await crew.dispatcher.does(shipment.id, 'resolve', { exceptionId: first.id, ...renewal })
  const again = await giveWrongPin(shipment, wrongFor(await pinNow()))
  await crew.dispatcher.does(shipment.id, 'resolve', { exceptionId: again.id, ...renewal })
  const { rows: mails } = await company.pool.query(
    "SELECT channel, audience FROM outbox WHERE shipment_id = $1 AND notice = 'N19'",
    [shipment.id],
  )
  expect(mails).toEqual([
    { channel: 'e', audience: 'R' },
    { channel: 'e', audience: 'R' },
  ])
  const delivered = await crew.courier.does(shipment.id, 'deliver', { pod: { pin: await pinNow() } })
  expect(delivered.status).toBe('delivered')
})

test('a new PIN that the shipment refuses changes nothing', async () => {
  const serviceLevel = await levelFor(crew.admin, 'pinned', { podPolicy: { pin: 'required' } })
  const shipment = await crew.customer.book({ serviceLevel })
  const refused = await crew.dispatcher.give(shipment.id, {
    type: 'resolve',
    payload: { exceptionId: uuidv7(), action: 'new_pin', reason: 'Nobody asked for it.' },
  })
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect((await crew.customer.shipment(shipment.id)).pin).toBe(shipment.pin)
})
