import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#domain/actors.ts'
import { openBrowser } from '#test/support/browser.ts'
import { type Card, cards } from './cards.ts'
import { type PageServer, startPageServer } from './page-server.ts'
import { shipment } from './shipments.ts'
import { looks, settled, sidewaysScroll, violations, visit } from './visit.ts'

type House = 'outside' | 'partner' | 'dispatch' | 'office'

/** Which file looks at whose pages, so that the files take about as long as each other. */
const houseOf: Record<Role | 'nobody', House> = {
  nobody: 'outside',
  customer: 'outside',
  courier: 'outside',
  partner: 'partner',
  dispatcher: 'dispatch',
  supervisor: 'dispatch',
  admin: 'office',
  finance: 'partner',
}

/** One test for each page of these readers. */
export function testLooksOf(house: House): void {
  let browser: Browser
  let server: PageServer

  beforeAll(async () => {
    ;[browser, server] = await Promise.all([openBrowser(), startPageServer()])
  })

  afterAll(async () => {
    await browser.close()
    await server[Symbol.asyncDispose]()
  })

  for (const [name, card] of Object.entries(cards)) {
    if (houseOf[card.role ?? 'nobody'] !== house) continue
    test(`${name}: readable for everybody in both themes, at every width, without an error`, () =>
      lookAt(browser, server, card))
  }
}

async function lookAt(browser: Browser, server: PageServer, card: Card): Promise<void> {
  server.world.shipment = shipment(card.shipment)
  server.world.isEmpty = card.isEmpty ?? false
  await using visitor = await visit(browser, server, { role: card.role })
  const { page, faults } = visitor
  await page.goto(server.url + card.path)
  expect(await page.locator('h1').count()).toBe(1)
  for (const [colorScheme, width, rules] of [
    ['light', 1440, undefined],
    ['dark', 360, looks],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // So tall that no sticky bar lies over anything.
    await page.setViewportSize({ width, height: 2_400 })
    // Loaded anew: between two themes the colours are on their way, and axe would measure the way.
    await page.reload()
    await settled(page)
    expect(await violations(page, rules), `${colorScheme}, ${width} px`).toEqual([])
    expect(await sidewaysScroll(page), `scrolls sideways at ${width} px`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await sidewaysScroll(page), 'scrolls sideways at 320 px').toBeLessThanOrEqual(0)
  expect(faults).toEqual([])
}
