import { expect, test } from 'vitest'
import { sendAlerts, tellStaff } from '#activities/alerts.ts'
import { type Breach, type Desk, startDesk } from './support/alert-desk.ts'

async function breaches(desk: Desk, count: number, breach: Breach): Promise<void> {
  for (let n = 0; n < count; n++) await desk.breach(breach)
}

/** What was sent, in the order of sending. */
async function subjects(desk: Desk): Promise<string[]> {
  return (await desk.mails()).map(({ subject }) => subject)
}

test('five hundred breaches are five hundred lines in the app and one mail', async () => {
  await using desk = await startDesk()
  const { id, email } = await desk.person(['dispatcher'])
  await breaches(desk, 320, { zone: 'berlin' })
  await breaches(desk, 130, { zone: 'hamburg' })
  await breaches(desk, 50, { type: 'stale', reason: 'no_scan' })
  await desk.work()
  await desk.pass(16)
  await desk.work()
  expect(await desk.query('SELECT user_id, count(*)::int AS n FROM alert GROUP BY user_id')).toEqual([
    { user_id: id, n: 500 },
  ])
  const mails = await desk.mails()
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({
    recipients: [email],
    subject: '500 exceptions need attention, the worst at level 1',
    copies: 1,
  })
  expect(mails[0].text).toContain(
    [
      '450 × No courier assigned',
      'Berlin: 320 (320 at level 1)',
      'Hamburg: 130 (130 at level 1)',
      'https://waybill.example/dispatch/exceptions?type=unassigned',
      '',
      '50 × No news of the parcel',
      'No zone: 50 (50 at level 1)',
      'https://waybill.example/dispatch/exceptions?type=stale',
    ].join('\n'),
  )
  const deliveries = await desk.query('SELECT DISTINCT state, group_key FROM alert_delivery')
  expect(deliveries).toEqual([{ state: 'sent', group_key: expect.any(String) }])
  expect(mails[0].message_id).toBe(`<alert-${deliveries[0].group_key}@waybill.example>`)
})

test('up to four come one by one, from the fifth on the rest waits for ten minutes', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  for (let n = 0; n < 6; n++) {
    await desk.breach({ level: 2 })
    await desk.work()
  }
  expect(await subjects(desk)).toHaveLength(4)
  await desk.pass(9)
  await breaches(desk, 10, { level: 2 })
  await desk.work()
  expect(await subjects(desk)).toHaveLength(4)
  await desk.pass(2)
  await desk.work()
  expect((await subjects(desk)).slice(4)).toEqual(['12 exceptions need attention, the worst at level 2'])
})

test('a few that wait together are one mail that names each', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  const numbers = [await desk.breach({ level: 2 }), await desk.breach({ level: 2, zone: 'berlin' })]
  await desk.work()
  const mails = await desk.mails()
  expect(mails.map(({ subject }) => subject)).toEqual(['2 exceptions need attention, the worst at level 2'])
  for (const { trackingNumber, exceptionId } of numbers) {
    expect(mails[0].text).toContain(trackingNumber)
    expect(mails[0].html).toContain(`/dispatch/exceptions/${exceptionId}`)
  }
})

test('level 3 comes at once in the midst of a flood, with all that waits', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher', 'supervisor'])
  await breaches(desk, 6, { level: 2 })
  await desk.work()
  await breaches(desk, 7, { level: 2 })
  await desk.work()
  expect(await subjects(desk)).toHaveLength(1)
  await desk.breach({ level: 3 })
  await desk.work()
  expect(await subjects(desk)).toEqual([
    '6 exceptions need attention, the worst at level 2',
    '8 exceptions need attention, the worst at level 3',
  ])
  await desk.breach({ level: 4, who: ['supervisor'] })
  await desk.work()
  expect((await subjects(desk)).at(-1)).toMatch(/^Level 4/)
})

test('a wave is let come in before a mail goes out, and what is urgent does not wait for it', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  const patient = { ...desk.dependencies, settleMs: 60_000 }
  await desk.breach({ level: 2 })
  await tellStaff(patient)
  await sendAlerts(patient)
  expect(await subjects(desk)).toEqual([])
  await desk.breach({ level: 3, who: ['dispatcher'] })
  await tellStaff(patient)
  await sendAlerts(patient)
  expect(await subjects(desk)).toEqual(['2 exceptions need attention, the worst at level 3'])
})

test('two workers at once send one mail', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  await breaches(desk, 40, { level: 2 })
  await Promise.all(Array.from({ length: 4 }, () => tellStaff(desk.dependencies)))
  await Promise.all(Array.from({ length: 4 }, () => sendAlerts(desk.dependencies)))
  expect(await desk.mails()).toMatchObject([{ copies: 1 }])
})

test('a worker that died after sending repeats the very same mail, and whatever came meanwhile waits for its own', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  await breaches(desk, 5, { level: 2 })
  await desk.work()
  // As if the answer had been lost, and the lease were over.
  await desk.query(
    `UPDATE alert_delivery SET state = 'waiting', sent_at = NULL, not_before = now() + interval '1 minute'`,
  )
  await breaches(desk, 3, { level: 2 })
  await desk.work()
  expect(await desk.mails()).toMatchObject([{ copies: 1 }])
  await desk.pass(2)
  await desk.work()
  expect(await desk.mails()).toMatchObject([
    { copies: 2, subject: '5 exceptions need attention, the worst at level 2' },
  ])
  expect(
    await desk.query(`SELECT state, count(*)::int AS n FROM alert_delivery GROUP BY state ORDER BY state`),
  ).toEqual([
    { state: 'sent', n: 5 },
    { state: 'waiting', n: 3 },
  ])
})

test('each person and each way has a message of its own', async () => {
  await using desk = await startDesk()
  await desk.person(['supervisor'], { phone: '+4930123456' })
  await desk.person(['supervisor'])
  await breaches(desk, 7, { level: 3 })
  await desk.work()
  expect(await desk.mails()).toHaveLength(2)
  const texts = await desk.query('SELECT recipient, text, message_id FROM sms_log')
  expect(texts).toEqual([
    {
      recipient: '+4930123456',
      text: 'Waybill: 7 exceptions, worst L3: 7 No courier assigned. https://waybill.example/alerts',
      message_id: expect.stringMatching(/^alert-/),
    },
  ])
})
