import { expect, test } from 'vitest'
import { startDesk } from './support/alert-desk.ts'

test('a muted type is told in the app alone at levels 1 and 2, and everywhere from level 3 on', async () => {
  await using desk = await startDesk()
  const muted = [
    { type: 'unassigned' as const, until: '2099-01-01T00:00:00Z' },
    { type: 'stale' as const, until: '2020-01-01T00:00:00Z' },
  ]
  await desk.person(['dispatcher', 'supervisor'], { muted })
  for (const level of [1, 2, 3]) await desk.breach({ level })
  await desk.breach({ level: 2, type: 'stale', reason: 'no_scan' })
  await desk.work()
  expect(await desk.alerts()).toHaveLength(4)
  const levels = await desk.query(
    'SELECT a.level, a.type FROM alert a JOIN alert_delivery d ON d.alert_id = a.id ORDER BY a.id',
  )
  expect(levels).toEqual([
    { level: 3, type: 'unassigned' },
    { level: 2, type: 'stale' },
  ])
})

test('who has switched e-mail off is mailed from level 3 on only', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher', 'supervisor'], { email: false })
  for (const level of [1, 2, 3]) await desk.breach({ level })
  await desk.work()
  expect(await desk.query('SELECT level, state FROM alert_delivery')).toEqual([{ level: 3, state: 'sent' }])
})

test('couriers are told in the app, and nowhere else', async () => {
  await using desk = await startDesk()
  const { id } = await desk.person(['courier'])
  await desk.breach({ owner: { kind: 'role', id: 'C' }, courierId: id })
  await desk.work()
  expect(await desk.alerts()).toMatchObject([{ user_id: id, reader: 'courier' }])
  expect(await desk.deliveries()).toEqual([])
})
