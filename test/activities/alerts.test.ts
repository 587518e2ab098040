import { expect, test } from 'vitest'
import { tellStaff } from '#activities/alerts.ts'
import { markRead } from '#db/alerts.ts'
import { startDesk } from './support/alert-desk.ts'

/** Who has an alert, by the name that the test gave. */
function namesOf(rows: readonly { user_id: string }[], people: Record<string, { id: string }>): string[] {
  return rows
    .map(({ user_id }) => Object.entries(people).find(([, { id }]) => id === user_id)?.[0] ?? 'unknown')
    .toSorted()
}

test('each level tells its own people, and the customers of a parcel are told nothing here', async () => {
  await using desk = await startDesk()
  const people = {
    dispatcher: await desk.person(['dispatcher']),
    dispatcher2: await desk.person(['dispatcher']),
    supervisor: await desk.person(['supervisor']),
    admin: await desk.person(['admin']),
    finance: await desk.person(['finance']),
    courier: await desk.person(['courier']),
    customer: await desk.person(['customer']),
  }
  const gone = await desk.person(['dispatcher'])
  await desk.query('UPDATE app_user SET is_active = false WHERE id = $1', [gone.id])
  const courierId = people.courier.id
  const cases: [name: string, breach: Parameters<typeof desk.breach>[0], told: string[]][] = [
    ['owned by dispatchers', {}, ['dispatcher', 'dispatcher2', 'supervisor']],
    ['owned by the courier', { owner: { kind: 'role', id: 'C' }, courierId }, ['courier']],
    ['owned by a courier who is not there', { owner: { kind: 'role', id: 'C' } }, []],
    ['owned by the sender', { owner: { kind: 'role', id: 'S' } }, []],
    ['owned by the recipient', { owner: { kind: 'role', id: 'R' } }, []],
    ['owned by a partner', { owner: { kind: 'role', id: 'P' } }, []],
    ['taken by somebody', { owner: { kind: 'user', id: people.finance.id } }, ['finance']],
    ['taken by who has left', { owner: { kind: 'user', id: gone.id } }, []],
    ['level 2', { level: 2 }, ['dispatcher', 'dispatcher2', 'supervisor']],
    ['level 3', { level: 3 }, ['supervisor']],
    ['level 4', { level: 4 }, ['admin']],
    [
      'both named',
      { level: 4, who: ['supervisor', 'admin', 'owner'], owner: { kind: 'user', id: people.admin.id } },
      ['admin', 'supervisor'],
    ],
  ]
  for (const [name, breach, told] of cases) {
    await desk.query('TRUNCATE alert CASCADE')
    await desk.breach(breach)
    await tellStaff(desk.dependencies)
    expect(namesOf(await desk.alerts(), people), name).toEqual(told)
  }
  expect((await desk.alerts()).find(({ user_id }) => user_id === people.admin.id)).toMatchObject({ reader: 'owner' })
  expect(await desk.query('SELECT FROM outbox WHERE sent_at IS NULL')).toEqual([])
})

test('where a role has nobody, the administrators are told in its place', async () => {
  await using desk = await startDesk()
  const people = { admin: await desk.person(['admin']) }
  await desk.breach({ level: 3 })
  await desk.work()
  expect(namesOf(await desk.alerts(), people)).toEqual(['admin'])
  expect(await desk.mails()).toHaveLength(1)
})

test('the same news twice is one alert, whoever told it and however often', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  const first = await desk.breach()
  await Promise.all([tellStaff(desk.dependencies), tellStaff(desk.dependencies)])
  await desk.query('UPDATE outbox SET sent_at = NULL')
  await tellStaff(desk.dependencies)
  expect(await desk.alerts()).toHaveLength(1)
  expect(await desk.deliveries()).toHaveLength(1)
  await desk.breach({ after: first, level: 2, kind: 'escalated' })
  await tellStaff(desk.dependencies)
  expect(await desk.alerts()).toHaveLength(2)
})

test('an event that cannot be read stands aside, and the others are told', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  await desk.breach()
  await desk.breach()
  await desk.query(`UPDATE outbox SET facts = '{"who": "everybody", "level": "high"}' WHERE id = 1`)
  await tellStaff(desk.dependencies)
  expect(await desk.alerts()).toHaveLength(1)
  expect(await desk.query('SELECT failure, sent_at FROM outbox WHERE id = 1')).toEqual([
    { failure: 'unreadable', sent_at: null },
  ])
})

test('an event whose projection may still be taken back is not told yet', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  await desk.breach()
  await desk.query(`UPDATE outbox SET not_before = now() + interval '5 seconds'`)
  await tellStaff(desk.dependencies)
  expect(await desk.alerts()).toEqual([])
})

test('level 1 is mailed after fifteen minutes, and not a minute before', async () => {
  await using desk = await startDesk()
  const { email } = await desk.person(['dispatcher'])
  const { trackingNumber, exceptionId } = await desk.breach()
  await desk.work()
  await desk.pass(14)
  await desk.work()
  expect(await desk.mails()).toEqual([])
  await desk.pass(2)
  await desk.work()
  expect(await desk.mails()).toMatchObject([
    {
      recipients: [email],
      subject: `Level 1: No courier assigned, ${trackingNumber}`,
      text: expect.stringContaining(`https://waybill.example/dispatch/exceptions/${exceptionId}`),
    },
  ])
})

test('whoever has read it within fifteen minutes gets no mail of level 1, and neither does anybody of what is over', async () => {
  await using desk = await startDesk()
  const { id } = await desk.person(['dispatcher'])
  await desk.person(['dispatcher'])
  await desk.breach()
  await desk.work()
  await markRead(desk.pool, { userId: id, ids: null })
  const over = await desk.breach()
  await desk.work()
  await desk.query(`UPDATE exception SET state = 'resolved' WHERE id = $1`, [over.exceptionId])
  await desk.pass(16)
  await desk.work()
  const mails = await desk.mails()
  expect(mails).toHaveLength(1)
  expect(mails[0].recipients).not.toContain(`${id}@waybill.example`)
  expect(mails[0].text).not.toContain(over.trackingNumber)
})

test('who hears of level 2 is not mailed level 1 of the same exception afterwards', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  const first = await desk.breach()
  await desk.work()
  await desk.breach({ after: first, level: 2, kind: 'escalated' })
  await desk.work()
  await desk.pass(16)
  await desk.work()
  expect((await desk.mails()).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Level 2/)])
})

test('twenty thousand events are told in seconds', async () => {
  await using desk = await startDesk()
  for (let n = 0; n < 3; n++) await desk.person(['dispatcher'])
  const { shipmentId } = await desk.breach({ level: 2 })
  await desk.query(
    `INSERT INTO outbox (shipment_id, seq, notice, channel, audience, facts, not_before)
     SELECT shipment_id, seq + n, notice, channel, audience, facts || jsonb_build_object('exceptionId', new_uuid()), now()
     FROM outbox, generate_series(1, 19999) n WHERE shipment_id = $1`,
    [shipmentId],
  )
  const startedAtMs = performance.now()
  while (await tellStaff(desk.dependencies));
  const tookMs = performance.now() - startedAtMs
  expect(await desk.query('SELECT count(*)::int AS n FROM alert')).toEqual([{ n: 60_000 }])
  expect(tookMs).toBeLessThan(60_000)
  await desk.work()
  expect((await desk.mails()).map(({ subject }) => subject)).toEqual(
    Array.from({ length: 3 }, () => '20000 exceptions need attention, the worst at level 2'),
  )
}, 180_000)
