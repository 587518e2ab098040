import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { shipment } from './support/shipments.ts'
import { beforeAnyPoll, visit } from './support/visit.ts'

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

test('a hint makes the page read again, without a poll and without a reload', async () => {
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
  await page.getByText('Jonas is at the door.').waitFor(beforeAnyPoll)
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
