import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkToken } from '#db/link-token.ts'
import type { Caller } from './support/caller.ts'
import { type Company, secret, startCompany } from './support/company.ts'

let company: Company
let customer: Caller
beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
})
afterAll(() => company[Symbol.asyncDispose]())

test('a tracking page shows nothing personal; the recipient link shows the PIN and acts', async () => {
  const { id, trackingNumber, pin } = await customer.book()
  const anybody = await company.anybody()
  const plain = await anybody.get(`/track/${trackingNumber.toLowerCase()}`)
  expect(plain.body).toMatchObject({
    trackingNumber,
    status: 'confirmed',
    town: 'Berlin',
    isRecipient: false,
    allowedCommands: [],
  })
  for (const secretText of ['Krüger', 'Kastanienallee', 'recipient@', 'Person', id, `"${pin}"`])
    expect(plain.text).not.toContain(secretText)
  const token = linkToken(secret, { shipmentId: id, kind: 'recipient', generation: 1 })
  const linked = await anybody.get(`/track/${token}`)
  expect(linked.body).toMatchObject({
    isRecipient: true,
    pin,
    shipmentId: id,
    allowedCommands: ['confirm_step', 'change_address', 'reschedule', 'decide_delivery', 'place_hold', 'add_note'],
  })
  const headers = { cookie: `waybill-link=${token}`, 'sec-fetch-site': 'same-origin' }
  const json = { commandId: uuidv7(), type: 'confirm_step', payload: { step: 'details' } }
  expect((await anybody.call('POST', `/shipments/${id}/commands`, { headers, json })).status).toBe(200)
  await company.pool.query('UPDATE booking SET link_generation = 2 WHERE shipment_id = $1', [id])
  expect((await anybody.get(`/track/${token}`)).status).toBe(404)
  expect((await anybody.call('GET', `/shipments/${id}`, { headers })).status).toBe(401)
})

test('a link that was changed leads nowhere, as does an unknown number; guessing is slowed', async () => {
  const { id } = await customer.book()
  const anybody = await company.anybody()
  const token = linkToken(secret, { shipmentId: id, kind: 'share', generation: 1 })
  const forged = [
    linkToken('another secret that is as long as ours is', { shipmentId: id, kind: 'recipient', generation: 1 }),
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    token.slice(1),
    'WB000000000000',
    'x',
  ]
  for (const guess of forged) expect((await anybody.get(`/track/${guess}`)).status).toBe(404)
  const statuses: number[] = []
  for (let guess = 0; guess < 25; guess++) statuses.push((await anybody.get('/track/WB000000000000')).status)
  expect(statuses.at(-1)).toBe(429)
})
