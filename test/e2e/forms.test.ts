import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '#domain/errors.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { shipment } from './support/shipments.ts'
import { hydrated, visit } from './support/visit.ts'

let browser: Browser
let server: PageServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
})

beforeEach(() => {
  Object.assign(server.world, { shipment: shipment(), isEmpty: false, answer: null, sent: [] })
})

afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

const noScripts = { javaScriptEnabled: false } as const

test('without scripts: a wrong password is told, and the e-mail is kept', async () => {
  await using visitor = await visit(browser, server, noScripts)
  const { page } = visitor
  await page.goto(`${server.url}/login`)
  await page.getByLabel('E-mail').fill('somebody@else.example')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('E-mail or password is wrong.').waitFor()
  expect(await page.getByLabel('E-mail').inputValue()).toBe('somebody@else.example')
})

test('without scripts: prices come on demand, a refused booking keeps what was typed, a good one leads to its page', async () => {
  await using visitor = await visit(browser, server, { ...noScripts, role: 'customer' })
  const { page } = visitor
  await page.goto(`${server.url}/app/shipments/new`)
  await page.getByLabel('Next day').check()
  await page.getByRole('button', { name: 'Update the prices' }).click()
  await page.getByRole('button', { name: 'Book for €9.10' }).waitFor()

  await page.locator('[name="recipient.city"]').fill(' ')
  await page.locator('[name="parcels.0.weightKg"]').fill('7.25')
  await page.getByRole('button', { name: /^Book for/ }).click()
  const summary = page.getByRole('alert')
  await summary.getByRole('link').click()
  expect(new URL(page.url()).hash).toBe('#field-recipient.city')
  expect(await page.locator('[name="recipient.city"]').getAttribute('aria-invalid')).toBe('true')
  expect(await page.locator('[name="parcels.0.weightKg"]').inputValue()).toBe('7.25')

  await page.locator('[name="recipient.city"]').fill('Potsdam')
  await page.getByRole('button', { name: /^Book for/ }).click()
  await page.waitForURL('**/app/shipments/0190*')
  expect(server.world.sent.at(-1)).toMatchObject({
    serviceLevel: 'next_day',
    recipient: { city: 'Potsdam' },
    parcels: [{ weightGrams: 7250, lengthMm: 400 }],
    payment: { method: 'card', paymentMethodId: 'pm_card_visa' },
  })
})

test('without scripts: a step is one press, and the page tells that it was done', async () => {
  server.world.shipment = shipment({ allowedCommands: ['arrive_dropoff'] })
  await using visitor = await visit(browser, server, { ...noScripts, role: 'courier' })
  const { page } = visitor
  await page.goto(`${server.url}/courier/stops/s1`)
  await page.getByRole('button', { name: 'I am at the door' }).click()
  await page.getByText('Arrived at the door: done.').waitFor()
  expect(server.world.sent).toMatchObject([{ type: 'arrive_dropoff', payload: {} }])
})

test('without scripts: a refused delivery names the missing proof and keeps photo and name', async () => {
  server.world.shipment = shipment({ status: 'at_dropoff', allowedCommands: ['deliver', 'fail_attempt'] })
  server.world.answer = new AppError('invalid_input', 'A proof is missing.', {
    errors: [{ pointer: '/payload/pod/pin', code: 'pin_missing', message: 'Ask the recipient for the right PIN.' }],
  })
  await using visitor = await visit(browser, server, { ...noScripts, role: 'courier' })
  const { page } = visitor
  await page.goto(`${server.url}/courier/stops/s1`)
  await page.setInputFiles('[name=photo]', { name: 'door.png', mimeType: 'image/png', buffer: Buffer.from('picture') })
  await page.getByLabel('Codes of the parcels, one a line').first().fill('WB7Q4K2M9X-1\nWB7Q4K2M9X-2')
  await page.getByRole('button', { name: 'Delivered' }).click()
  await page.getByRole('alert').getByText('PIN: Ask the recipient for the right PIN.').waitFor()

  server.world.answer = null
  await page.getByLabel('Four digits from the recipient').fill('4821')
  await page.getByRole('button', { name: 'Delivered' }).click()
  await page.getByText('Deliver: done.').waitFor()
  expect(server.world.sent.at(-1)).toMatchObject({ payload: { pod: { photoId: 'proof-1', pin: '4821' } } })
})

test('with scripts: sent, refused in place, then applied; another form has another command id', async () => {
  server.world.shipment = shipment({ allowedCommands: ['confirm_step', 'add_note'] })
  server.world.answer = new AppError('not_now', 'The shipment has moved on.')
  await using visitor = await visit(browser, server, { role: 'customer' })
  const { page, faults } = visitor
  await page.goto(`${server.url}/app/shipments/s1`)
  await hydrated(page)
  await page.getByLabel('Note to the courier and to us').fill('Ring twice')
  await page.getByRole('button', { name: 'Add the note' }).click()
  await page.getByRole('alert').getByText('The shipment has moved on.').waitFor()
  expect(await page.getByLabel('Note to the courier and to us').inputValue()).toBe('Ring twice')

  server.world.answer = null
  await page.getByRole('button', { name: 'Add the note' }).click()
  await page.getByRole('status').getByText('Add a note: done.').waitFor()
  await page.getByRole('button', { name: /Confirm.*handed them over/ }).click()
  await page.getByRole('status').getByText('Confirm a step: done.').waitFor()
  const ids = (server.world.sent as { commandId: string }[]).map(({ commandId }) => commandId)
  expect(new Set(ids).size).toBeGreaterThanOrEqual(2)
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([])
})

test('with scripts: a pending command is asked for again under the same id until it is applied', async () => {
  server.world.shipment = shipment({ allowedCommands: ['arrive_dropoff'] })
  server.world.answer = { kind: 'pending', commandId: 'any' }
  await using visitor = await visit(browser, server, { role: 'courier' })
  const { page } = visitor
  await page.goto(`${server.url}/courier/stops/s1`)
  await hydrated(page)
  await page.getByRole('button', { name: 'I am at the door' }).click()
  await page.getByRole('status').getByText('still working').waitFor()
  server.world.answer = null
  await page.getByRole('status').getByText('Arrived at the door: done.').waitFor()
  const ids = (server.world.sent as { commandId: string }[]).map(({ commandId }) => commandId)
  expect(ids.length).toBeGreaterThanOrEqual(2)
  expect(new Set(ids).size).toBe(1)
})

test('with scripts: prices follow while the form is filled in', async () => {
  await using visitor = await visit(browser, server, { role: 'customer' })
  const { page, faults } = visitor
  await page.goto(`${server.url}/app/shipments/new`)
  await hydrated(page)
  await page.getByLabel('Same day').check()
  await page.getByRole('button', { name: 'Book for €14.10' }).waitFor()
  expect(faults).toEqual([])
})
