import { expect, test } from 'vitest'
import { keepHistory } from '../support/histories.ts'
import { walk } from '../support/walk.ts'
import { sender, startWorld, until, type World } from '../support/world.ts'

const stored = { method: 'card', paymentMethodId: 'pm_card_visa', codMinor: null } as const

async function effectsIn(world: World, id: string) {
  const answer = await fetch(`${world.stripeUrl}/_double/effects?key=${id}`)
  const { items } = await answer.json()
  return items.map(
    (item: { kind: string; count: number; amount: number }) => `${item.kind} ${item.count}x ${item.amount}`,
  )
}

async function fault(world: World, body: object): Promise<void> {
  await fetch(`${world.stripeUrl}/_double/faults`, { method: 'POST', body: JSON.stringify(body) })
}

test('a declined card is told, another one is taken, and only the second hold exists', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ payment: { ...stored, paymentMethodId: 'pm_card_chargeDeclined' } })
  await until(
    () => world.row(id),
    (state) => state?.money.state === 'declined',
  )
  await world.send(id, { type: 'pay', actor: sender, payload: stored })
  const row = await until(
    () => world.row(id),
    (state) => state?.status === 'confirmed',
  )
  expect(row?.money).toMatchObject({ state: 'authorised', n: 2, authorisedMinor: 490 })
  await keepHistory(world, id, 'card-declined-then-paid')
})

test('a cancelled shipment gives its hold back, once, and closes', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ payment: stored })
  await until(
    () => world.row(id),
    (state) => state?.status === 'confirmed',
  )
  await world.send(id, { type: 'cancel', actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 0 } })
  const row = await until(
    () => world.row(id),
    (state) => state?.status === 'closed',
  )
  expect(row).toMatchObject({ outcome: 'cancelled', money: { state: 'released', capturedMinor: 0 } })
  const { rows } = await world.pool.query<{ state: string }>(
    'SELECT state FROM ledger_transaction WHERE shipment_id = $1',
    [id],
  )
  expect(rows.map((transaction) => transaction.state)).toEqual(['dropped'])
  await keepHistory(world, id, 'card-cancelled')
})

test('an unpaid page is closed with the cancellation', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ payment: { ...stored, paymentMethodId: null } })
  await until(
    () => world.row(id),
    (state) => Boolean(state?.money.checkoutUrl),
  )
  await world.send(id, { type: 'cancel', actor: sender, payload: { noteId: null, cause: 'S', acceptedFeeMinor: 0 } })
  await until(
    () => world.row(id),
    (state) => state?.status === 'closed',
  )
  await keepHistory(world, id, 'checkout-cancelled')
})

test('a capture whose answer is lost twice is one capture', async () => {
  await using world = await startWorld()
  const { id } = await world.book({ payment: stored })
  await until(
    () => world.row(id),
    (state) => state?.status === 'confirmed',
  )
  await walk(world, id, 6)
  await fault(world, { kind: 'drop_answer', call: 'POST /v1/payment_intents', times: 2 })
  await world.send(id, { type: 'verify_delivery', actor: sender, payload: { noteId: null } })
  await until(
    () => world.row(id),
    (state) => state?.status === 'closed',
  )
  expect(await effectsIn(world, id)).toContain('capture 1x 490')
})
