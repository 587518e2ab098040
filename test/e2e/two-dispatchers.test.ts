import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { type Seat, type Site, seat, startSite } from './support/site.ts'
import { beforeAnyPoll, hydrated } from './support/visit.ts'

let browser: Browser
let site: Site

beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

/** Shipments with a problem that only a person may close. */
async function problems(count: number) {
  const [customer, dispatcher] = await Promise.all([site.company.as('customer'), site.company.as('dispatcher')])
  const booked = await Promise.all(Array.from({ length: count }, () => customer.book()))
  return await Promise.all(
    booked.map(async ({ id }) => {
      const shipment = await dispatcher.does(id, 'raise', { type: 'missorted', reason: 'wrong_facility' })
      return { shipmentId: id, exceptionId: shipment.exceptions[0]?.id ?? '' }
    }),
  )
}

async function atQueue({ page, signIn }: Seat): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await signIn()
  await page.goto(`${site.url}/dispatch/exceptions`)
  await hydrated(page)
  await page.getByText('Live', { exact: true }).waitFor()
}

function rowOf(page: Page, exceptionId: string) {
  return page.locator(`[data-exception="${exceptionId}"]`)
}

/** Moves down until the row has the focus. */
async function pointAt(page: Page, exceptionId: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.keyboard.press('j')
      return await rowOf(page, exceptionId).locator('[data-row]:focus').count()
    })
    .toBe(1)
}

test('two dispatchers at once: the second is told who was first, and sees it in the row', async () => {
  const [first] = await problems(2)
  await using second = await seat(browser, site, 'dispatcher')
  const { page } = second
  await atQueue(second)
  await pointAt(page, first?.exceptionId ?? '')
  const supervisor = await site.company.as('supervisor')
  await supervisor.does(first?.shipmentId ?? '', 'take', { exceptionId: first?.exceptionId })
  await page.keyboard.press('2')
  const row = rowOf(page, first?.exceptionId ?? '')
  await row.getByText('Person supervisor has it already').waitFor()
  await page.getByRole('status').getByText('Person supervisor has it already').waitFor()
  expect(second.faults.filter((fault) => !fault.includes('409'))).toEqual([])
})

test('what one does is pushed to the other, and no row moves under the focus', async () => {
  const [mine, other] = await problems(2)
  await using one = await seat(browser, site, 'supervisor')
  await using two = await seat(browser, site, 'dispatcher')
  await Promise.all([atQueue(one), atQueue(two)])
  await pointAt(two.page, mine?.exceptionId ?? '')
  const before = await rowOf(two.page, mine?.exceptionId ?? '').boundingBox()

  await pointAt(one.page, other?.exceptionId ?? '')
  await one.page.keyboard.press('3')
  await one.page.keyboard.type('both of us saw it')
  await one.page.getByRole('button', { name: 'Dismiss as a false alarm' }).click()
  await one.page.getByRole('status').getByText('Resolve: done.').waitFor()
  await rowOf(two.page, other?.exceptionId ?? '')
    .getByText('Resolved', { exact: true })
    .waitFor(beforeAnyPoll)
  expect(await rowOf(two.page, mine?.exceptionId ?? '').boundingBox()).toEqual(before)
  expect(
    await rowOf(two.page, mine?.exceptionId ?? '')
      .locator('[data-row]:focus')
      .count(),
  ).toBe(1)

  // Undone within ten seconds, it is open again for both.
  await one.page.getByRole('button', { name: 'Undo' }).click()
  await rowOf(two.page, other?.exceptionId ?? '')
    .getByText('Resolved', { exact: true })
    .waitFor({ state: 'detached' })
  expect([...one.faults, ...two.faults]).toEqual([])
})

test('a new exception waits behind a button, and comes when it is pressed', async () => {
  const [known] = await problems(1)
  await using dispatcher = await seat(browser, site, 'dispatcher')
  const { page } = dispatcher
  await atQueue(dispatcher)
  await rowOf(page, known?.exceptionId ?? '').waitFor()
  const [fresh] = await problems(1)
  await page.getByRole('button', { name: /^1 new/ }).click()
  await rowOf(page, fresh?.exceptionId ?? '').waitFor()
  expect(dispatcher.faults).toEqual([])
})

test('many at once: a row that was closed meanwhile is refused alone, with its reason', async () => {
  const rows = await problems(3)
  await using dispatcher = await seat(browser, site, 'dispatcher')
  const { page } = dispatcher
  await atQueue(dispatcher)
  for (const { exceptionId } of rows) await rowOf(page, exceptionId).getByRole('checkbox').check()
  const [, closed] = rows
  const supervisor = await site.company.as('supervisor')
  const given = { exceptionId: closed?.exceptionId, action: 'dismiss', reason: 'was first' }
  await supervisor.does(closed?.shipmentId ?? '', 'resolve', given)
  await page.keyboard.press('1')
  await page.getByRole('button', { name: 'Acknowledge 3 exceptions' }).click()
  await page.waitForURL('**/dispatch/jobs/*')
  await page.getByText('2 applied').waitFor()
  await page.getByText('1 refused').waitFor()
  await page.getByText('This exception is not open any more.').waitFor()
  await page.reload()
  await page.getByText('This exception is not open any more.').waitFor()
  const open = await Promise.all(rows.map(async ({ shipmentId }) => (await supervisor.shipment(shipmentId)).exceptions))
  expect(open.map(([exception]) => exception?.state)).toEqual(['acknowledged', 'resolved', 'acknowledged'])
  expect(dispatcher.faults).toEqual([])
})
