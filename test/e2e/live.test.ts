import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

test('a hint makes the page read again, within two seconds and without a reload', async () => {
  await using visitor = await visit(browser, server, { role: 'customer' })
  const { page } = visitor
  await page.goto(`${server.url}/app/shipments/s1`)
  await page.getByText('Live', { exact: true }).waitFor()
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  // The reading that follows every connection comes first.
  await page.waitForTimeout(1_500)
  const { id } = server.world.shipment
  server.world.shipment = shipment({ status: 'at_dropoff', seq: 12 })
  server.sockets.to(`shipment:${id}`).emit('changed', { room: `shipment:${id}`, seq: 12, kind: 'shipment', id })
  await page.getByText('Jonas is at the door.').waitFor({ timeout: 2_000 })
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
})

test('a broken link is shown, and afterwards the page is live again', async () => {
  await using visitor = await visit(browser, server, { role: 'customer' })
  const { page } = visitor
  await page.goto(`${server.url}/app/shipments/s1`)
  await page.getByText('Live', { exact: true }).waitFor()
  server.sockets.disconnectSockets(true)
  await page.getByText('Reconnecting').waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
})

test('the public page has no framework, and still follows its parcel', async () => {
  await using visitor = await visit(browser, server, { role: 'customer' })
  const { page, faults } = visitor
  const scripts: string[] = []
  page.on('response', (response) => response.url().endsWith('.js') && scripts.push(response.url()))
  await page.goto(`${server.url}/track/WB7Q4K2M9X`)
  const { id } = server.world.shipment
  await expect.poll(() => server.sockets.sockets.adapter.rooms.get(`shipment:${id}`)?.size).toBe(1)
  server.world.shipment = shipment({ status: 'delivered', allowedCommands: ['verify_delivery'] })
  server.sockets.to(`shipment:${id}`).emit('changed', { room: `shipment:${id}`, seq: 12, kind: 'shipment', id })
  await page.getByRole('button', { name: 'Yes, everything arrived' }).waitFor()
  expect(scripts).toHaveLength(1)
  expect(scripts[0]).toContain('track-live')
  expect(faults).toEqual([])
})

test('the queue by keys alone: choose, acknowledge, take, dismiss with a reason, note, resolve', async () => {
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page, faults } = visitor
  const { keyboard } = page
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  await keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await keyboard.press('Escape')

  await keyboard.press('j')
  await keyboard.press('j')
  await keyboard.press('j')
  await keyboard.press('k')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(/e2$/)
  await keyboard.press('j')
  await keyboard.press('1')
  await page.getByRole('status').getByText('Acknowledge: done.').waitFor()
  await keyboard.press('2')
  await page.getByRole('status').getByText('Take: done.').waitFor()

  await keyboard.press('3')
  await keyboard.type('seen with the sender')
  await keyboard.press('Enter')
  await page.getByRole('status').getByText('Resolve: done.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await keyboard.press('c')
  await page.getByRole('dialog', { name: 'Add a note' }).getByLabel('Note').fill('called twice')
  await page.getByRole('button', { name: 'Add the note' }).press('Enter')
  await page.getByRole('status').getByText('Add a note: done.').waitFor()

  expect(server.world.sent).toMatchObject([
    { type: 'acknowledge', payload: { exceptionId: '01900000-0000-7000-8000-0000000000e3' } },
    { type: 'take' },
    { type: 'resolve', payload: { action: 'dismiss', reason: 'seen with the sender' } },
    { type: 'add_note', payload: { text: 'called twice', audience: 'staff' } },
  ])
  await keyboard.press('r')
  await page.waitForURL('**/dispatch/exceptions/*#resolve')
  expect(faults).toEqual([])
})

test('single keys rest while somebody types, and can be turned off', async () => {
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  await page.keyboard.press('?')
  await page.getByLabel('Single keys act on this page').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-row'))).toBe(false)
})
