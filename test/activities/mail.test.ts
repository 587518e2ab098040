import { expect, test } from 'vitest'
import { createMailer } from '#activities/mail.ts'
import { renderMail } from '#activities/mail-render.ts'
import { isMailedNotice, mailedNotices, mailTemplates } from '#activities/mail-templates.ts'
import { startPost } from '../doubles/mail-harness.ts'

const notice = {
  trackingNumber: 'WB7K2M',
  trackUrl: 'https://waybill.example/track/abc',
  facts: { pin: '4711', amount: '€12.40', outcome: 'cancelled', problem: 'late', document: 'refund' },
}

test('every notice has a subject, words and a way to act', () => {
  for (const code of mailedNotices) {
    const { subject, text, html } = renderMail(code, notice)
    expect(subject).toContain('WB7K2M')
    expect(text).toContain(mailTemplates[code].action)
    expect(html).toContain('https://waybill.example/track/abc')
    expect(`${subject}${text}${html}`).not.toMatch(/\{\w+\}/)
  }
})

test('a line whose fact is not known is left out', () => {
  const { text } = renderMail('N18', notice)
  expect(text).toContain('4711')
  expect(text).not.toContain('Pickup')
})

test('a fact cannot bring markup or placeholders into the mail', () => {
  const facts = { reason: '<img src=x onerror=alert(1)> {pin}' }
  const { html, text } = renderMail('N9', { ...notice, facts })
  expect(html).not.toContain('<img')
  expect(text).toContain('{pin}')
})

test('a template that cannot be rendered still sends the news as plain text', () => {
  expect(renderMail('N12', { ...notice, facts: {} })).toEqual({
    subject: 'News about WB7K2M',
    text: 'There is news about WB7K2M.\n\nhttps://waybill.example/track/abc\n',
    html: null,
  })
  expect(renderMail('N5', { ...notice, trackUrl: 'javascript:alert(1)' }).html).toBeNull()
})

test('only known notices are mailed', () => {
  expect(isMailedNotice('N18')).toBe(true)
  expect(isMailedNotice('N3')).toBe(false)
  expect(isMailedNotice('constructor')).toBe(false)
})

test('a rendered notice arrives whole', async () => {
  await using post = await startPost()
  const rendered = renderMail('N18', notice)
  await post.mailer.send({ messageId: 'outbox-1', to: 'ada@customer.example', ...rendered })
  expect(await post.messages()).toMatchObject([
    { subject: 'WB7K2M is confirmed', text: expect.stringContaining('PIN for the hand-over: 4711') },
  ])
})

test('line breaks in a subject or an address add no header and no recipient', async () => {
  await using post = await startPost()
  const evil = { messageId: 'm1', subject: 'Hello\r\nBcc: eve@evil.example', text: 'x', html: null }
  await post.mailer.send({ ...evil, to: 'ada@customer.example' })
  const [message] = await post.messages()
  expect(message.recipients).toEqual(['ada@customer.example'])
  expect(message.raw.toString()).not.toMatch(/^Bcc:/m)
  await post.mailer.send({ ...evil, messageId: 'm2', to: 'ada@customer.example,eve@evil.example' }).catch(() => null)
  await post.mailer
    .send({ ...evil, messageId: 'm3', to: 'ada@customer.example\r\nBcc: eve@evil.example' })
    .catch(() => null)
  const all = await post.messages()
  expect(all.flatMap((row) => row.recipients)).not.toContain('eve@evil.example')
})

test('a mail server that is away is an error without an address in it', async () => {
  const mailer = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'hello@waybill.example' })
  const mail = { messageId: 'm1', to: 'ada@customer.example', subject: 'x', text: 'x', html: null }
  await expect(mailer.send(mail)).rejects.toThrow('The mail server could not take the message (no answer).')
  mailer.close()
})

test('a store that is away makes the mailbox ask for the mail again later', async () => {
  await using post = await startPost()
  await post.query('ALTER TABLE mailbox.message RENAME TO gone')
  const mail = { messageId: 'm1', to: 'ada@customer.example', subject: 'x', text: 'x', html: null }
  await expect(post.mailer.send(mail)).rejects.toThrow(/451/)
  await post.query('ALTER TABLE mailbox.gone RENAME TO message')
  expect(await post.mailer.send(mail)).toEqual({ kind: 'sent' })
})
