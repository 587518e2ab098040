import { expect, test } from 'vitest'
import { fold } from '#domain/apply.ts'
import { freshShipment } from '#domain/shipment.ts'
import { keepHistory } from '../support/histories.ts'
import { happySteps, walk } from '../support/walk.ts'
import { startWorld, until } from '../support/world.ts'

test('a shipment on account is booked, delivered, verified and closed, and row, events and workflow agree', async () => {
  await using world = await startWorld()
  const { id } = await world.book()
  await walk(world, id)
  const row = await until(
    () => world.row(id),
    (state) => state?.status === 'closed',
  )
  expect(row).toMatchObject({ status: 'closed', outcome: 'delivered', exceptions: [], timers: [] })
  expect(fold(freshShipment(id), await world.events(id))).toEqual(row)
  expect(await world.ask(id)).toEqual(row)
  await keepHistory(world, id, 'account-happy')
})

test('the happy path costs at most one workflow task a command and three more', async () => {
  await using world = await startWorld()
  const card = { method: 'card', paymentMethodId: 'pm_card_visa', codMinor: null } as const
  const { id } = await world.book({ payment: card })
  await until(
    () => world.row(id),
    (state) => state?.status === 'confirmed',
  )
  await walk(world, id)
  await until(
    () => world.row(id),
    (state) => state?.status === 'closed',
  )
  const { events } = await world.history(id)
  const tasks = events?.filter((event) => event.workflowTaskCompletedEventAttributes).length ?? 0
  const commands = happySteps.length + 1
  expect(tasks).toBeLessThanOrEqual(commands + 3)
  expect(await world.row(id)).toMatchObject({ money: { state: 'captured', capturedMinor: 490, authorisedMinor: 490 } })
  await keepHistory(world, id, 'card-happy')
})
