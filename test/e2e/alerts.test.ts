import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '#domain/errors.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { beforeAnyPoll, hydrated, visit } from './support/visit.ts'

let browser: Browser
let server: PageServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
})

beforeEach(() => {
  Object.assign(server.world, { isEmpty: false, answer: null, sent: [], unread: 3, sound: false })
})

afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

const noScripts = { javaScriptEnabled: false } as const

test('the bell counts up by itself while somebody works, and the page around it is not read again', async () => {
  await using visitor = await visit(browser, server, { role: 'dispatcher' })
  const { page, faults } = visitor
  await page.goto(`${server.url}/dispatch`)
  await hydrated(page)
  await page.getByRole('link', { name: 'Alerts, 3 unread' }).waitFor()
  await expect.poll(() => server.sockets.sockets.adapter.rooms.get('alerts')?.size).toBe(1)
  // The reading that follows every connection comes first.
  await page.waitForTimeout(1_500)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  server.world.unread = 100
  server.sockets.to('alerts').emit('changed', { room: 'alerts', seq: 0, kind: 'alert', id: 'alerts' })
  await page.getByRole('link', { name: 'Alerts, more than 99 unread' }).waitFor(beforeAnyPoll)
  expect(asked.filter((path) => path.endsWith('.data') || path === '/alerts/bell')).toEqual(['/alerts/bell'])
  expect(faults).toEqual([])
})

test('a new alert sounds only for who has chosen so, and what waited before the page was opened does not', async () => {
  for (const [sound, tones] of [
    [false, 0],
    [true, 2],
  ] as const) {
    Object.assign(server.world, { sound, unread: 3 })
    await using visitor = await visit(browser, server, { role: 'dispatcher' })
    const { page } = visitor
    await page.addInitScript(() => {
      const { createOscillator } = AudioContext.prototype
      Object.assign(window, { tones: 0 })
      AudioContext.prototype.createOscillator = function count() {
        Object.assign(window, { tones: Number(Reflect.get(window, 'tones')) + 1 })
        return createOscillator.call(this)
      }
    })
    await page.goto(`${server.url}/dispatch`)
    await hydrated(page)
    const tonesOf = () => page.evaluate(() => Number(Reflect.get(window, 'tones')))
    await expect.poll(() => server.sockets.sockets.adapter.rooms.get('alerts')?.size).toBe(1)
    await page.getByRole('heading', { name: 'Board' }).click()
    await page.waitForTimeout(1_500)
    expect(await tonesOf()).toBe(0)
    server.world.unread = 4
    server.sockets.to('alerts').emit('changed', { room: 'alerts', seq: 0, kind: 'alert', id: 'alerts' })
    await page.getByRole('link', { name: 'Alerts, 4 unread' }).waitFor(beforeAnyPoll)
    await expect.poll(tonesOf).toBe(tones)
  }
})

test('without scripts: one alert is marked, all are marked, a type is muted, and the page says so', async () => {
  await using visitor = await visit(browser, server, { ...noScripts, role: 'dispatcher' })
  const { page } = visitor
  await page.goto(`${server.url}/alerts`)
  await page.getByRole('button', { name: 'Mark as read WB7Q4K2M03' }).click()
  await page.getByText('Marked as read.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByText('All are marked as read.').waitFor()
  await page.getByRole('button', { name: 'Mute for 8 h what is like WB7Q4K2M02' }).click()
  await page.getByText('Muted for eight hours').waitFor()
  expect(server.world.sent).toMatchObject([
    { ids: ['3'] },
    {},
    { muted: [{ type: 'stale' }, { type: 'delivery_overdue' }] },
  ])
  expect(await page.getByRole('button', { name: 'Mute for 8 h what is like WB7Q4K2M03' }).count()).toBe(0)
})

test('without scripts: preferences are saved as they stand, and refused ones keep what was typed', async () => {
  await using visitor = await visit(browser, server, { ...noScripts, role: 'dispatcher' })
  const { page } = visitor
  await page.goto(`${server.url}/alerts/preferences`)
  await page.getByLabel('SMS').check()
  await page.getByLabel('Phone').fill('+49 (30) 98 76 54')
  await page.getByLabel('From').fill('22:00')
  await page.getByLabel('Stale').or(page.getByLabel('No news of the parcel')).uncheck()
  await page.getByLabel('Mute another').selectOption('eta_delay')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  expect(server.world.sent).toMatchObject([
    { email: true, sms: true, webhook: false, phone: '+4930987654', quietFrom: '22:00', quietTo: '08:00' },
  ])
  expect(server.world.sent).toMatchObject([{ muted: [{ type: 'eta_delay' }], zone: 'Europe/Berlin', sound: false }])

  server.world.answer = new AppError('invalid_input', 'x', {
    errors: [{ pointer: '/zone', code: 'rule', message: 'must be a time zone such as Europe/Berlin' }],
  })
  await page.getByLabel('Time zone').fill('Mars/Olympus')
  await page.getByLabel('Webhook address').fill('https://hooks.example.org/a')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').getByText('Zone: must be a time zone such as Europe/Berlin').waitFor()
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Mars/Olympus')
  expect(await page.getByLabel('Webhook address').inputValue()).toBe('https://hooks.example.org/a')
})
