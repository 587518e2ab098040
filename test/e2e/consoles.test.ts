import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '#test/api/support/caller.ts'
import { photo } from '#test/api/support/photo.ts'
import { openBrowser } from '#test/support/browser.ts'
import { failedParcel, parcelAt } from './support/parcels.ts'
import { type Site, seat, startSite } from './support/site.ts'
import { hydrated } from './support/visit.ts'

let browser: Browser
let site: Site
let dispatcher: Caller

beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
  dispatcher = await site.company.as('dispatcher')
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

async function picture() {
  return { name: 'seen.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photo()) }
}

test('a sender orders a parcel back and sees the fee before; the courier hands it back with proofs', async () => {
  const parcel = await parcelAt(site, 'pick_up')
  await using customer = await seat(browser, site, 'customer')
  await customer.signIn()
  const { page } = customer
  await page.goto(`${site.url}/app/shipments/${parcel.id}`)
  await hydrated(page)
  await page.getByText('Order it back', { exact: true }).click()
  await page.getByText('the way back costs €2.45').waitFor()
  await page.getByText('The shipment becomes "Returning".').waitFor()
  await page.getByRole('button', { name: 'Order it back for €2.45' }).click()
  await page.getByRole('status').getByText('Return to sender: done.').waitFor()
  await page.getByRole('heading', { name: 'Returning' }).waitFor()

  await using courier = await seat(browser, site, 'courier')
  await courier.signIn()
  const stop = courier.page
  await stop.getByRole('link', { name: /Bring back.*Buchhandlung am Kanal/s }).click()
  await stop.getByRole('heading', { name: /^Bring back to/ }).waitFor()
  await hydrated(stop)
  await stop.setInputFiles('[name=photo]', await picture())
  await stop.getByLabel('Codes of the parcels, one a line').fill(parcel.trackingNumber)
  await stop.getByRole('button', { name: 'Handed back to the sender' }).click()
  await stop.getByRole('status').getByText('Hand back: done.').waitFor()
  expect((await dispatcher.shipment(parcel.id)).outcome).toBe('returned')
  expect([...customer.faults, ...courier.faults]).toEqual([])
})

test('a courier reports a breakdown with a photo, and the case is there for the dispatcher', async () => {
  const parcel = await parcelAt(site, 'pick_up')
  await using courier = await seat(browser, site, 'courier')
  await courier.signIn()
  const { page } = courier
  await page.goto(`${site.url}/courier/stops/${parcel.id}`)
  await hydrated(page)
  await page.getByText('Report a problem').click()
  await page.getByLabel('What happened').selectOption('My vehicle broke down')
  await page.getByLabel('What should dispatch know?').fill('Flat tyre at the ring road')
  await page.setInputFiles('details[open] [name=photo]', await picture())
  await page.getByRole('button', { name: 'Report it' }).click()
  await page.getByRole('status').getByText('Report an incident: done.').waitFor()
  const { exceptions } = await dispatcher.shipment(parcel.id)
  expect(exceptions).toMatchObject([{ type: 'route_anomaly', reason: 'breakdown' }])
  expect(courier.faults).toEqual([])
})

test('a courier leaves a parcel at a point, and its recipient reads where', async () => {
  const parcel = await failedParcel(site)
  await using courier = await seat(browser, site, 'courier')
  await courier.signIn()
  const { page } = courier
  await page.goto(`${site.url}/courier/stops/${parcel.id}`)
  await hydrated(page)
  await page.getByText('Left at a pickup point').click()
  await page.getByLabel('Code of the shop or locker').fill('BER-04')
  await page.getByRole('button', { name: 'Ready to collect' }).click()
  await page.getByRole('status').getByText('Ready to collect: done.').waitFor()

  await using recipient = await seat(browser, site, 'recipient')
  await recipient.signIn()
  await recipient.page.goto(`${site.url}/track/${parcel.trackingNumber}`)
  await recipient.page.getByText('It can be collected at BER-04.').waitFor()
  await recipient.page.getByText(/^Please collect it until .+ After that it goes back to the sender\.$/).waitFor()
})

test('what needs the customer stands first; a wrong address is put right by its sender', async () => {
  const customer = await site.company.as('customer')
  const parcel = await customer.book()
  await customer.book({ payment: undefined })
  await dispatcher.does(parcel.id, 'raise', { type: 'address_problem', reason: 'incomplete' })
  await using sender = await seat(browser, site, 'customer')
  await sender.signIn()
  const { page } = sender
  const needs = page.getByRole('region', { name: 'Needs you' })
  await needs.getByText('Choose how to pay').waitFor()
  await needs.getByRole('link').filter({ hasText: parcel.trackingNumber }).click()

  await page.getByText('Something is missing in the address.').waitFor()
  await page.getByText(/^If you do nothing until .+ our dispatchers take it over\.$/).waitFor()
  await hydrated(page)
  await page.locator('summary').filter({ hasText: 'Correct the address, delivery' }).click()
  const form = page
    .getByRole('region', { name: 'Needs you' })
    .locator('form')
    .filter({ hasText: 'Street and number' })
    .first()
  await form.getByLabel('Street and number').fill('Kastanienallee 40a')
  await form.getByRole('button', { name: 'Correct the address, delivery' }).click()
  await page.getByRole('status').getByText('Resolve: done.').waitFor()
  await page.getByText('Kastanienallee 40a').first().waitFor()
  expect((await dispatcher.shipment(parcel.id)).exceptions.filter(({ state }) => state !== 'resolved')).toEqual([])
  expect(sender.faults).toEqual([])
})

test('a sender moves the pickup, with a preview of what that does', async () => {
  const parcel = await (await site.company.as('customer')).book()
  await using sender = await seat(browser, site, 'customer')
  await sender.signIn()
  const { page } = sender
  await page.goto(`${site.url}/app/shipments/${parcel.id}`)
  await hydrated(page)
  await page.getByText('Change the plan').click()
  await page.getByText('Another pickup time', { exact: true }).first().click()
  await page.getByLabel('New window').selectOption({ index: 3 })
  await page.getByText('New pickup window.').waitFor()
  await page.getByRole('button', { name: 'Another pickup time' }).click()
  await page.getByRole('status').getByText('Reschedule: done.').waitFor()
  expect(sender.faults).toEqual([])
})
