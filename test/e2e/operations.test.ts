import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '#domain/errors.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { hydrated, visit } from './support/visit.ts'

let browser: Browser
let server: PageServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
})

beforeEach(() => {
  Object.assign(server.world, { isEmpty: false, answer: null, sent: [] })
})

afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

test('a supervisor sees how many parcels a bulletin hits, confirms it, and it is sent in the time of the viewer', async () => {
  await using visitor = await visit(browser, server, { role: 'supervisor' })
  const { page, faults } = visitor
  await page.goto(`${server.url}/dispatch/bulletins`)
  await hydrated(page)
  await page.getByLabel('Zone').selectOption('Berlin Nord')
  await page.getByText('132 parcels in Berlin Nord would be hit.').waitFor()
  await page.getByLabel('What happened').selectOption('Strike')
  await page.getByRole('textbox', { name: 'Until' }).fill('2098-06-01T18:00')
  await page.getByLabel('What people are told').fill('The depot is on strike today.')
  await page.getByRole('button', { name: 'Publish to 132 parcels' }).click()
  expect(server.world.sent, 'not before it is confirmed').toEqual([])
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Publish to 132 parcels' }).click()
  await expect.poll(() => server.world.sent).toHaveLength(1)
  expect(server.world.sent).toEqual([
    {
      zoneId: 'berlin_nord',
      kind: 'strike',
      text: 'The depot is on strike today.',
      until: '2098-06-01T16:00:00.000Z',
    },
  ])
  expect(faults).toEqual([])
})

test('without scripts: a bulletin is counted, refused with its reason, and another one is ended', async () => {
  await using visitor = await visit(browser, server, { role: 'supervisor', javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/bulletins`)
  await page.getByLabel('Zone').selectOption('Berlin Nord')
  await page.getByRole('button', { name: 'Count' }).click()
  server.world.answer = new AppError('invalid_input', 'Check what you entered.', {
    errors: [{ pointer: '/until', code: 'rule', message: 'A bulletin ends in the future, at most 30 days ahead.' }],
  })
  await page.getByRole('textbox', { name: 'Until' }).fill('2098-06-01T18:00')
  await page.getByLabel('What people are told').fill('Closed.')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Publish to 132 parcels' }).click()
  await page.getByRole('alert').getByText('Until: A bulletin ends in the future').waitFor()
  expect(await page.getByLabel('What people are told').inputValue()).toBe('Closed.')

  await page.getByRole('button', { name: 'End it now' }).click()
  expect(server.world.sent.at(-1)).toEqual({ end: '01900000-0000-7000-8000-00000000d001' })
})

test('a job is followed, read again every second, and the rest of it can be cancelled', async () => {
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page, faults } = visitor
  const readings: string[] = []
  page.on('request', (request) => request.url().includes('.data') && readings.push(request.url()))
  await page.goto(`${server.url}/dispatch/jobs`)
  await page.getByRole('link', { name: 'Snooze 180 exceptions' }).click()
  await page.getByText('70 of 180 rows').waitFor()
  readings.length = 0
  await expect.poll(() => readings.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
  await page.getByRole('button', { name: 'Cancel the rest' }).click()
  await expect.poll(() => server.world.sent).toEqual([{ cancel: '01900000-0000-7000-8000-00000000b002' }])
  expect(faults).toEqual([])
})

test('outdated statuses: filters stand in the address, and the CSV is of the same filter', async () => {
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page, faults } = visitor
  await page.goto(`${server.url}/dispatch/stale`)
  await hydrated(page)
  await page.getByLabel('Zone').selectOption('Berlin Mitte')
  await page.waitForURL('**/dispatch/stale?zone=berlin_mitte')
  await page.getByRole('link', { name: /In transit/ }).click()
  await page.waitForURL('**/dispatch/stale?zone=berlin_mitte&status=in_transit')
  const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
  expect(csv).toBe('/api/v1/reports/stale?status=in_transit&zone=berlin_mitte&format=csv')
  expect(faults).toEqual([])
})
