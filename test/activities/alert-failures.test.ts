import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { tellStaff } from '#activities/alerts.ts'
import { createMailer } from '#activities/mail.ts'
import { noPost, startDesk } from './support/alert-desk.ts'

test('while the mail server is away the pause doubles, nothing is lost, and all of it is one mail afterwards', async () => {
  await using desk = await startDesk()
  await desk.person(['dispatcher'])
  const { mailer } = desk.dependencies
  desk.dependencies.mailer = createMailer({ smtpUrl: noPost, from: 'hello@waybill.example' })
  await desk.breach({ level: 2 })
  const pauses: number[] = []
  for (let n = 0; n < 4; n++) {
    await desk.work()
    const [row] = await desk.query('SELECT extract(epoch FROM not_before - now())::int AS pause FROM alert_delivery')
    pauses.push(row.pause)
    await desk.pass(2)
  }
  expect(pauses).toEqual([10, 20, 40, 80])
  for (let n = 0; n < 30; n++) await desk.breach({ level: 2 })
  await desk.work()
  desk.dependencies.mailer.close()
  desk.dependencies.mailer = mailer
  await desk.pass(10)
  await desk.work()
  await desk.pass(11)
  await desk.work()
  expect((await desk.mails()).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^Level 2/),
    '30 exceptions need attention, the worst at level 2',
  ])
})

test('what is urgent does not wait out the long pause of an earlier message', async () => {
  await using desk = await startDesk({ smtpUrl: noPost })
  await desk.person(['supervisor'])
  await desk.breach({ level: 3 })
  await desk.work()
  await desk.query(`UPDATE alert_delivery SET not_before = now() + interval '50 minutes'`)
  await desk.breach({ level: 3 })
  await desk.work()
  const [{ seconds }] = await desk.query(
    'SELECT max(extract(epoch FROM not_before - now()))::int AS seconds FROM alert_delivery WHERE group_key IS NOT NULL',
  )
  expect(seconds).toBeLessThanOrEqual(60)
})

test('after a dozen attempts a message is given up, with the reason', async () => {
  await using desk = await startDesk({ smtpUrl: noPost })
  await desk.person(['dispatcher'])
  await desk.breach({ level: 2 })
  for (let n = 0; n < 13; n++) {
    await desk.work()
    await desk.pass(61)
  }
  expect(await desk.deliveries()).toMatchObject([
    { state: 'failed', attempts: 12, failure: 'gave up: the mail server does not take it' },
  ])
})

test('an address that the mail server refuses for good is not tried again', async () => {
  const refusing = new SMTPServer({
    authOptional: true,
    closeTimeout: 100,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('No such person'), { responseCode: 550 })),
  })
  await new Promise<void>((done) => refusing.listen(0, '127.0.0.1', done))
  const { port } = refusing.server.address() as AddressInfo
  await using desk = await startDesk({ smtpUrl: `smtp://127.0.0.1:${port}` })
  await desk.person(['dispatcher'])
  await desk.breach({ level: 2 })
  await desk.work()
  await new Promise<void>((done) => refusing.close(done))
  expect(await desk.deliveries()).toMatchObject([{ state: 'failed', attempts: 1, failure: 'refused (550)' }])
})

test('who has left meanwhile, or has taken back the number, is not reached', async () => {
  await using desk = await startDesk()
  const left = await desk.person(['supervisor'])
  const { id } = await desk.person(['supervisor'], { phone: '+4930123456' })
  await desk.breach({ level: 3 })
  await tellStaff(desk.dependencies)
  await desk.query('UPDATE app_user SET is_active = false WHERE id = $1', [left.id])
  await desk.query('DELETE FROM alert_preference WHERE user_id = $1', [id])
  await desk.work()
  expect((await desk.mails()).map(({ recipients }) => recipients)).toEqual([[`${id}@waybill.example`]])
  expect(await desk.query(`SELECT state, failure FROM alert_delivery WHERE channel = 'sms'`)).toEqual([
    { state: 'failed', failure: 'no phone number' },
  ])
})
