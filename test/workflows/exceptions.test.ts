import { expect, test } from 'vitest'
import { keepHistory } from '../support/histories.ts'
import { goodProof, walk } from '../support/walk.ts'
import { courier, dispatcher, level, sender, startWorld, until, type World } from '../support/world.ts'

const quick = { slas: { unassigned: 'PT0.3S', not_accepted: 'PT0.3S', payment_overdue: 'PT0.3S' } }
const resolution = { noteId: null, run: null }

async function openOf(world: World, id: string) {
  const { rows } = await world.pool.query<{
    id: string
    type: string
    level: number
    state: string
    resolution: string
  }>('SELECT id, type, level, state, resolution FROM exception WHERE shipment_id = $1 ORDER BY raised_at', [id])
  return rows
}

test('a booking nobody takes in time becomes an exception, climbs to level 4, and ends when a courier accepts', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ level: level({ ...quick, allowances: { assign: 'PT0.1S' } }) })
  await until(
    () => openOf(world, id),
    (rows) => rows[0]?.level === 4,
  )
  const [exception] = await openOf(world, id)
  const exceptionId = exception?.id ?? ''
  await world.send(id, { type: 'acknowledge', actor: dispatcher, payload: { exceptionId } })
  await world.send(id, { type: 'take', actor: dispatcher, payload: { exceptionId, toUserId: dispatcher.id } })
  await world.send(id, {
    type: 'resolve',
    actor: dispatcher,
    payload: {
      ...resolution,
      exceptionId,
      action: 'assign',
      run: { type: 'assign', payload: { courierIds: [courier.id ?? ''], minutes: null } },
    },
  })
  await world.send(id, { type: 'accept', actor: courier, payload: {} })
  expect(await openOf(world, id)).toMatchObject([
    { type: 'unassigned', level: 4, state: 'resolved', resolution: 'cleared' },
  ])
  expect(await world.ask(id)).toEqual(await world.row(id))
  await keepHistory(world, id, 'unassigned-to-level-4')
})

test('an offer that is not answered goes back by itself', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ level: level({ ...quick, allowances: { accept: 'PT0.2S' } }) })
  await walk(world, id, 1)
  await until(
    () => openOf(world, id),
    (rows) => rows[0]?.type === 'not_accepted',
  )
  expect(await world.row(id)).toMatchObject({ status: 'confirmed', offers: [] })
  await keepHistory(world, id, 'offer-lapsed')
})

test('a customer who never pays is reminded, then the booking ends without a fee', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ payment: null, level: level({ ...quick, allowances: { choose: 'PT0.1S' } }) })
  const row = await until(
    () => world.row(id),
    (state) => state?.status === 'closed',
  )
  expect(row).toMatchObject({ outcome: 'cancelled', money: { feeMinor: 0 } })
  expect(await openOf(world, id)).toMatchObject([{ type: 'payment_overdue', state: 'resolved', resolution: 'lapsed' }])
  await keepHistory(world, id, 'never-paid')
})

test('after a failed attempt silence means another one, and after the last failure the way back', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ level: level({ allowances: { decision: 'PT0.2S' } }) })
  await walk(world, id, 5)
  const failed = { reason: 'not_home', photoId: null, noteId: null, distanceMeters: 12 }
  await world.send(id, { type: 'fail_attempt', actor: courier, payload: failed })
  await until(
    () => world.events(id),
    (events) => events.some((event) => event.type === 'delivery_decided'),
  )
  await world.send(id, { type: 'start', actor: courier, payload: { etaMs: null } })
  await world.send(id, { type: 'fail_attempt', actor: courier, payload: failed })
  const row = await until(
    () => world.row(id),
    (state) => state?.status === 'returning',
  )
  expect(row).toMatchObject({ endCause: 'N', exceptions: [], decision: 'return' })
  expect(await openOf(world, id)).toMatchObject([{ type: 'recipient_unavailable', state: 'resolved', level: 2 }])
  await keepHistory(world, id, 'attempts-used-up')
})

test('an exception that opens and ends with the shipment is kept as resolved', async () => {
  await using world = await startWorld()
  const { id } = await world.book()
  await walk(world, id, 5)
  const payload = { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 1 }
  await world.send(id, { type: 'deliver', actor: courier, payload })
  const [damage] = await openOf(world, id)
  await world.send(id, {
    type: 'resolve',
    actor: { kind: 'V', id: 'supervisor' },
    payload: { ...resolution, exceptionId: damage?.id ?? '', action: 'dismiss' },
  })
  await world.send(id, { type: 'verify_delivery', actor: sender, payload: { noteId: null } })
  expect(await openOf(world, id)).toMatchObject([
    { type: 'damaged_or_missing', state: 'resolved', resolution: 'dismiss' },
  ])
  expect(await world.row(id)).toMatchObject({ status: 'closed' })
  await keepHistory(world, id, 'short-delivery')
})

test('fifty shipments that are overdue at once get exactly one exception each', async () => {
  await using world = await startWorld()
  const wish = { level: level({ allowances: { assign: 'PT1.5S' }, slas: { unassigned: 'PT1H' } }) }
  const booked = await Promise.all(Array.from({ length: 50 }, () => world.book(wish)))
  const count = async () => {
    const { rows } = await world.pool.query<{ n: number; shipments: number }>(
      'SELECT count(*)::int AS n, count(DISTINCT shipment_id)::int AS shipments FROM exception',
    )
    return rows[0]
  }
  await until(count, (found) => found?.n === booked.length)
  expect(await count()).toEqual({ n: 50, shipments: 50 })
})
