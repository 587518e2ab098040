import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emailOf, type Person, password } from '#test/api/support/company.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type Site, startSite } from './support/site.ts'
import { noteFaults } from './support/visit.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
})
afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

/** Somebody signed in at a browser without scripts. */
async function seat(person: Person) {
  const context = await browser.newContext({ locale: 'en-US', javaScriptEnabled: false })
  const page = await context.newPage()
  const faults: string[] = []
  noteFaults(page, faults)
  await page.goto(`${site.url}/login`)
  await page.getByLabel('E-mail').fill(emailOf(person))
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return { page, faults, [Symbol.asyncDispose]: () => context.close() }
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()

test('a partner adds an endpoint, sees its secret once, tries it, stops it and deletes it, all without scripts', async () => {
  await using partner = await seat('partner')
  const { page } = partner
  expect(new URL(page.url()).pathname).toBe('/partner')
  await page.getByRole('link', { name: 'Webhooks' }).first().click()
  await page.getByLabel('Address', { exact: true }).fill('https://127.0.0.1/hook')
  await page.getByLabel('What it is for').fill('Production')
  await page.getByText('Only some events').click()
  await page.getByText('shipment.delivered', { exact: true }).click()
  await press(page, 'Add and show the secret')
  await page.getByText('leads into a private network').first().waitFor()
  expect(await page.getByLabel('What it is for').inputValue()).toBe('Production')
  expect(await page.getByLabel('shipment.delivered').isChecked()).toBe(true)

  await page.getByLabel('Address', { exact: true }).fill('https://8.8.8.8/hook')
  await press(page, 'Add and show the secret')
  await page.getByText(/^whsec_/).waitFor()
  await page.goto(`${site.url}/partner/webhooks`)
  expect(await page.getByText('whsec_').count()).toBe(0)

  await page.getByRole('link', { name: 'https://8.8.8.8/hook' }).click()
  await press(page, 'Send a test')
  await page.getByText('A test is on its way').waitFor()
  await page.getByText('webhook.test').first().waitFor()
  await page.getByText('New secret', { exact: true }).click()
  await press(page, 'Make a new secret')
  await page.getByText(/^whsec_/).waitFor()
  await press(page, 'Switch off')
  await page.getByText('It is off.').waitFor()
  await press(page, 'Switch on')
  await page.getByText('Delete', { exact: true }).click()
  await press(page, 'Delete for good')
  await page.getByText('No endpoints yet').waitFor()
  expect(partner.faults.filter((fault) => !fault.includes('422'))).toEqual([])
})

test('an admin sees the endpoints of all partners, stops one and replays; another partner sees nothing of it', async () => {
  const caller = await site.company.as('partner')
  const made = await caller.call('POST', '/webhook-endpoints', { json: { url: 'https://8.8.4.4/hook' } })
  const { id } = made.body as { id: string }
  await caller.call('POST', `/webhook-endpoints/${id}/test`)
  await using admin = await seat('admin')
  const { page } = admin
  await page.goto(`${site.url}/admin/webhooks`)
  await page.getByRole('link', { name: 'https://8.8.4.4/hook' }).click()
  expect(await page.getByText('Change it').count()).toBe(0)
  expect(await page.getByText('Delete').count()).toBe(0)
  await page.getByText('webhook.test', { exact: true }).click()
  await press(page, 'Replay from here')
  await page.getByText('Replaying').waitFor()
  await press(page, 'Switch off')
  await page.getByText('Somebody has switched it off').waitFor()
  await using other = await seat('partner2')
  const response = await other.page.goto(`${site.url}/partner/webhooks/${id}`)
  expect(response?.status()).toBe(404)
})
