import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { calendarInput } from '#domain/schemas/calendar.ts'
import { serviceLevelInput } from '#domain/schemas/settings.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type PageServer, startPageServer } from './support/page-server.ts'
import { calendars, ownLevel, refusal } from './support/rules.ts'
import { hydrated, settled, violations, visit } from './support/visit.ts'

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

test('without scripts: a calendar is published as it was, and the page says for whom it counts', async () => {
  await using visitor = await open('/admin/calendars/office')
  const { page } = visitor
  await page.getByText('running shipments keep the hours they were booked under').waitFor()
  await page.getByRole('button', { name: 'Publish version 5' }).click()
  await page.getByRole('status').getByText('Version 4 is in force for new bookings.').waitFor()
  const { name, zone, hours, holidays } = calendars()[0] ?? {}
  expect(server.world.sent.map((input) => calendarInput.parse(input))).toEqual([{ name, zone, hours, holidays }])
})

test('without scripts: a calendar is read as people write it, with other dashes and empty lines', async () => {
  await using visitor = await open('/admin/calendars/depot')
  const { page } = visitor
  await page.getByLabel('Name').fill('Depot')
  await page.getByLabel('Time zone').fill('America/New_York')
  await page.getByLabel('Monday').fill('07:00 – 12:00,13:00-22:00')
  for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday']) await page.getByLabel(day).fill('')
  await page.getByLabel('Closed days').fill('\n2026-12-25   Christmas Day\n\n 2027-01-01\n')
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await page.waitForURL('**/admin/calendars/depot?saved=4')
  expect(server.world.sent).toEqual([
    {
      name: 'Depot',
      zone: 'America/New_York',
      hours: {
        mon: [
          ['07:00', '12:00'],
          ['13:00', '22:00'],
        ],
      },
      holidays: [{ date: '2026-12-25', name: 'Christmas Day' }, { date: '2027-01-01' }],
    },
  ])
})

test('without scripts: a refused calendar keeps what was typed and tells which interval and which line', async () => {
  await using visitor = await open('/admin/calendars/office')
  const { page, message } = visitor
  server.world.answer = refusal(
    ['/zone', 'must be a time zone such as Europe/Berlin'],
    ['/hours/tue/1/1', 'must be later than the opening'],
    ['/holidays/1/date', 'must be a date that exists, such as 2026-12-25'],
    ['/holidays/2', 'names 2026-12-25 a second time'],
  )
  await page.getByLabel('Time zone').fill('Mars/Olympus')
  await page.getByLabel('Tuesday').fill('08:00-12:00, 22:00-13:00')
  await page.getByLabel('Closed days').fill('2026-12-25 Christmas\n\n2026-02-30 Nothing\n2026-12-25')
  await page.getByRole('button', { name: 'Publish version 5' }).click()
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^Tuesday: / })
    .waitFor()
  expect(await message('zone')).toBe('must be a time zone such as Europe/Berlin')
  expect(await message('tue')).toBe('“22:00-13:00”: must be later than the opening')
  expect(await message('holidays')).toBe(
    'Line 3, “2026-02-30 Nothing”: must be a date that exists, such as 2026-12-25; Line 4, “2026-12-25”: names 2026-12-25 a second time',
  )
  expect(await page.getByLabel('Tuesday').inputValue()).toBe('08:00-12:00, 22:00-13:00')
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Mars/Olympus')
})

test('without scripts: a service level is published as it was, and the page says for whom it counts', async () => {
  await using visitor = await open('/admin/service-levels/next_day')
  const { page } = visitor
  await page.getByText('running shipments keep the version they were booked under').waitFor()
  expect(await page.getByLabel('Find a courier').inputValue()).toBe('1 h 30 min')
  expect(await page.getByLabel('Accept an offer').getAttribute('placeholder')).toBe('10 min')
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  await page.getByRole('status').getByText('Version 3 is in force for new bookings.').waitFor()
  const { code: _, version: __, podPolicy, ...level } = ownLevel()
  const off = { signature: 'off', scan: 'off', geofence: 'off', id: 'off' }
  const published = server.world.sent.map((input) => serviceLevelInput.parse(input))
  expect(published).toEqual([{ ...level, podPolicy: { ...off, ...podPolicy } }])
})

test('without scripts: a ladder for one type is added and another taken away', async () => {
  await using visitor = await open('/admin/service-levels/next_day')
  const { page } = visitor
  await page.locator('[name="override.0.type"]').selectOption('')
  await page.getByText('Add a ladder for one type').click()
  await page.locator('[name="override.1.type"]').selectOption('unassigned')
  await page.locator('[name="override.1.level.1.after"]').fill('1,5')
  await page.locator('[name="override.1.level.1.who.admin"]').check({ force: true })
  await page.locator('[name="override.1.level.1.channels.email"]').uncheck({ force: true })
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  await page.getByText('Version 3 is in force').waitFor()
  expect(serviceLevelInput.parse(server.world.sent[0]).ladders).toEqual({
    unassigned: [
      { after: 0, who: ['owner'], channels: ['app', 'email'] },
      { after: 1.5, who: ['dispatcher', 'admin'], channels: ['app'] },
      { after: 2, who: ['supervisor'], channels: ['app', 'email', 'sms', 'webhook'] },
      { after: 4, who: ['admin'], channels: ['app', 'email', 'sms', 'webhook'] },
    ],
  })
})

test('without scripts: a refused service level tells each fault at its field', async () => {
  await using visitor = await open('/admin/service-levels/next_day')
  const { page, message } = visitor
  server.world.answer = refusal(
    ['/attempts', 'Invalid input: expected number, received string', 'invalid_type'],
    ['/allowances/promise/by', 'must be a time such as 18:00'],
    ['/allowances/first_scan', 'must be a duration of at most a year, such as PT15M'],
    ['/ladder', 'must rise'],
    ['/ladders/stale/2/who', 'needs at least one reader'],
    ['/podPolicy/id', 'is unknown'],
  )
  await page.getByLabel('Attempts').fill('two')
  await page.locator('[name="allowances.first_scan"]').fill('soon')
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  await page.getByRole('alert').getByRole('link', { name: 'Ladder 1 level 3 who: needs at least one reader' }).waitFor()
  expect(server.world.sent).toMatchObject([{ attempts: 'two', allowances: { first_scan: 'soon', assign: 'PT1H30M' } }])
  expect(await message('attempts')).toBe('must be a number')
  expect(await message('promise.by')).toBe('must be a time such as 18:00')
  expect(await message('allowances.first_scan')).toMatch('must be a duration')
  expect(await message('ladder.0')).toBe('must rise')
  expect(await message('override.0.level.2.who')).toBe('needs at least one reader')
  expect(await message('proofs.id')).toBe('is unknown')
  expect(await page.locator('[name="allowances.first_scan"]').inputValue()).toBe('soon')
  expect(await page.locator('[name="override.0.level.1.who.supervisor"]').isChecked()).toBe(true)
})

test('without scripts: two promises, or two ladders for one type, are refused before they are sent', async () => {
  await using visitor = await open('/admin/service-levels/next_day')
  const { page, message } = visitor
  await page.getByLabel('Or a length of time').fill('10 min')
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  expect(await message('promise.length')).toBe('is given, and working days are too: one of them')
  await page.getByLabel('Working days').fill('')
  await page.getByText('Add a ladder for one type').click()
  await page.locator('[name="override.1.type"]').selectOption('stale')
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  expect(await message('override.1.type')).toBe('has a ladder above already')
  expect(server.world.sent).toEqual([])
})

test('without scripts: a new rule begins with its code, and a wrong code is told', async () => {
  await using visitor = await open('/admin/calendars')
  const { page, message } = visitor
  await page.getByLabel('Code').fill('Depot North')
  await page.getByRole('button', { name: 'Go on' }).click()
  expect(await message('code')).toBe('must be lower-case letters, digits and underscores')
  await page.getByLabel('Code').fill('depot_north')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('heading', { name: 'New calendar' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/admin/calendars/depot_north')
  expect(await page.getByLabel('Monday').inputValue()).toBe('08:00-18:00')
  expect((await page.goto(`${server.url}/admin/calendars/No-Code`))?.status()).toBe(404)
})

test('with scripts: a refused form stays, and a published one is told in place', async () => {
  await using visitor = await open('/admin/service-levels/next_day', {})
  const { page, message, faults } = visitor
  await hydrated(page)
  server.world.answer = refusal(['/name', 'must not be empty'], ['/ladders/stale/2/who', 'needs at least one reader'])
  await page.getByLabel('Name').fill('Express')
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  expect(await message('name')).toBe('must not be empty')
  expect(await page.getByLabel('Name').inputValue()).toBe('Express')
  await settled(page)
  expect(await violations(page)).toEqual([])
  server.world.answer = null
  await page.getByRole('button', { name: 'Publish version 4' }).click()
  await page.getByRole('status').getByText('Version 3 is in force').waitFor()
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
})
