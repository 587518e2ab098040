import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'

let company: Company
let customer: Caller
let dispatcher: Caller
let courier: Caller

beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
  dispatcher = await company.as('dispatcher')
  courier = await company.as('courier')
})
afterAll(() => company[Symbol.asyncDispose]())

async function atTheDoor(wish: object = {}): Promise<{ id: string; scans: string[]; pin: string }> {
  const { id, parcels, pin } = await customer.book(wish)
  await dispatcher.does(id, 'assign', { courierIds: [company.users.courier] })
  for (const type of ['accept', 'start', 'arrive_pickup', 'pick_up', 'start', 'arrive_dropoff'])
    await courier.does(id, type)
  return { id, scans: parcels.map(({ barcode }) => barcode), pin: pin ?? '' }
}

test('a delivery without its proofs names each one that is missing', async () => {
  const { id, scans } = await atTheDoor()
  const missing = await courier.give(id, { type: 'deliver', payload: { pod: { scans } } })
  expect(missing.status).toBe(422)
  expect(missing.body).toMatchObject({ errors: [{ pointer: '/payload/pod/photoId', code: 'photo_missing' }] })
})

test('three wrong PINs lock it and raise an exception', async () => {
  const { id, scans, pin } = await atTheDoor()
  const wrong = pin === '0000' ? '1111' : '0000'
  const deliver = (given: string) => courier.give(id, { type: 'deliver', payload: { pod: { scans, pin: given } } })
  for (let tries = 0; tries < 3; tries++) {
    expect((await deliver(wrong)).body).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/payload/pod/pin' })]),
    })
  }
  const locked = await deliver(pin)
  expect(locked.body).toMatchObject({
    errors: expect.arrayContaining([expect.objectContaining({ pointer: '/payload/pod/pin' })]),
  })
  const raised = async () => (await dispatcher.shipment(id)).exceptions.map(({ type }) => type)
  await expect.poll(raised).toContain('identity_failed')
})
