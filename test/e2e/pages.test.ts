import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { violations, visit } from './support/visit.ts'

let browser: Browser
let server: PageServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
})

afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

test('a page that cannot read its data says so, and its console stays usable', async () => {
  server.world.isDown = true
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page } = visitor
  const response = await page.goto(`${server.url}/dispatch`)
  expect(response?.status()).toBe(503)
  expect(await page.locator('h1').textContent()).toBe('Waybill is catching its breath')
  expect(await violations(page)).toEqual([])
  server.world.isDown = false
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

test('on a phone the bar of an admin is pushed so far that the page one is on can be seen in it', async () => {
  await using visitor = await visit(browser, server, { role: 'admin', viewport: { width: 360, height: 740 } })
  const { page } = visitor
  const bar = page.getByRole('navigation', { name: 'Tabs' })
  for (const step of ['first', 'last'] as const) {
    await page.goto(`${server.url}/admin`)
    await bar.getByRole('link')[step]().click()
    await expect
      .poll(async () => {
        const box = await bar.locator('[aria-current="page"]').boundingBox()
        return box && box.x >= 0 && box.x + box.width <= 360
      })
      .toBe(true)
  }
})
