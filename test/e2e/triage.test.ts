import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '#domain/errors.ts'
import { openBrowser } from '#test/support/browser.ts'
import { exception, exceptions } from './support/cases.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
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

/** The focus follows the answer a moment after it is told. */
async function expectFocus(page: Page, id: string): Promise<void> {
  await expect.poll(() => focused(page)).toBe(id)
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
  await expectFocus(page, idOf(4))
  await keyboard.press('2')
  await page.getByRole('status').getByText('Take: done.').waitFor()
  await expectFocus(page, idOf(2))

  await keyboard.press('h')
  await page.getByRole('dialog', { name: 'Snooze' }).getByLabel('For how long').selectOption('2 hours')
  await keyboard.press('Tab')
  await keyboard.type('the courier calls back')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await page.getByRole('status').getByText('Snooze: done.').waitFor()
  await expectFocus(page, idOf(6))

  await keyboard.press('3')
  await keyboard.type('seen with the sender')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await expectFocus(page, idOf(3))

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
  await expectFocus(page, idOf(1))
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
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await page.keyboard.press('u')
  await page.getByRole('status').getByText('Undone.').waitFor()
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
