import { expect, test } from 'vitest'
import { startPost } from './mail-harness.ts'

const mail = {
  messageId: 'm1',
  to: 'ada@customer.example',
  subject: 'Grüße',
  text: 'Hallo Jürgen',
  html: '<p>Hallo</p>',
}

test('a mail is kept with its envelope, subject and both bodies', async () => {
  await using post = await startPost()
  expect(await post.mailer.send(mail)).toEqual({ kind: 'sent' })
  expect(await post.messages()).toMatchObject([
    {
      message_id: '<m1@waybill.example>',
      sender: 'hello@waybill.example',
      recipients: ['ada@customer.example'],
      subject: 'Grüße',
      text: expect.stringContaining('Hallo Jürgen'),
      html: expect.stringContaining('<p>Hallo</p>'),
      copies: 1,
    },
  ])
})

test('the same mail sent again is counted, not doubled', async () => {
  await using post = await startPost()
  await post.mailer.send(mail)
  await post.mailer.send(mail)
  expect(await post.messages()).toMatchObject([{ copies: 2 }])
})

test('fifty mails at once all arrive', async () => {
  await using post = await startPost()
  const sends = Array.from({ length: 50 }, (_, turn) => post.mailer.send({ ...mail, messageId: `m${turn}` }))
  await Promise.all(sends)
  expect(await post.messages()).toHaveLength(50)
})
