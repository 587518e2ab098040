import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { exception, exceptions } from './support/cases.ts'
import { inMinutes } from './support/clock.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { longQueue } from './support/queue.ts'
import { beforeAnyPoll, hydrated, visit } from './support/visit.ts'

let browser: Browser
let server: PageServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
})

beforeEach(() => {
  Object.assign(server.world, { isEmpty: false, answer: null, sent: [], queue: exceptions(), caseShipment: {} })
})

afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

const wide = { role: 'dispatcher', viewport: { width: 1440, height: 900 } } as const
const idOf = (index: number) => `01900000-0000-7000-8000-0000000000e${index}`

/** The exception that has the focus, or whose case is open. */
function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const row = document.activeElement?.closest('[data-exception]')
    return row instanceof HTMLElement ? row.dataset.exception : undefined
  })
}

/** A hint that something about these exceptions has changed. */
function hint(id: string): void {
  server.sockets.to('board').emit('changed', { room: 'board', seq: 1, kind: 'shipment', id })
}

test('the list is live without a jump: rows change in place, new ones wait, done ones stay until asked', async () => {
  await using visitor = await visit(browser, server, wide)
  const { page, faults } = visitor
  await page.goto(`${server.url}/dispatch/exceptions`)
  await page.getByText('Live', { exact: true }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const second = page.locator(`[data-exception="${idOf(2)}"]`)
  const before = await second.boundingBox()
  const changed = exceptions().map((one) => {
    if (one.id === idOf(4))
      return { ...one, state: 'resolved' as const, resolvedAt: inMinutes(0), nextEscalationAt: null }
    return one.id === idOf(2) ? { ...one, level: 4, nextEscalationAt: inMinutes(900) } : one
  })
  const fresh = exception({ id: idOf(9), type: 'stale', reason: 'no_scan', nextEscalationAt: inMinutes(2) })
  server.world.queue = [...changed, { ...fresh, raisedAt: inMinutes(0.1) }]
  hint(exception().shipmentId)
  await page.getByRole('button', { name: '1 new, 1 done with' }).waitFor(beforeAnyPoll)
  await page
    .locator(`[data-exception="${idOf(4)}"]`)
    .getByText('Resolved', { exact: true })
    .waitFor()
  await second.getByText('L4', { exact: false }).first().waitFor()
  expect(await second.boundingBox()).toEqual(before)
  expect(await focused(page)).toBe(idOf(2))
  expect(await page.title()).toBe('(6) Exceptions · Waybill')

  await page.getByRole('button', { name: '1 new, 1 done with' }).click()
  await page.locator(`[data-exception="${idOf(9)}"]`).waitFor()
  await page.locator(`[data-exception="${idOf(4)}"]`).waitFor({ state: 'detached' })
  expect(faults).toEqual([])
})

test('twenty thousand exceptions: fifty come with the page, more as one scrolls, and only some stand in it', async () => {
  server.world.queue = longQueue(20_000)
  await using visitor = await visit(browser, server, wide)
  const { page, faults } = visitor
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  expect(await page.locator('[data-exception]').count()).toBe(50)
  await page.keyboard.press('j')
  const pane = page.locator('[data-queue-pane]')
  await expect
    .poll(() => pane.evaluate((element) => (element.scrollTop = element.scrollHeight)), { timeout: 30_000 })
    .toBeGreaterThan(85 * 1_000)
  expect(await page.locator('[data-exception]').count()).toBeLessThan(60)
  // The row with the focus stays in the page however far one scrolls.
  expect(await focused(page)).toBe('01900000-0000-7000-8000-000000000001')
  expect(faults).toEqual([])
})

test('a filter stands in the address, gets a name, and works without scripts', async () => {
  await using visitor = await visit(browser, server, wide)
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  await page.getByText('Filters', { exact: true }).click()
  await page.getByLabel('Level', { exact: true }).selectOption('1')
  await page.waitForURL('**/dispatch/exceptions?level=1')
  await expect.poll(() => page.locator('[data-exception]').count()).toBe(2)
  await page.getByLabel('Name for this filter').fill('Fresh ones')
  await page.keyboard.press('Enter')
  await page.goto(`${server.url}/dispatch/exceptions`)
  await page.getByRole('link', { name: 'Fresh ones' }).click()
  await page.waitForURL('**/dispatch/exceptions?level=1')

  await using plain = await visit(browser, server, { role: 'dispatcher', javaScriptEnabled: false })
  await plain.page.goto(`${server.url}/dispatch/exceptions?level=1`)
  expect(await plain.page.locator('[data-exception]').count()).toBe(2)
  await plain.page.getByLabel('Level', { exact: true }).selectOption('3')
  await plain.page.getByRole('button', { name: 'Apply' }).click()
  expect(await plain.page.locator('[data-exception]').count()).toBe(1)
})

test('without scripts: an action is previewed first, then done, and a snooze and a take are one form each', async () => {
  await using visitor = await visit(browser, server, { role: 'dispatcher', javaScriptEnabled: false })
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/exceptions/${idOf(3)}?do=cancel`)
  const act = page.locator('#resolve details[open]')
  await act.getByLabel('Reason, for the record').fill('nobody is there')
  await act.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('This will release €12.40.').waitFor()
  expect(server.world.sent).toEqual([])
  expect(await act.getByLabel('Reason, for the record').inputValue()).toBe('nobody is there')
  await act.getByRole('button', { name: 'Cancel the shipment' }).click()
  await page.getByText('Resolve: done.').waitFor()

  await page.locator('#wait summary').first().click()
  const snooze = page.locator('#wait details[open]')
  await snooze.getByLabel('Reason, for the record').fill('tomorrow')
  await snooze.getByRole('button', { name: 'Snooze' }).click()
  await page.getByText('Snooze: done.').waitFor()
  await page.getByRole('button', { name: 'Take it' }).click()
  await page.getByText('Take: done.').waitFor()
  expect(server.world.sent).toMatchObject([
    { type: 'resolve', payload: { action: 'cancel', reason: 'nobody is there' } },
    { type: 'snooze', payload: { reason: 'tomorrow' } },
    { type: 'take', payload: { exceptionId: idOf(3) } },
  ])
})
