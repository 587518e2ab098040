import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { serviceLevelInput } from '#domain/schemas/settings.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { reapplyId, whatIfIds } from './support/policies.ts'
import { ownLevel, refusal } from './support/rules.ts'
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

async function open(path: string, options: { javaScriptEnabled?: boolean } = { javaScriptEnabled: false }) {
  const visitor = await visit(browser, server, { ...options, role: 'admin' })
  await visitor.page.goto(server.url + path)
  const message = (field: string) => visitor.page.locator(`[id="field-${field}-error"]`).textContent()
  return { ...visitor, message, [Symbol.asyncDispose]: () => visitor[Symbol.asyncDispose]() }
}

test('without scripts: a draft is tried, its outcome read, and it comes back filled in to be published', async () => {
  await using visitor = await open('/admin/service-levels/next_day')
  const { page } = visitor
  await page.getByLabel('Name').fill('Next day, calmer')
  await page.locator('[name="slas.unassigned"]').fill('45 min')
  await page.locator('[name="override.0.type"]').selectOption('')
  await page.getByRole('button', { name: 'Try it on past days' }).click()
  await page.getByRole('heading', { name: 'What if: Next day' }).waitFor()
  expect(server.world.sent).toEqual([])
  await page.getByLabel('Days back').fill('14')
  await page.getByRole('button', { name: 'Replay these days' }).first().click()
  await page.waitForURL(`**/admin/what-if/${whatIfIds.done}?draft=*`)
  const { code: _, version: __, ladders: ___, ...level } = ownLevel()
  const draft = { ...level, name: 'Next day, calmer', slas: { unassigned: 'PT45M' }, ladders: {} }
  const [sent] = server.world.sent as { code: string; days: number; draft: unknown }[]
  expect(sent).toMatchObject({ code: 'next_day', days: 14, draft: { name: 'Next day, calmer' } })
  expect(serviceLevelInput.parse(sent?.draft)).toMatchObject(draft)
  const alerts = page.getByRole('row', { name: /^Alerts/ })
  expect(await alerts.textContent()).toBe('Alerts3,9123,105−807 fewer')
  expect(await page.getByRole('row', { name: /^Exceptions/ }).textContent()).toBe('Exceptions1,2841,296+12 more')
  await page.getByText('an assumption of ours that nobody has measured').waitFor()
  const changed = page.locator('section', { has: page.getByRole('heading', { name: 'What the draft changes' }) })
  expect(await changed.locator('dt').allTextContents()).toEqual([
    'Name',
    'SLA, no courier assigned',
    'Ladder, no news of the parcel',
  ])
  await page.getByRole('link', { name: 'Publish this draft' }).click()
  await page.getByText('nothing of it is published yet').waitFor()
  expect(await page.getByLabel('Name').inputValue()).toBe('Next day, calmer')
  expect(await page.locator('[name="slas.unassigned"]').inputValue()).toBe('45 min')
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  await page.getByRole('status').getByText('Version 3 is in force').waitFor()
  expect(serviceLevelInput.parse(server.world.sent[1])).toMatchObject(draft)
})

test('without scripts: a draft that cannot be is shown at its fields, also when it was typed on the other form', async () => {
  await using visitor = await open('/admin/service-levels/next_day')
  const { page, message } = visitor
  for (const level of [0, 1, 2, 3]) await page.locator(`[name="ladder.${level}"]`).fill('')
  await page.getByRole('button', { name: 'Try it on past days' }).click()
  await page.getByRole('heading', { name: 'What if: Next day' }).waitFor()
  expect(await page.locator('[name="ladder.1"]').inputValue()).toBe('')
  const number = 'Invalid input: expected number, received null'
  server.world.answer = refusal(
    ['/draft/ladder/0', number, 'invalid_type'],
    ['/draft/slas/stale', 'must be a duration of at most a year, such as PT15M'],
    ['/days', 'Too big: expected number to be <=90'],
  )
  await page.getByRole('button', { name: 'Replay these days' }).first().click()
  await page.getByRole('alert').getByRole('link', { name: 'Ladder 1: must be a number' }).waitFor()
  expect(await message('ladder.0')).toBe('must be a number')
  expect(await message('slas.stale')).toMatch('must be a duration')
  expect(await message('days')).toBe('must be a whole number from 1 to 90')
  expect(server.world.sent).toMatchObject([{ draft: { ladder: [null, null, null, null] } }])
})

test('with scripts: a replay under way is read again by itself, and can be cancelled', async () => {
  await using visitor = await open(`/admin/what-if/${whatIfIds.running}`, {})
  const { page, faults } = visitor
  await hydrated(page)
  const bar = page.getByRole('progressbar')
  expect(await bar.getAttribute('value')).toBe('7000')
  await page.waitForRequest((request) => request.url().includes('.data'))
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => server.world.sent).toEqual([{ cancel: whatIfIds.running }])
  expect(faults).toEqual([])
})

test('a replay that is none, a level that is none, and a draft that was made up', async () => {
  await using visitor = await open('/admin/what-if/01900000-0000-7000-8000-00000000b001')
  const { page } = visitor
  expect((await page.reload())?.status(), 'a bulk is no what-if').toBe(404)
  expect((await page.goto(`${server.url}/admin/service-levels/nothing/what-if`))?.status()).toBe(404)
  expect((await page.goto(`${server.url}/admin/service-levels/nothing/apply`))?.status()).toBe(404)
  await page.goto(`${server.url}/admin/service-levels/next_day?draft=made-up`)
  expect(await page.getByLabel('Name').inputValue()).toBe('Next day')
  expect(await page.getByText('nothing of it is published yet').count()).toBe(0)
})

test('for whoever is no admin, none of it exists', async () => {
  const level = '/admin/service-levels/next_day'
  const paths = [`${level}/what-if`, `${level}/apply`, `/admin/what-if/${whatIfIds.done}`, '/admin/zones/berlin_nord']
  for (const role of ['supervisor', 'dispatcher', 'customer']) {
    const headers = { cookie: `as=${role}` }
    const gets = await Promise.all(paths.map((path) => fetch(server.url + path, { headers })))
    expect(gets.map(({ status }) => status)).toEqual(paths.map(() => 404))
    const posts = await Promise.all(
      paths.map((path) => fetch(server.url + path, { method: 'POST', headers, body: new URLSearchParams() })),
    )
    expect(posts.map(({ status }) => status)).toEqual(paths.map(() => 404))
  }
  expect(server.world.sent).toEqual([])
})

test('without scripts: a newer version is applied to running shipments only after a second look', async () => {
  await using visitor = await open('/admin/service-levels/next_day')
  const { page } = visitor
  await page.getByRole('link', { name: 'Apply to running shipments' }).click()
  await page.getByText('otherwise they keep the version they were booked under').waitFor()
  expect(server.world.sent).toEqual([])
  server.world.answer = refusal(['', 'No open shipment runs under an older version of this level.'])
  await page.getByRole('button', { name: 'Apply version 3' }).click()
  await page.getByRole('alert').waitFor()
  server.world.answer = null
  await page.getByRole('button', { name: 'Apply version 3' }).click()
  await page.waitForURL(`**/dispatch/jobs/${reapplyId}`)
  expect(server.world.sent).toEqual([{ reapply: 'next_day' }, { reapply: 'next_day' }])
})

test('without scripts: a zone is changed, with its prefixes read as people write them', async () => {
  await using visitor = await open('/admin/zones')
  const { page, message } = visitor
  await page.getByRole('link', { name: 'Berlin Nord' }).click()
  await page.getByText('103 (Berlin Mitte)').waitFor()
  await page.getByLabel('Name').fill('Berlin North')
  const prefixes = page.getByLabel('Postcodes begin with')
  await prefixes.fill('104, 13\n\n13#; SW1A 1')
  const fault = 'must be the beginning of a postcode'
  server.world.answer = refusal(['/postcodePrefixes/2', fault])
  await page.getByRole('button', { name: 'Save' }).click()
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^Postcode prefixes: “13#” must be/ })
    .waitFor()
  expect(await message('postcodePrefixes')).toBe(`“13#” ${fault}`)
  expect(await page.getByLabel('Name').inputValue()).toBe('Berlin North')
  expect(await prefixes.inputValue()).toContain('13#; SW1A 1')
  server.world.answer = null
  await prefixes.fill('104, 13\n13')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').getByText('Saved').waitFor()
  const zone = { name: 'Berlin North', country: 'DE' }
  expect(server.world.sent).toEqual([
    { ...zone, postcodePrefixes: ['104', '13', '13#', 'SW1A 1'] },
    { ...zone, postcodePrefixes: ['104', '13'] },
  ])
})

test('without scripts: a zone is added by its code', async () => {
  await using visitor = await open('/admin/zones')
  const { page } = visitor
  await page.getByLabel('Code').fill('potsdam')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('heading', { name: 'New zone' }).waitFor()
  await page.getByLabel('Name').fill('Potsdam')
  await page.getByLabel('Country').selectOption('Austria')
  await page.getByRole('button', { name: 'Add the zone' }).click()
  await expect.poll(() => server.world.sent).toEqual([{ name: 'Potsdam', country: 'AT', postcodePrefixes: [] }])
  expect((await page.goto(`${server.url}/admin/zones/No-Code`))?.status()).toBe(404)
})
