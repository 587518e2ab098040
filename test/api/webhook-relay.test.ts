import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createMailer } from '#activities/mail.ts'
import { tellPartners } from '#activities/partner-notices.ts'
import { relayWebhooks } from '#activities/webhook-relay.ts'
import { webhookEndpointStart } from '#workflows/messages.ts'
import { startPost } from '../doubles/mail-harness.ts'
import { keepWorkflow } from '../support/histories.ts'
import { startReceiver } from '../support/receiver.ts'
import { type Company, emailOf, startCompany } from './support/company.ts'
import { type Inside, insideOf } from './support/inside.ts'

let company: Company
let inside: Inside
beforeAll(async () => {
  company = await startCompany({ allowsPrivateWebhooks: true })
  inside = await insideOf(company)
})
afterAll(async () => {
  await inside[Symbol.asyncDispose]()
  await company[Symbol.asyncDispose]()
})

/** The waits are over, and the relay looks once. */
async function relay(): Promise<void> {
  await company.pool.query('UPDATE outbox SET not_before = now()')
  await company.pool.query('UPDATE webhook_endpoint SET busy_until = NULL')
  await relayWebhooks(inside)
}

const endpointSchema = z.looseObject({ id: z.string(), secret: z.string() })

test('what happens to a partner’s parcel reaches the partner, signed, and what happens to others does not', async () => {
  await using receiver = await startReceiver()
  const [partner, customer] = await Promise.all([company.as('partner'), company.as('customer')])
  const made = await partner.call('POST', '/webhook-endpoints', { json: { url: receiver.url } })
  const { id, secret } = endpointSchema.parse(made.body)
  await customer.book()
  const own = await partner.book({ reference: 'Order 7' })
  await relay()
  await expect.poll(() => receiver.got.length, { timeout: 20_000 }).toBe(2)
  for (const { body, headers } of receiver.got) new Webhook(secret).verify(body, headers)
  expect(receiver.got.map(({ body }) => JSON.parse(body))).toMatchObject([
    { type: 'shipment.booked', data: { shipmentId: own.id, reference: 'Order 7', seq: 1, event: 'booked' } },
    { type: 'shipment.confirmed', data: { trackingNumber: own.trackingNumber, carrier: { status: 'pre_transit' } } },
  ])
  const people = ['Krüger', 'Buchhandlung', 'example.org', 'Kastanienallee', company.users.partner]
  for (const personal of people) expect(receiver.got.map(({ body }) => body).join()).not.toContain(personal)
  // The workflow has ended; the next event starts it again.
  await partner.does(own.id, 'cancel', { reason: 'Changed', cause: 'S', acceptedFee: { amount: 0, currency: 'EUR' } })
  await expect
    .poll(
      async () => {
        await relay()
        return receiver.got.at(-1)?.body ?? ''
      },
      { timeout: 20_000, interval: 200 },
    )
    .toContain('shipment.cancelled')
  await keepWorkflow(inside.client, webhookEndpointStart(id).workflowId, 'webhook-endpoint/drained')
  const { body } = await partner.get(`/webhook-deliveries?endpointId=${id}&state=sent&limit=2`)
  expect(body).toMatchObject({
    items: [
      { kind: 'shipment.cancelled', shipmentId: own.id, attempts: 1, log: [{ outcome: 'sent', status: 204 }] },
      { kind: 'shipment.confirmed' },
    ],
    nextCursor: expect.any(String),
  })
})

test('the people of a partner are told by mail, once, that an endpoint is off', async () => {
  await using receiver = await startReceiver(() => 410)
  await using post = await startPost()
  const partner = await company.as('partner2')
  const made = await partner.call('POST', '/webhook-endpoints', { json: { url: receiver.url } })
  const { id } = endpointSchema.parse(made.body)
  await partner.call('POST', `/webhook-endpoints/${id}/test`)
  await relay()
  const state = async () => (await partner.get(`/webhook-endpoints/${id}`)).body
  await expect.poll(state, { timeout: 20_000 }).toMatchObject({ state: 'disabled', disabledReason: 'gone' })
  // While nobody takes mail, nobody has been told.
  const away = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'Waybill <hello@waybill.example>' })
  await tellPartners({ pool: inside.pool, mailer: away, publicUrl: 'https://waybill.example' })
  away.close()
  const mailer = createMailer({ smtpUrl: post.mailbox.url, from: 'Waybill <hello@waybill.example>' })
  const telling = { pool: inside.pool, mailer, publicUrl: 'https://waybill.example' }
  await tellPartners(telling)
  await tellPartners(telling)
  mailer.close()
  expect(await post.messages()).toMatchObject([
    {
      recipients: [emailOf('partner2')],
      subject: 'We have switched off a webhook of yours',
      text: expect.stringContaining(`https://waybill.example/partner/webhooks/${id}`),
    },
  ])
})

test('EPCIS tells each viewer what they may see, and strangers that there is nothing', async () => {
  const [customer, stranger] = await Promise.all([company.as('customer'), company.as('stranger')])
  const shipment = await customer.book()
  const { body, status } = await customer.get(`/shipments/${shipment.trackingNumber}/epcis`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    type: 'EPCISDocument',
    epcisBody: { eventList: [{ bizStep: 'commissioning', action: 'ADD', 'waybill:seq': 1 }] },
  })
  expect((await stranger.get(`/shipments/${shipment.id}/epcis`)).status).toBe(404)
})
