import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { cards } from './support/cards.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { shipment } from './support/shipments.ts'
import { looks, settled, sidewaysScroll, violations, visit } from './support/visit.ts'

let browser: Browser
let server: PageServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
})

afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

for (const [name, card] of Object.entries(cards)) {
  test(`${name}: readable for everybody in both themes, at every width, without an error`, async () => {
    server.world.shipment = shipment(card.shipment)
    server.world.isEmpty = card.isEmpty ?? false
    await using visitor = await visit(browser, server, { role: card.role })
    const { page, faults } = visitor
    await page.goto(server.url + card.path)
    expect(await page.locator('h1').count()).toBe(1)
    for (const [colorScheme, width, rules] of [
      ['light', 1440, undefined],
      ['dark', 360, looks],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // So tall that no sticky bar lies over anything.
      await page.setViewportSize({ width, height: 2_400 })
      // Loaded anew: between two themes the colours are on their way, and axe would measure the way.
      await page.reload()
      await settled(page)
      expect(await violations(page, rules), `${colorScheme}, ${width} px`).toEqual([])
      expect(await sidewaysScroll(page), `scrolls sideways at ${width} px`).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize({ width: 320, height: 800 })
    expect(await sidewaysScroll(page), 'scrolls sideways at 320 px').toBeLessThanOrEqual(0)
    expect(faults).toEqual([])
  })
}

test('a page that cannot read its data says so, and its console stays usable', async () => {
  server.world.isDown = true
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page } = visitor
  const response = await page.goto(`${server.url}/dispatch`)
  server.world.isDown = false
  expect(response?.status()).toBe(503)
  expect(await page.locator('h1').textContent()).toBe('Waybill is catching its breath')
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Exceptions' }).first().click()
  await page.getByRole('heading', { name: 'Exceptions' }).waitFor()
})

test('a chosen theme is kept and painted by the server at once', async () => {
  await using visitor = await visit(browser, server, { colorScheme: 'light', javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html').getAttribute('data-theme')).resolves.toBe('dark')
  expect(new URL(page.url()).pathname).toBe('/')
})

test('who is not signed in is asked to, and comes back to where they wanted to go', async () => {
  await using visitor = await visit(browser, server, { javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/exceptions?level=3`)
  await page.getByRole('button', { name: /^Dispatcher/ }).click()
  expect(page.url()).toBe(`${server.url}/dispatch/exceptions?level=3`)
})

test('what belongs to others looks like what does not exist', async () => {
  await using visitor = await visit(browser, server, { role: 'customer' })
  const { page } = visitor
  const answers = []
  for (const path of ['/admin/users', '/no/such/page']) {
    const response = await page.goto(server.url + path)
    answers.push([response?.status(), await page.locator('h1').textContent()])
  }
  expect(answers).toEqual([
    [404, 'Nothing to see here'],
    [404, 'Nothing to see here'],
  ])
})
