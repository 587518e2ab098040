import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '#domain/actors.ts'
import type { PageServer } from './page-server.ts'

export type Visit = AsyncDisposable & { page: Page; faults: string[] }

type Wish = { role?: Role | undefined } & BrowserContextOptions

/** A browser window of its own, signed in by a cookie that the page server knows; it notes whatever goes wrong. */
export async function visit(browser: Browser, server: PageServer, { role, ...options }: Wish = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Europe/Berlin', ...options })
  if (role) await context.addCookies([{ name: 'as', value: role, url: server.url }])
  const page = await context.newPage()
  const faults: string[] = []
  noteFaults(page, faults)
  return { page, faults, [Symbol.asyncDispose]: () => context.close() }
}

/** Notes what a page complains about: errors in its console, and whatever nobody caught. */
export function noteFaults(page: Page, faults: string[]): void {
  page.on('console', (message) => {
    // Going to another page ends a reading that is under way; the framework logs that (its single-fetch.js) and goes on.
    const isEndedReading = message.text().startsWith('AbortError: BodyStreamBuffer was aborted')
    if (message.type() === 'error' && !isEndedReading) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
}

/** Time for what is pushed to come also on a busy machine; a page that lost its link would ask only after 15 s. */
export const beforeAnyPoll = { timeout: 10_000 }

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What depends on the theme and on the width; all other rules need only one look. */
export const looks = ['color-contrast', 'target-size', 'scrollable-region-focusable']

/** What axe finds wrong, in words that lead to the element; all rules, or only those that are named. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations: found } = await (rules ? axe.withRules([...rules]) : axe.withTags(tags)).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

/** How many pixels a page is wider than its window. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Waits until the scripts of a page run. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForSelector('html[data-ready]', { state: 'attached' })
}

/** Waits until nothing moves any more: two frames without a running animation or transition. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    for (let quiet = 0; quiet < 2; ) {
      await frame()
      const moving = document.getAnimations().filter(({ playState, effect }) => {
        return playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
      })
      await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)))
      quiet = moving.length === 0 ? quiet + 1 : 0
    }
  })
}
