import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '#domain/errors.ts'
import { openBrowser } from '#test/support/browser.ts'
import { exception, exceptions } from './support/cases.ts'
import { inMinutes } from './support/clock.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { longQueue } from './support/queue.ts'
import { hydrated, visit } from './support/visit.ts'

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

test('triage by keys alone: take, snooze, dismiss, resolve, and every time the next one is up', async () => {
  await using visitor = await visit(browser, server, wide)
  const { page, faults } = visitor
  const { keyboard } = page
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  expect(await page.title()).toBe('(6) Exceptions · Waybill')
  await keyboard.press('j')
  expect(await focused(page)).toBe(idOf(4))
  await keyboard.press('2')
  await page.getByRole('status').getByText('Take: done.').waitFor()
  expect(await focused(page)).toBe(idOf(2))

  await keyboard.press('h')
  await page.getByRole('dialog', { name: 'Snooze' }).getByLabel('For how long').selectOption('2 hours')
  await keyboard.press('Tab')
  await keyboard.type('the courier calls back')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await page.getByRole('status').getByText('Snooze: done.').waitFor()
  expect(await focused(page)).toBe(idOf(6))

  await keyboard.press('3')
  await keyboard.type('seen with the sender')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await focused(page)).toBe(idOf(3))

  // The case opens beside the list with its typed actions, and after the act the next case is there.
  await keyboard.press('r')
  await page.waitForURL(`**/${idOf(3)}#resolve`)
  await page.locator('#resolve summary').first().and(page.locator(':focus')).waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.getByText('This will release €12.40.').waitFor()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await page.waitForURL(`**/${idOf(1)}`)
  expect(await focused(page)).toBe(idOf(1))
  await page.getByRole('heading', { level: 1, name: 'Suspected lost' }).waitFor()

  expect(server.world.sent).toMatchObject([
    { type: 'take', payload: { exceptionId: idOf(4) } },
    { type: 'snooze', payload: { exceptionId: idOf(2), reason: 'the courier calls back' } },
    { type: 'resolve', payload: { exceptionId: idOf(6), action: 'dismiss', reason: 'seen with the sender' } },
    { type: 'resolve', payload: { exceptionId: idOf(3), action: 'cancel' } },
  ])
  const { payload } = server.world.sent[1] as { payload: { until: string } }
  expect(Date.parse(payload.until)).toBeGreaterThan(Date.now() + 110 * 60_000)
  expect(faults).toEqual([])
})

test('what was done at once can be undone for ten seconds', async () => {
  await using visitor = await visit(browser, server, wide)
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  await page.keyboard.press('j')
  await page.keyboard.press('2')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'hidden' })
  expect(server.world.sent).toMatchObject([
    { type: 'take', payload: { exceptionId: idOf(4) } },
    { type: 'take', payload: { exceptionId: idOf(4), toUserId: null } },
  ])
})

test('a refusal is told in its row with who was first, and the row shows how it is now', async () => {
  server.world.answer = new AppError('not_now', 'Ruben Castillo has it already.')
  await using visitor = await visit(browser, server, wide)
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  await page.keyboard.press('j')
  await page.keyboard.press('2')
  const row = page.locator(`[data-exception="${idOf(4)}"]`)
  await row.getByText('Ruben Castillo has it already.').waitFor()
  server.world.queue = exceptions().map((one) =>
    one.id === idOf(4) ? { ...one, owner: { kind: 'user', id: 'v1', name: 'Ruben Castillo' } } : one,
  )
  hint(exception().shipmentId)
  await row.getByText('Ruben Castillo, Berlin Mitte').waitFor()
})

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
  await page.getByRole('button', { name: '1 new, 1 done with' }).waitFor({ timeout: 2_500 })
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
  const pane = page.locator('section[aria-label=Queue] > div').last()
  await expect
    .poll(() => pane.evaluate((element) => (element.scrollTop = element.scrollHeight)), { timeout: 30_000 })
    .toBeGreaterThan(85 * 1_000)
  expect(await page.locator('[data-exception]').count()).toBeLessThan(60)
  // The row with the focus stays in the page however far one scrolls.
  expect(await focused(page)).toBe('01900000-0000-7000-8000-000000000001')
  expect(faults).toEqual([])
})

test('many at once: chosen by keys, confirmed with counts, sent as one job that leads to its page', async () => {
  await using visitor = await visit(browser, server, wide)
  const { page, faults } = visitor
  const { keyboard } = page
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  await keyboard.press('j')
  await keyboard.press('x')
  await keyboard.press('Shift+j')
  await page.getByText('2 chosen').waitFor()
  await page.getByRole('button', { name: 'Choose all that match' }).click()
  await page.getByText('6 chosen').waitFor()
  await keyboard.press('3')
  const dialog = page.getByRole('dialog', { name: 'Dismiss 6 exceptions' })
  await dialog.getByLabel('Reason, for the record').fill('a drill')
  await dialog.getByRole('button', { name: 'Dismiss 6 exceptions' }).click()
  await page.waitForURL('**/dispatch/jobs/*')
  await page.getByText('23 applied').waitFor()
  await page.getByText('Ruben Castillo was first').waitFor()
  const [job] = server.world.sent as { title: string; items: { commandId: string; payload: unknown }[] }[]
  expect(job?.title).toBe('Dismiss 6 exceptions')
  expect(new Set(job?.items.map(({ commandId }) => commandId)).size).toBe(6)
  expect(job?.items[0]).toMatchObject({ type: 'resolve', payload: { action: 'dismiss', reason: 'a drill' } })
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

test('single keys rest while somebody types, and can be turned off', async () => {
  await using visitor = await visit(browser, server, wide)
  const { page } = visitor
  await page.goto(`${server.url}/dispatch/exceptions`)
  await hydrated(page)
  await page.keyboard.press('/')
  await page.keyboard.type('j2')
  expect(await page.getByLabel('Number, name, reference or town').inputValue()).toBe('j2')
  await page.getByRole('heading', { name: 'Exceptions' }).click()
  await page.keyboard.press('?')
  await page.getByLabel('Single keys act on this page').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  expect(await focused(page)).toBeUndefined()
  expect(server.world.sent).toEqual([])
})
