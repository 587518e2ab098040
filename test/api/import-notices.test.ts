import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailer } from '#activities/mail.ts'
import { tellPartners } from '#activities/partner-notices.ts'
import { startPost } from '../doubles/mail-harness.ts'
import type { Caller } from './support/caller.ts'
import { type Company, emailOf, startCompany } from './support/company.ts'
import { bookFor, header, importFile, minutesAgo } from './support/imports.ts'
import { type Inside, insideOf } from './support/inside.ts'
import { crewOf, levelFor } from './support/road.ts'

let company: Company
let inside: Inside
let partner: Caller
let line: string
beforeAll(async () => {
  company = await startCompany()
  inside = await insideOf(company)
  const { admin } = await crewOf(company)
  partner = await company.as('partner')
  const [parcel] = await bookFor(partner, 1, { serviceLevel: await levelFor(admin, 'calm') })
  line = `${parcel?.trackingNumber},picked_up,${minutesAgo(0)},Depot 4,,`
})
afterAll(async () => {
  await inside[Symbol.asyncDispose]()
  await company[Symbol.asyncDispose]()
})

const from = 'Waybill <hello@waybill.example>'
const publicUrl = 'https://waybill.example'

/** Everything that partners are told in one look, and by a second look right after it. */
async function told() {
  await using post = await startPost()
  const mailer = createMailer({ smtpUrl: post.mailbox.url, from })
  for (let looks = 0; looks < 2; looks++) await tellPartners({ pool: inside.pool, mailer, publicUrl })
  mailer.close()
  return await post.messages()
}

test('the people of a partner are told once, and by one mail, what became of their files', async () => {
  const { id } = await importFile(partner, [header, line, ',in_transit,,,,', 'WBNOWHERE,in_transit,,,,'].join('\n'))
  const again = await importFile(partner, [header, line].join('\n'), { name: 'again.csv' })
  // While nobody takes mail, nobody has been told.
  const away = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from })
  await tellPartners({ pool: inside.pool, mailer: away, publicUrl })
  away.close()
  const mails = await told()
  expect(mails).toMatchObject([{ recipients: [emailOf('partner')], subject: '2 files are through' }])
  const { text } = mails[0] as { text: string }
  expect(text).toContain('status.csv, 3 rows: 1 applied, 1 of no parcel of yours, 1 unreadable.')
  expect(text).toContain(`${publicUrl}/partner/uploads/${id}`)
  expect(text).toContain('again.csv, 1 row: 1 known before.')
  expect(text).toContain(`${publicUrl}/partner/uploads/${again.id}`)
})

test('a file that has failed is told with its reason; one that waits for a person, or was cancelled, is not told', async () => {
  const staged = await importFile(partner, [header, line].join('\n'), { query: '?dryRun=true' })
  expect(staged.state).toBe('review')
  expect(await told()).toEqual([])
  await partner.call('POST', `/imports/${staged.id}/cancel`)
  expect(await told()).toEqual([])
  await company.pool.query(`UPDATE import SET state = 'failed', failure = 'It cannot be read.' WHERE id = $1`, [
    staged.id,
  ])
  expect(await told()).toMatchObject([
    { subject: 'status.csv has failed', text: expect.stringContaining('status.csv has failed: It cannot be read.') },
  ])
})

test('rows that came by the API are told in their answer, and by no mail', async () => {
  const sent = await partner.call('POST', '/partner/statuses', {
    json: { trackingNumber: line.split(',')[0], status: 'in_transit', occurredAt: minutesAgo(0) },
    headers: { 'idempotency-key': 'told-in-the-answer' },
  })
  expect(sent.status).toBeLessThan(300)
  expect(await told()).toEqual([])
})
