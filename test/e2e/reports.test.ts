import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '#domain/errors.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { hydrated, visit } from './support/visit.ts'

let browser: Browser
let server: PageServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
})

afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

test('the chart comes in a piece of its own under the policy of the page, and its table is there all the time', async () => {
  await using visitor = await visit(browser, server, { role: 'finance' })
  const { page, faults } = visitor
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
  await page.goto(`${server.url}/reports`)
  await hydrated(page)
  expect(scripts.filter((url) => /plot/i.test(url))).toEqual([])
  await page.goto(`${server.url}/reports/on-time`)
  await page
    .getByRole('img', { name: /over time/ })
    .locator('canvas')
    .waitFor()
  expect(scripts.filter((url) => /plot/i.test(url))).toHaveLength(1)
  expect(await page.getByRole('table').getByRole('row').count()).toBe(29)
  expect(faults).toEqual([])
})

test('without scripts a report is filtered, kept and downloaded, and nothing is empty where the chart would be', async () => {
  await using visitor = await visit(browser, server, { role: 'supervisor', javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(`${server.url}/reports/on-time`)
  expect(await page.getByRole('img', { name: /over time/ }).count()).toBe(0)
  await page.getByLabel('By', { exact: true }).selectOption('partner')
  await page.getByLabel('Compare with before').check()
  await page.getByRole('button', { name: 'Show' }).click()
  const search = new URL(page.url()).searchParams
  expect([search.get('groupBy'), search.get('compare')]).toEqual(['partner', 'previous'])
  expect(await page.getByRole('link', { name: 'XLSX' }).getAttribute('href')).toMatch(
    /^\/api\/v1\/reports\/on-time\?.*groupBy=partner.*format=xlsx/,
  )
  server.world.sent = []
  await page.getByLabel('Keep this view as').fill('By partner')
  await page.getByRole('button', { name: 'Keep' }).click()
  expect(server.world.sent).toMatchObject([{ report: 'on-time', name: 'By partner', query: { groupBy: 'partner' } }])
  expect(new URL(page.url()).pathname).toBe('/reports')
})

test('what a figure means is told on a press, and its parcels are one step away', async () => {
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page } = visitor
  await page.goto(`${server.url}/reports/on-time?zone=berlin`)
  await hydrated(page)
  const words = page.getByText('Share of judged parcels')
  expect(await words.isVisible()).toBe(false)
  await page.locator('summary', { hasText: 'On time' }).first().click()
  await words.waitFor()
  await page.getByRole('link', { name: /In time: the parcels behind it/ }).click()
  await page.getByRole('heading', { name: 'The parcels behind the figure' }).waitFor()
  expect(new URL(page.url()).searchParams.get('figure')).toBe('on_time')
  await page.getByRole('link', { name: 'On time' }).click()
  await page.getByRole('heading', { name: 'On time', exact: true }).waitFor()
  expect(new URL(page.url()).searchParams.get('zone')).toBe('berlin')
})

test('a schedule is made with the filters of the report, let rest and ended; a refusal names its field', async () => {
  await using visitor = await visit(browser, server, { role: 'finance', javaScriptEnabled: false })
  const { page } = visitor
  server.world.sent = []
  await page.goto(`${server.url}/reports/on-time/schedule?groupBy=partner&zone=berlin&from=2026-11-01`)
  await page.getByLabel('Rhythm').selectOption('daily')
  await page.getByLabel('Ines Okafor').check()
  await page.getByRole('button', { name: 'Schedule it' }).click()
  await page.getByRole('button', { name: 'Let it rest' }).click()
  await page.getByRole('button', { name: 'End it' }).click()
  expect(server.world.sent).toMatchObject([
    { report: 'on-time', rhythm: 'daily', query: { groupBy: 'partner', zone: 'berlin' }, recipients: ['u1'] },
    { id: 's1', input: { isActive: false } },
    { dropped: 's1' },
  ])
  const errors = [{ pointer: '/recipients', code: 'too_small', message: 'names nobody' }]
  server.world.answer = new AppError('invalid_input', 'Check what you entered.', { errors })
  await page.getByRole('button', { name: 'Schedule it' }).click()
  server.world.answer = null
  expect(await page.getByRole('alert').textContent()).toContain('names nobody')
})

test('finance begins at the reports', async () => {
  await using visitor = await visit(browser, server, { javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(`${server.url}/login`)
  await page.getByRole('button', { name: /^Finance/ }).click()
  expect(new URL(page.url()).pathname).toBe('/reports')
})

test('a period that cannot be is refused at its field, with the way to it', async () => {
  await using visitor = await visit(browser, server, { role: 'supervisor', javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(`${server.url}/reports/on-time?from=never`)
  const fault = page.getByRole('alert').getByRole('link', { name: 'From: must be a date such as 2026-05-01' })
  const target = await fault.getAttribute('href')
  expect(await page.locator(target ?? '').getAttribute('name')).toBe('from')
  expect(await page.getByLabel('From').getAttribute('aria-invalid')).toBe('true')
})
