import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '#test/api/support/caller.ts'
import { openBrowser } from '#test/support/browser.ts'
import { deliveredParcel, failedParcel, openLink, parcelAt } from './support/parcels.ts'
import { type Site, seat, startSite } from './support/site.ts'

let browser: Browser
let site: Site
let dispatcher: Caller

beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
  dispatcher = await site.company.as('dispatcher')
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

const noScripts = { javaScriptEnabled: false } as const

/** A level of which a test names what is about to be late. */
async function level(code: string, allowances: object): Promise<string> {
  const json = { name: code, allowances, slas: {}, ladder: [0, 1, 50, 100], calendar: 'always', attempts: 2 }
  const answer = await (await site.company.as('admin')).call('PUT', `/service-levels/${code}`, { json })
  if (answer.status !== 200) throw new Error(`${code}: ${answer.status} ${answer.text}`)
  return code
}

test('without account and scripts: nobody was at home, the recipient chooses a day, then a neighbour', async () => {
  const parcel = await failedParcel(site)
  await using recipient = await openLink(browser, { site, parcel }, noScripts)
  const { page } = recipient
  expect(new URL(page.url()).pathname).toBe(`/track/${parcel.trackingNumber}`)
  await page.getByText('Nobody was at home.').waitFor()
  await page.getByText(/^Choose until .+; without an answer we try again/).waitFor()

  await page.getByRole('link', { name: 'Choose what happens' }).click()
  await page.getByText('Another day').click()
  const days = page.getByRole('radio')
  await days.nth(1).check()
  const chosen = await days.nth(1).inputValue()
  await page.getByRole('button', { name: 'Come on this day' }).click()
  await page.getByRole('status').getByText('Noted. You can still choose otherwise').waitFor()
  await page.getByRole('heading', { name: /^We come again/ }).waitFor()
  const decided = await dispatcher.shipment(parcel.id)
  expect(decided).toMatchObject({ status: 'attempt_failed', decision: { option: 'reattempt' } })
  expect(JSON.stringify(decided.decision)).toContain(chosen)

  // Choosing anew undoes the choice.
  await page.getByText('A neighbour').click()
  await page.getByLabel('Which neighbour').fill('Frau Aydın, second floor')
  await page.getByRole('button', { name: 'Give it to this neighbour' }).click()
  await page.getByText(/^Chosen: a neighbour may take it/).waitFor()
  expect((await dispatcher.shipment(parcel.id)).decision).toMatchObject({ option: 'neighbour' })
  expect(await page.content()).not.toContain('/assets/entry.client')
})

test('the last day that can be chosen is one that the rules take', async () => {
  const parcel = await failedParcel(site)
  await using recipient = await openLink(browser, { site, parcel }, noScripts)
  const { page } = recipient
  await page.goto(`${site.url}/track/${parcel.trackingNumber}/change`)
  await page.getByText('Another day').click()
  expect(await page.getByRole('radio').count()).toBeGreaterThanOrEqual(7)
  await page.getByRole('radio').last().check()
  await page.getByRole('button', { name: 'Come on this day' }).click()
  await page.getByRole('status').getByText('Noted.').waitFor()
})

test('silence takes the default: the page says so before, and by itself afterwards', async () => {
  const serviceLevel = await level('silent', { decision: 'PT6S' })
  const parcel = await failedParcel(site, { serviceLevel })
  await using recipient = await openLink(browser, { site, parcel })
  const { page, faults } = recipient
  await page.getByText(/without an answer we try again/).waitFor()
  await page.getByText(/^Nobody chose, so we come again/).waitFor()
  await page.getByRole('heading', { name: /^We come again/ }).waitFor()
  await page.getByRole('link', { name: 'Change the delivery' }).waitFor()
  expect((await dispatcher.shipment(parcel.id)).decision).toMatchObject({ option: 'reattempt' })
  expect(faults).toEqual([])
})

test('a report from the confirm page stops the payment, and the dispatcher sees the case', async () => {
  const serviceLevel = await level('doubtful', { verify: 'PT8S' })
  const payment = { method: 'card', paymentMethodId: 'pm_card_visa' }
  await using staff = await seat(browser, site, 'dispatcher')
  await staff.signIn()
  const parcel = await deliveredParcel(site, { serviceLevel, payment })
  const dueMs = Date.now() + 8_000
  await using recipient = await openLink(browser, { site, parcel }, noScripts)
  const { page } = recipient
  await page.getByText(/it counts as received in good order/).waitFor()
  await page.getByRole('link', { name: 'Is something wrong?' }).click()
  await page.getByLabel('It did not arrive').check()
  await page.getByLabel('What happened').fill('Nobody in the house has seen it.')
  await page.getByRole('button', { name: 'Report the problem' }).click()
  await page.getByRole('status').getByText('We have your report.').waitFor()
  await page.getByRole('heading', { name: 'We look into it' }).waitFor()
  await page.getByText('Open: our staff looks into it').waitFor()

  await staff.page.goto(`${site.url}/dispatch/exceptions`)
  await staff.page
    .locator('[data-exception]')
    .filter({ hasText: parcel.trackingNumber })
    .getByText('Disputed', { exact: true })
    .waitFor()
  await new Promise((done) => setTimeout(done, Math.max(0, dueMs + 1_500 - Date.now())))
  const held = await dispatcher.shipment(parcel.id)
  expect(held).toMatchObject({ status: 'delivered', payment: { state: 'authorised' } })

  await page.reload()
  await page.getByRole('button', { name: 'It is all right after all' }).click()
  await page.getByRole('status').getByText('Thank you for telling us.').waitFor()
})

test('what is too late is refused kindly, and the page says where the parcel is', async () => {
  const parcel = await parcelAt(site, 'pick_up')
  await using recipient = await openLink(browser, { site, parcel }, noScripts)
  const { page } = recipient
  await page.getByRole('link', { name: 'Change the delivery' }).click()
  await page.getByText('Back to the sender').click()
  await (await site.company.as('courier')).does(parcel.id, 'start')
  await page.getByRole('button', { name: 'Send it back' }).click()
  await page.getByText('It is too late for this change. The courier is on the way to the door already.').waitFor()
  expect((await dispatcher.shipment(parcel.id)).status).toBe('out_for_delivery')
})

test('it waits until a day of the recipient’s, and goes on when told to', async () => {
  const parcel = await parcelAt(site, 'pick_up')
  await using recipient = await openLink(browser, { site, parcel }, noScripts)
  const { page } = recipient
  await page.goto(`${site.url}/track/${parcel.trackingNumber}/change`)
  await page.getByText('Let it wait', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Let it wait' }).click()
  await page.getByRole('heading', { name: 'On hold' }).waitFor()
  await page.getByText(/^It waits, as you asked, until .+ Then it goes on by itself\.$/).waitFor()
  await page.getByText('Let it go on', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Let it go on' }).click()
  await page.getByRole('status').getByText('It goes on.').waitFor()
  expect((await dispatcher.shipment(parcel.id)).holds).toEqual([])
})

test('another address and a pickup point of the recipient’s are read by the courier at the stop', async () => {
  const parcel = await parcelAt(site, 'pick_up')
  await using recipient = await openLink(browser, { site, parcel }, noScripts)
  const { page } = recipient
  await page.goto(`${site.url}/track/${parcel.trackingNumber}/change`)
  await page.getByText('Another address').click()
  await page.getByLabel('Street and number').fill('Choriner Straße 12')
  await page.getByLabel('Postcode').fill(' ')
  await page.getByRole('button', { name: 'Bring it there' }).click()
  // Refused in its own form, which is still unfolded and keeps what was typed.
  await page
    .getByRole('alert')
    .getByText(/^Address.* postcode/i)
    .waitFor()
  expect(await page.getByLabel('Street and number').inputValue()).toBe('Choriner Straße 12')
  await page.getByLabel('Postcode').fill('10435')
  await page.getByRole('button', { name: 'Bring it there' }).click()
  await page.getByRole('status').getByText('The new address is saved.').waitFor()
  await page.getByText('A pickup point').click()
  await page.getByLabel('Code of the point').fill('BER-04')
  await page.getByRole('button', { name: 'Bring it to this point' }).click()
  await page.getByText('Chosen: it goes to a pickup point (BER-04).').waitFor()

  await using courier = await seat(browser, site, 'courier')
  await courier.signIn()
  await courier.page.goto(`${site.url}/courier/stops/${parcel.id}`)
  await courier.page.getByText('Choriner Straße 12').waitFor()
  await courier.page.getByText('Their choice: It goes to a pickup point (BER-04).').waitFor()
})

test('without the link nobody changes anything: the public page says no more than before', async () => {
  const parcel = await failedParcel(site)
  const context = await browser.newContext({ locale: 'en-US', ...noScripts })
  const page = await context.newPage()
  for (const path of ['change', 'confirm']) {
    await page.goto(`${site.url}/track/${parcel.trackingNumber}/${path}`)
    expect(new URL(page.url()).pathname).toBe(`/track/${parcel.trackingNumber}`)
  }
  const text = await page.locator('main').textContent()
  expect(text).toContain('Delivery attempt failed')
  for (const secretText of ['Nobody was at home', 'Choose', 'Krüger', 'Kastanienallee'])
    expect(text).not.toContain(secretText)
  await context.close()
})
