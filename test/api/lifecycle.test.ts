import { expect, test } from 'vitest'
import { z } from 'zod'
import { berlin } from './support/caller.ts'
import { startCompany } from './support/company.ts'
import { photo } from './support/photo.ts'

const idSchema = z.looseObject({ id: z.string() })

test('a shipment goes from booking to closed through the API', async () => {
  await using company = await startCompany()
  const [customer, dispatcher, courier] = await Promise.all([
    company.as('customer'),
    company.as('dispatcher'),
    company.as('courier'),
  ])
  const { id, parcels } = await customer.book()
  expect((await customer.shipment(id)).status).toBe('confirmed')
  await dispatcher.does(id, 'assign', { courierIds: [company.users.courier] })
  await courier.does(id, 'accept')
  await courier.does(id, 'start')
  await courier.does(id, 'arrive_pickup')
  const scans = parcels.map(({ barcode }) => barcode)
  await courier.does(id, 'pick_up', { scans })
  await courier.does(id, 'start')
  await courier.does(id, 'arrive_dropoff', { position: berlin })
  const photoId = idSchema.parse((await courier.upload(await photo())).body).id
  const delivered = await courier.does(id, 'deliver', {
    pod: { photoId, scans, position: { ...berlin, accuracyMeters: 8 } },
    receivedBy: 'Ada Krüger',
  })
  expect(delivered.status).toBe('delivered')
  await customer.does(id, 'verify_delivery', { note: 'Thank you' })
  expect((await customer.shipment(id)).status).toBe('closed')
  const rated = await customer.does(id, 'rate', { stars: 5, tags: ['fast'] })
  expect(rated.allowedCommands).not.toContain('rate')
  const { body } = await customer.get(`/shipments/${id}/events`)
  const { items } = z.object({ items: z.array(z.looseObject({ type: z.string() })) }).parse(body)
  expect(items.map(({ type }) => type)).toEqual([
    'booked',
    'confirmed',
    'offer_accepted',
    'started',
    'pickup_reached',
    'picked_up',
    'started',
    'dropoff_reached',
    'delivered',
    'delivery_verified',
    'closed',
  ])
})
