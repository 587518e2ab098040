import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { type Seat, type Site, seat, startSite } from './support/site.ts'

let browser: Browser
let site: Site

beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

/** Presses the courier's big button and waits until the workflow took it. */
async function step({ page }: Seat, button: string, done: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('status').getByText(done).waitFor()
}

test('a parcel from booking to verified delivery: customer, dispatcher and courier, each at a browser of their own', async () => {
  await using customer = await seat(browser, site, 'customer')
  await using dispatcher = await seat(browser, site, 'dispatcher')
  await using courier = await seat(browser, site, 'courier')
  await Promise.all([customer.signIn(), dispatcher.signIn(), courier.signIn()])

  await dispatcher.page.getByText('Every shipment has a courier').waitFor()
  await dispatcher.page.getByText('Live', { exact: true }).waitFor()

  await customer.page.getByRole('link', { name: 'Send a parcel' }).first().click()
  await customer.page.getByLabel('Economy').check()
  await customer.page.getByRole('button', { name: /^Book for €/ }).click()
  await customer.page.waitForURL('**/app/shipments/*-*')
  const id = customer.page.url().split('/').at(-1) ?? ''
  const { trackingNumber } = await (await site.company.as('customer')).shipment(id)
  await customer.page.getByText('Confirmed', { exact: true }).first().waitFor()

  // The other browser hears of it by itself.
  const row = dispatcher.page.getByRole('listitem').filter({ hasText: trackingNumber })
  await row.getByRole('combobox').selectOption({ label: 'Person courier, free' })
  await row.getByRole('button', { name: 'Assign' }).click()
  await dispatcher.page.getByRole('status').getByText('Assign: done.').waitFor()

  await courier.page.getByRole('button', { name: 'Accept' }).click()
  await courier.page.getByRole('link', { name: /^Next: Pick up/ }).click()
  await customer.page.getByText('Courier accepted').first().waitFor()
  await step(courier, 'Start driving to the pickup', 'Start: done.')
  await step(courier, 'I am at the pickup', 'Arrived at pickup: done.')
  await courier.page.getByLabel('Codes of the parcels, one a line').fill(trackingNumber)
  await step(courier, 'Picked up', 'Picked up: done.')
  await step(courier, 'Start the delivery', 'Start: done.')
  await step(courier, 'I am at the door', 'Arrived at the door: done.')

  // Without its proofs a delivery is refused, with the fault beside the field.
  await courier.page.getByRole('button', { name: 'Delivered' }).click()
  await courier.page.getByRole('alert').getByText('Photo: Take a photo of the delivery.').waitFor()
  const photo = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#446688' } })
    .jpeg()
    .toBuffer()
  await courier.page.setInputFiles('[name=photo]', { name: 'door.jpg', mimeType: 'image/jpeg', buffer: photo })
  await courier.page.getByLabel('Codes of the parcels, one a line').fill(trackingNumber)
  await courier.page.getByLabel('Received by').fill('K. Wolff')
  await step(courier, 'Delivered', 'Deliver: done.')

  await customer.page.getByRole('heading', { name: 'Delivered to K. Wolff' }).waitFor()
  await customer.page.getByRole('button', { name: 'Yes, everything arrived' }).click()
  await customer.page.getByRole('status').getByText('Confirm receipt: done.').waitFor()
  await customer.page.getByTitle('5 of 5').click()
  await customer.page.getByRole('button', { name: 'Rate the delivery' }).click()
  await customer.page.getByRole('status').getByText('Rate: done.').waitFor()

  const shipment = await (await site.company.as('customer')).shipment(id)
  expect(shipment).toMatchObject({ status: 'closed', rating: { stars: 5 } })
  expect([...customer.faults, ...dispatcher.faults]).toEqual([])
  // The refusal above is the only thing that the courier's browser complained about.
  expect(courier.faults.filter((fault) => !fault.includes('422'))).toEqual([])
})

test('a booking that nobody takes comes into the queue by itself, climbs, and is resolved on its page', async () => {
  const admin = await site.company.as('admin')
  // Long enough that it does not come back, by the same timer, before its resolution was seen.
  const slas = { unassigned: 'PT4S' }
  const answer = await admin.call('PUT', '/service-levels/hasty', {
    json: { name: 'Hasty', allowances: { assign: 'PT3S' }, slas, ladder: [0, 1, 50, 100] },
  })
  expect(answer.status).toBe(200)
  await using dispatcher = await seat(browser, site, 'dispatcher')
  const { page } = dispatcher
  await dispatcher.signIn()
  await page.getByRole('link', { name: 'Exceptions' }).first().click()
  await page.getByText('Queue clear').waitFor()
  await page.getByText('Live', { exact: true }).waitFor()

  await (await site.company.as('customer')).book({ serviceLevel: 'hasty' })
  const row = page.locator('[data-exception]')
  await row.getByText('No courier assigned', { exact: true }).waitFor()
  await row.getByText('L2').first().waitFor()

  await page.keyboard.press('j')
  await page.keyboard.press('1')
  await page.getByRole('status').getByText('Acknowledge: done.').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'What happens next' }).waitFor()
  await page
    .getByRole('article')
    .getByText(/level 3/i)
    .first()
    .waitFor()
  const act = page.locator('#resolve details').filter({ hasText: 'False alarm' })
  await act.locator('summary').click()
  await act.getByLabel('Reason, for the record').fill('the sender is late')
  await act.getByRole('button', { name: 'Dismiss as a false alarm' }).click()
  await page.getByRole('status').getByText('Resolve: done.').waitFor()
  await page.getByRole('heading', { name: 'Resolved' }).waitFor()
  expect(dispatcher.faults).toEqual([])
})

test('the admin reads the workflow of a shipment in words, and every event of it on demand', async () => {
  const { id } = await (await site.company.as('customer')).book()
  await using admin = await seat(browser, site, 'admin')
  await admin.signIn()
  await admin.page.goto(`${site.url}/admin/shipments/${id}/workflow`)
  const lines = admin.page
    .getByRole('heading', { name: 'What it did' })
    .locator('xpath=ancestor::section')
    .locator('ol > li')
  const short = await lines.count()
  expect(short).toBeGreaterThan(1)
  await admin.page.getByRole('link', { name: 'Every event' }).click()
  await admin.page.waitForURL('**/workflow?view=full')
  await expect.poll(() => lines.count()).toBeGreaterThan(short)
  expect(admin.faults).toEqual([])
})
