import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '#test/api/support/caller.ts'
import { emailOf, password } from '#test/api/support/company.ts'
import { bookFor, header, minutesAgo, untilStill } from '#test/api/support/imports.ts'
import { type Crew, crewOf, levelFor } from '#test/api/support/road.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type Site, seat, startSite } from './support/site.ts'
import { hydrated } from './support/visit.ts'

let browser: Browser
let site: Site
let crew: Crew
let partner: Caller
let other: Caller
let wish: { serviceLevel: string }
beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
  crew = await crewOf(site.company)
  ;[partner, other] = [await site.company.as('partner'), await site.company.as('partner2')]
  wish = { serviceLevel: await levelFor(crew.admin, 'calm') }
})
afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()

/** The partner at a browser without scripts. */
async function plainSeat(next: string) {
  const context = await browser.newContext({ locale: 'en-US', javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${site.url}/login?next=${next}`)
  await page.getByLabel('E-mail').fill(emailOf('partner'))
  await page.getByLabel('Password').fill(password)
  await press(page, 'Sign in')
  return { page, context, [Symbol.asyncDispose]: () => context.close() }
}

/** The figure for rows of one kind. */
const tile = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(`^${name} ?\\d`) }).textContent()

async function choose(page: Page, text: string, name = 'morning.csv'): Promise<void> {
  await page.getByLabel('File with statuses').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

/** Waits until an import rests, and looks again, as one has to without scripts. */
async function rested(page: Page): Promise<void> {
  await page.waitForURL('**/partner/uploads/*-*')
  await untilStill(partner, new URL(page.url()).pathname.split('/').at(-1) ?? '')
  await page.reload()
}

test('without scripts: a partner looks at a file, applies it, and is told that the same file changes nothing', async () => {
  const parcels = await bookFor(partner, 4, wish)
  const [foreign] = await bookFor(other, 1, wish)
  const rows = parcels.map(
    ({ trackingNumber }, n) => `${trackingNumber},${n === 3 ? 'LADEN' : 'picked_up'},${minutesAgo(0)},Depot 4,,`,
  )
  const text = [header, ...rows, `${foreign?.trackingNumber},picked_up,${minutesAgo(0)},,,`].join('\n')
  await using desk = await plainSeat('/partner/uploads')
  const { page, context } = desk
  await page.getByText('Nothing uploaded yet').waitFor()
  const sample = await context.request.get(`${site.url}/partner/uploads/sample.csv`)
  expect(await sample.text()).toContain(header)

  await page.getByRole('link', { name: 'Upload a file' }).click()
  await choose(page, 'number;what\n1;2\n')
  await press(page, 'Upload and look')
  const field = page.getByLabel('File with statuses')
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  await page.locator('#field-file-error').getByText('The file lacks: tracking_number, status.').waitFor()

  await choose(page, text)
  await press(page, 'Upload and look')
  await rested(page)
  await page.getByRole('status').getByText('To be applied').waitFor()
  expect(await tile(page, 'New')).toContain('3')
  expect(await tile(page, 'Unmapped')).toContain('1')
  expect(await tile(page, 'Unknown parcel')).toContain('1')
  await page.getByText('One row has a word that your mapping does not settle').waitFor()
  await press(page, 'Apply 4 rows')
  await rested(page)
  await page.getByRole('status').getByText('Done').waitFor()
  expect(await tile(page, 'Applied')).toContain('3')
  expect(await tile(page, 'In review')).toContain('1')
  expect(await crew.dispatcher.shipment(parcels[0]?.id ?? '')).toMatchObject({ status: 'picked_up' })
  await page.getByRole('link', { name: /^Unknown parcel/ }).click()
  await page.getByText('None of your parcels has this number.').waitFor()
  const file = await page.getByRole('link', { name: 'These rows as CSV' }).getAttribute('href')
  expect(await (await context.request.get(site.url + file)).text()).toContain(`${foreign?.trackingNumber},picked_up`)

  await page.goto(`${site.url}/partner/uploads/new`)
  await choose(page, text, 'again.csv')
  await press(page, 'Upload and look')
  await rested(page)
  await page.getByText('Nothing here is new: 4 rows are known already, and the file changes nothing.').waitFor()
  expect(await page.getByRole('button', { name: 'Apply' }).count()).toBe(0)
})

test('with scripts: a file is sent with its progress and read by itself; what is wrong stands beside the field', async () => {
  const [parcel] = await bookFor(partner, 1, wish)
  await using desk = await seat(browser, site, 'partner')
  await desk.signIn()
  const { page } = desk
  await page.goto(`${site.url}/partner/uploads/new`)
  await hydrated(page)
  await choose(page, 'Sendung X;what\n1;2\n')
  await press(page, 'Upload and look')
  await page.locator('#field-file-error').getByText('The file lacks: tracking_number, status.').waitFor()
  await page.getByLabel('Tracking number or reference').fill('Sendung X')
  await choose(page, `Sendung X;status\n${parcel?.trackingNumber};picked_up\n`)
  await press(page, 'Upload and look')
  await page.getByRole('heading', { name: 'morning.csv' }).waitFor()
  await page.getByRole('status').getByText('To be applied').waitFor()
  await press(page, 'Apply 1 row')
  await page.getByRole('status').getByText('Done').waitFor()
  expect(await crew.dispatcher.shipment(parcel?.id ?? '')).toMatchObject({ status: 'picked_up' })
  expect(desk.faults.filter((fault) => !fault.includes('422'))).toEqual([])
})

test('pasted numbers: each parcel says what a status would do to it, and after applying what it did', async () => {
  const [one, two] = await bookFor(partner, 2, wish)
  const [foreign] = await bookFor(other, 1, wish)
  await using desk = await seat(browser, site, 'partner')
  await desk.signIn()
  const { page } = desk
  await page.goto(`${site.url}/partner/status?number=${one?.trackingNumber}`)
  await hydrated(page)
  const numbers = page.getByLabel('Numbers')
  expect(await numbers.inputValue()).toBe(one?.trackingNumber)
  await numbers.fill(`${one?.trackingNumber} ${two?.trackingNumber};${foreign?.trackingNumber}`)
  await page.getByText('3 numbers.').waitFor()
  await page.getByLabel('Status').selectOption('picked_up')
  await page.getByLabel('Place').fill('Depot 4')
  await press(page, 'Look')
  await page.getByText('2 of 3 parcels would take it.').waitFor()
  await page.getByText('None of your parcels has this number.').waitFor()
  expect(await page.getByLabel('Place').inputValue()).toBe('Depot 4')
  expect(await crew.dispatcher.shipment(one?.id ?? '')).not.toMatchObject({ status: 'picked_up' })
  await press(page, 'Apply')
  await page.getByText('2 of 3 parcels took it.').waitFor()
  for (const parcel of [one, two]) {
    expect(await crew.dispatcher.shipment(parcel?.id ?? '')).toMatchObject({ status: 'picked_up' })
  }
  expect(await numbers.inputValue()).toBe('')
  expect(desk.faults).toEqual([])
})

test('without scripts: a status for pasted numbers keeps what was typed when it is refused, and is applied once', async () => {
  const [parcel] = await bookFor(partner, 1, wish)
  await using desk = await plainSeat('/partner/status')
  const { page } = desk
  await page.getByLabel('Numbers').fill(` ${parcel?.trackingNumber}, `)
  await page.getByLabel('Status').selectOption('picked_up')
  await page.getByLabel('Time, now if empty').fill('2099-01-01T08:00')
  await press(page, 'Look')
  await page.locator('#field-at-error').getByText('This lies in the future.').waitFor()
  expect(await page.getByLabel('Numbers').inputValue()).toBe(`${parcel?.trackingNumber},`)
  await page.getByLabel('Time, now if empty').fill('')
  await press(page, 'Look')
  await page.getByText('1 of 1 parcel would take it.').waitFor()
  const looked = page.url()
  await press(page, 'Apply')
  await untilStill(partner, new URL(looked).searchParams.get('look') ?? '')
  await page.goto(looked)
  await page.getByText('1 of 1 parcel took it.').waitFor()
  expect(await crew.dispatcher.shipment(parcel?.id ?? '')).toMatchObject({ status: 'picked_up' })
})

test('an admin sees the imports of all partners and stops one; another partner sees nothing of it', async () => {
  const [foreign] = await bookFor(other, 1, wish)
  const form = new FormData()
  form.set('file', new Blob([`${header}\n${foreign?.trackingNumber},picked_up,,,,\n`]), 'others.csv')
  const made = await other.call('POST', '/imports?dryRun=true', { raw: form })
  const { id } = made.body as { id: string }
  await untilStill(other, id)
  await using desk = await seat(browser, site, 'admin')
  await desk.signIn()
  await desk.page.goto(`${site.url}/admin/imports`)
  await desk.page.getByRole('link', { name: 'others.csv' }).click()
  await desk.page.getByRole('heading', { name: 'others.csv' }).waitFor()
  expect(await desk.page.getByRole('button', { name: /^Apply/ }).count()).toBe(0)
  await press(desk.page, 'Cancel')
  await desk.page.getByText('It is cancelled.').waitFor()
  await using stranger = await seat(browser, site, 'partner')
  await stranger.signIn()
  expect((await stranger.page.goto(`${site.url}/partner/uploads/${id}`))?.status()).toBe(404)
})
