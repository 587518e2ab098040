import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { type Site, seat, startSite } from './support/site.ts'
import { hydrated, settled, violations } from './support/visit.ts'

let browser: Browser
let site: Site

beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

test('an admin tries a draft on what happened, publishes it, and lets running shipments go on under it', async () => {
  const { company, url } = site
  const admin = await company.as('admin')
  const rules = { name: 'Tried', calendar: 'always', allowances: { assign: 'PT0.2S' }, slas: { unassigned: 'PT1H' } }
  await admin.call('PUT', '/service-levels/tried', { json: rules })
  const dispatcher = await company.as('dispatcher')
  const { id } = await (await company.as('customer')).book({ serviceLevel: 'tried' })
  await expect.poll(async () => (await dispatcher.shipment(id)).exceptions.length).toBe(1)

  await using person = await seat(browser, site, 'admin')
  const { page, faults } = person
  await person.signIn()
  await page.goto(`${url}/admin/service-levels/tried`)
  await hydrated(page)
  const message = (field: string) => page.locator(`[id="field-${field}-error"]`).textContent()

  // An empty ladder is told where it is, by the service itself.
  for (const level of [0, 1, 2, 3]) await page.locator(`[name="ladder.${level}"]`).fill('')
  await page.getByRole('button', { name: 'Try it on past days' }).click()
  await page.getByRole('heading', { name: 'What if: Tried' }).waitFor()
  await page.getByRole('button', { name: 'Replay these days' }).first().click()
  expect(await message('ladder.0')).toBe('must be a number')
  expect(await message('ladder.3')).toBe('must be a number')

  for (const [level, after] of [0, 1, 2, 4].entries()) {
    await page.locator(`[name="ladder.${level}"]`).fill(String(after))
  }
  await page.locator('[name="allowances.assign"]').fill('2 d')
  await page.getByRole('button', { name: 'Replay these days' }).first().click()
  await page.waitForURL('**/admin/what-if/*')
  await page.getByRole('heading', { name: 'Now and under the draft' }).waitFor()
  expect(await page.getByRole('row', { name: /^Exceptions/ }).textContent()).toBe('Exceptions10−1 fewer')
  await page.getByText('1 shipment of the last 30 days').waitFor()
  await settled(page)
  expect(await violations(page)).toEqual([])
  // It outlives a reload, draft and all.
  await page.reload()
  await page.getByRole('link', { name: 'Publish this draft' }).click()
  await page.getByText('nothing of it is published yet').waitFor()
  expect(await page.locator('[name="allowances.assign"]').inputValue()).toBe('2 d')
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByRole('status').getByText('Version 2 is in force').waitFor()

  await page.getByRole('link', { name: 'Apply to running shipments' }).click()
  await page.getByRole('button', { name: 'Apply version 2' }).click()
  await page.waitForURL('**/dispatch/jobs/*')
  await page.getByText('1 applied').waitFor()
  await page.goto(`${url}/admin/service-levels/tried/apply`)
  await hydrated(page)
  await page.getByRole('button', { name: 'Apply version 2' }).click()
  await page.getByRole('alert').getByText('No open shipment runs under an older version').waitFor()
  expect(faults.filter((fault) => !/4(09|22)/.test(fault))).toEqual([])
})

test('an admin adds a zone, and is told which prefix cannot be one', async () => {
  await using person = await seat(browser, site, 'admin')
  const { page, faults } = person
  await person.signIn()
  await page.goto(`${site.url}/admin/zones/potsdam`)
  await hydrated(page)
  await page.getByLabel('Name').fill('Potsdam')
  await page.getByLabel('Postcodes begin with').fill('144, 14#')
  await page.getByRole('button', { name: 'Add the zone' }).click()
  await page.locator('[id="field-postcodePrefixes-error"]').getByText('“14#” must be the beginning').waitFor()
  await page.getByLabel('Postcodes begin with').fill('144, 1446')
  await page.getByRole('button', { name: 'Add the zone' }).click()
  await page.getByRole('status').getByText('Saved').waitFor()
  await page.getByRole('link', { name: 'Zones' }).first().click()
  await page.getByRole('listitem').filter({ hasText: 'Potsdam' }).getByText('1446').waitFor()
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
})
