import PostalMime from 'postal-mime'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createMailer } from '#activities/mail.ts'
import { sendReports } from '#activities/report-runs.ts'
import { openPool } from '#db/pool.ts'
import { startPost } from '../doubles/mail-harness.ts'
import { noPost } from './support/alert-desk.ts'

type Post = Awaited<ReturnType<typeof startPost>>

/** The mailbox and what mails reports to it, over one database. */
async function startOffice() {
  const post = await startPost()
  const onError = () => undefined
  const pool = await openPool({
    databaseUrl: post.databaseUrl,
    name: 'test',
    maxConnections: 4,
    statementTimeoutMs: 20_000,
    onError,
  })
  const dependencies = { pool, mailer: post.mailer, publicUrl: 'https://waybill.example' }
  return {
    post,
    dependencies,
    work: async () => {
      while (await sendReports(dependencies));
    },
    runs: async () =>
      (await post.query('SELECT state, attempts, failure, cardinality(sent_to) AS sent FROM report_run')).rows,
    [Symbol.asyncDispose]: async () => {
      await pool.end()
      await post[Symbol.asyncDispose]()
    },
  }
}

async function person(post: Post, role: string): Promise<string> {
  const id = uuidv7()
  await post.query(
    `INSERT INTO app_user (id, email, name, roles) VALUES ('${id}', '${role}-${id}@example.org', 'The ${role}', '{${role}}')`,
  )
  return id
}

type Wish = { report?: string; format?: string; recipients: readonly string[]; dueBefore?: string }

async function schedule(post: Post, { report = 'on-time', format = 'csv', recipients, dueBefore = '1 minute' }: Wish) {
  await post.query(
    `INSERT INTO report_schedule (id, report, query, format, rhythm, weekday, at_time, zone, recipients, created_by, next_at)
     VALUES ('${uuidv7()}', '${report}', '{"groupBy": "day"}', '${format}', 'daily', 1, '07:00', 'Europe/Berlin',
       '{${recipients.join(',')}}', '${recipients[0]}', now() - interval '${dueBefore}')`,
  )
}

test('a report that is due is mailed once with its file, however many look for it', async () => {
  await using office = await startOffice()
  const { post, dependencies } = office
  const recipients = [await person(post, 'finance'), await person(post, 'dispatcher')]
  await schedule(post, { recipients, format: 'xlsx' })
  await Promise.all([1, 2, 3].map(() => sendReports(dependencies)))
  await office.work()
  expect(await office.runs()).toEqual([{ state: 'sent', attempts: 1, failure: null, sent: 2 }])
  const messages = await post.messages()
  expect(messages.map(({ copies }) => copies)).toEqual([1, 1])
  const { attachments, subject } = await PostalMime.parse(messages[0].raw)
  expect(subject).toMatch(/^On time, \d{4}-\d\d-\d\d to /)
  expect(attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/^waybill-on-time-.*\.xlsx$/)])
  expect(messages[0].text).toContain('Parcels booked: 0')
  const { rows } = await post.query(
    "SELECT next_at > now() AND next_at < now() + interval '25 hours' AS ok FROM report_schedule",
  )
  expect(rows).toEqual([{ ok: true }])
})

test('what was missed for days while nobody was here is sent once', async () => {
  await using office = await startOffice()
  await schedule(office.post, { recipients: [await person(office.post, 'admin')], dueBefore: '9 days' })
  await office.work()
  await office.work()
  expect(await office.post.messages()).toHaveLength(1)
  expect(await office.runs()).toHaveLength(1)
})

test('who may not read it any more is left out; with nobody left it has failed, and its maker is told', async () => {
  await using office = await startOffice()
  const { post } = office
  const [finance, leaver] = [await person(post, 'finance'), await person(post, 'finance')]
  await post.query(`UPDATE app_user SET is_active = false WHERE id = '${leaver}'`)
  const dispatcher = await person(post, 'dispatcher')
  await schedule(post, { report: 'cost', recipients: [finance, leaver, dispatcher] })
  await office.work()
  expect(await office.runs()).toEqual([{ state: 'sent', attempts: 1, failure: null, sent: 1 }])
  await schedule(post, { report: 'cost', recipients: [dispatcher] })
  await office.work()
  expect(await office.runs()).toContainEqual({
    state: 'failed',
    attempts: 1,
    failure: 'nobody on its list may read it any more',
    sent: 0,
  })
  expect((await post.messages()).at(-1).subject).toBe('A scheduled report could not be sent: Cost of exceptions')
})

test('while no mail can be sent it is tried again, and then it has failed; who has got it gets it no second time', async () => {
  await using office = await startOffice()
  const { post, dependencies } = office
  const recipients = [await person(post, 'admin'), await person(post, 'finance')]
  await schedule(post, { recipients })
  const mailer = createMailer({ smtpUrl: noPost, from: 'hello@waybill.example' })
  const broken = { ...dependencies, mailer }
  await sendReports(broken)
  expect(await office.runs()).toMatchObject([{ state: 'waiting', attempts: 1, sent: 0 }])
  expect(await sendReports(broken)).toBe(false)
  await post.query(`UPDATE report_run SET not_before = now(), sent_to = '{${recipients[0]}}'`)
  await office.work()
  expect(await office.runs()).toMatchObject([{ state: 'sent', attempts: 2, sent: 2 }])
  expect(await post.messages()).toHaveLength(1)
  await schedule(post, { recipients })
  for (let attempt = 1; attempt <= 8; attempt++) {
    await sendReports(broken)
    await post.query(`UPDATE report_run SET not_before = now() WHERE state = 'waiting'`)
  }
  expect(await office.runs()).toContainEqual(expect.objectContaining({ state: 'failed', attempts: 8, sent: 0 }))
  mailer.close()
})

test.each([
  ['daily', '07:00', '2026-11-27T05:59:59Z', '2026-11-27T06:00:00Z'],
  ['daily', '07:00', '2026-11-27T06:00:00Z', '2026-11-28T06:00:00Z'],
  ['weekly', '07:00', '2026-11-27T06:00:00Z', '2026-11-30T06:00:00Z'],
  ['monthly', '07:00', '2026-01-01T06:00:00Z', '2026-02-01T06:00:00Z'],
  // Summer time begins at 02:00: a time within the hour that does not exist comes an hour later.
  ['daily', '02:30', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00Z'],
  ['daily', '07:00', '2026-03-28T12:00:00Z', '2026-03-29T05:00:00Z'],
  ['daily', '07:00', '2026-10-24T12:00:00Z', '2026-10-25T06:00:00Z'],
])('a %s report at %s in Berlin is next due after %s at %s', async (...[rhythm, at, after, due]) => {
  await using post = await startPost()
  const { rows } = await post.query(
    `SELECT next_report_due('${rhythm}', 1, '${at}', 'Europe/Berlin', '${after}') AS due`,
  )
  expect(rows[0].due.toISOString()).toBe(due.replace('Z', '.000Z'))
})
