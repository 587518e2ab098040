import { expect, test } from 'vitest'
import type { AlertPreferencesView } from '#domain/views-operations.ts'
import { type Desk, startDesk } from './support/alert-desk.ts'

type Wishes = Partial<AlertPreferencesView>

/** Quiet hours in UTC from so many minutes before now until so many after. */
function quietAround(beforeMinutes: number, afterMinutes: number): Wishes {
  const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16)
  return { zone: 'UTC', quietFrom: clock(-beforeMinutes), quietTo: clock(afterMinutes) }
}

async function quietUntil(desk: Desk, at: string, wishes: object): Promise<string | null> {
  const document = { quietFrom: '21:00', quietTo: '08:00', zone: 'Europe/Berlin', ...wishes }
  const [row] = await desk.query('SELECT quiet_until($1, $2) AS until', [at, JSON.stringify(document)])
  return row.until?.toISOString() ?? null
}

test('quiet hours begin and end to the minute, in the zone of the person, and across the change of the clocks', async () => {
  await using desk = await startDesk()
  const cases: [at: string, wishes: object, until: string | null][] = [
    ['2026-05-04T20:59:59+02:00', {}, null],
    ['2026-05-04T21:00:00+02:00', {}, '2026-05-05T06:00:00.000Z'],
    ['2026-05-05T00:30:00+02:00', {}, '2026-05-05T06:00:00.000Z'],
    ['2026-05-05T07:59:59+02:00', {}, '2026-05-05T06:00:00.000Z'],
    ['2026-05-05T08:00:00+02:00', {}, null],
    // 21:00 in Berlin is the afternoon of New York.
    ['2026-05-04T21:00:00+02:00', { zone: 'America/New_York' }, null],
    ['2026-05-04T21:00:00-04:00', { zone: 'America/New_York' }, '2026-05-05T12:00:00.000Z'],
    // Within one day.
    ['2026-05-04T12:59:00+02:00', { quietFrom: '13:00', quietTo: '14:00' }, null],
    ['2026-05-04T13:30:00+02:00', { quietFrom: '13:00', quietTo: '14:00' }, '2026-05-04T12:00:00.000Z'],
    // The clocks go forward in the night to 29 March 2026, and back in the night to 25 October.
    ['2026-03-28T22:00:00+01:00', {}, '2026-03-29T06:00:00.000Z'],
    ['2026-10-24T22:00:00+02:00', {}, '2026-10-25T07:00:00.000Z'],
    ['2026-05-04T23:00:00+02:00', { quietFrom: null, quietTo: null }, null],
    ['2026-05-04T23:00:00+02:00', { zone: 'Mars/Olympus' }, null],
  ]
  for (const [at, wishes, until] of cases) {
    expect(await quietUntil(desk, at, wishes), `${at} ${JSON.stringify(wishes)}`).toBe(until)
  }
})

test('a mail of level 2 is held in quiet hours and sent at their end, and one outside of them goes out now', async () => {
  await using desk = await startDesk()
  const asleep = await desk.person(['dispatcher'], quietAround(60, 60))
  const awake = await desk.person(['dispatcher'], quietAround(120, -60))
  await desk.breach({ level: 2 })
  await desk.work()
  expect((await desk.mails()).map(({ recipients }) => recipients)).toEqual([[awake.email]])
  const held = await desk.query(`SELECT state, not_before FROM alert_delivery WHERE user_id = $1`, [asleep.id])
  expect(held).toMatchObject([{ state: 'held' }])
  expect(held[0].not_before.getTime()).toBeGreaterThan(Date.now() + 58 * 60_000)
  await desk.pass(58)
  await desk.work()
  expect(await desk.mails()).toHaveLength(1)
  await desk.pass(3)
  await desk.work()
  expect((await desk.mails()).map(({ recipients }) => recipients)).toEqual([[awake.email], [asleep.email]])
})

test('somebody who has chosen nothing sleeps from nine to eight in the zone of the company', async () => {
  await using desk = await startDesk()
  const { id } = await desk.person(['dispatcher'], null)
  await desk.breach({ level: 2 })
  await desk.work()
  const until = await quietUntil(desk, new Date().toISOString(), {})
  const [delivery] = await desk.query('SELECT state, not_before FROM alert_delivery WHERE user_id = $1', [id])
  expect(delivery.state).toBe(until ? 'held' : 'sent')
})

test('a night of breaches is one mail in the morning', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'], quietAround(60, 60))
  for (let n = 0; n < 20; n++) {
    await desk.breach({ level: 2 })
    await desk.work()
  }
  await desk.pass(61)
  await desk.work()
  expect((await desk.mails()).map(({ subject }) => subject)).toEqual([
    '20 exceptions need attention, the worst at level 2',
  ])
})

test('levels 3 and 4 wake people, by mail and by text, and leave what is held for the morning', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher', 'supervisor', 'admin'], {
    ...quietAround(60, 60),
    email: false,
    phone: '+491701234567',
  })
  await desk.breach({ level: 2 })
  const { trackingNumber } = await desk.breach({ level: 3 })
  await desk.work()
  await desk.breach({ level: 4 })
  await desk.work()
  expect((await desk.mails()).map(({ subject }) => subject)).toEqual([
    `Level 3: No courier assigned, ${trackingNumber}`,
    expect.stringMatching(/^Level 4/),
  ])
  expect(await desk.query('SELECT recipient FROM sms_log')).toHaveLength(2)
})
