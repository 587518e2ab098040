import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { onTestFailed } from 'vitest'
import { startServer } from '#api/system.ts'
import { emailOf, type Person, password, startCompany } from '#test/api/support/company.ts'
import { noteFaults } from './visit.ts'

export type Site = Awaited<ReturnType<typeof startSite>>

/** A whole company with its pages: real PostgreSQL, Temporal, workers, and the server that people open. */
export async function startSite() {
  const company = await startCompany()
  const settings = { ...company.settings, port: 0, publicUrl: null, buildDir: 'build', isDemo: true }
  const server = await startServer(settings, pino({ level: 'silent' }))
  return {
    company,
    url: server.url,
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await company[Symbol.asyncDispose]()
    },
  }
}

export type Seat = AsyncDisposable & { page: Page; faults: string[]; signIn: () => Promise<void> }

/** Somebody of the company at a browser of their own; a test that fails tells what they saw last. */
export async function seat(browser: Browser, site: Site, person: Person): Promise<Seat> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Europe/Berlin' })
  const page = await context.newPage()
  const faults: string[] = []
  noteFaults(page, faults)
  let seen = ''
  onTestFailed(() => {
    process.stderr.write(`What ${person} saw last: ${seen}\n${faults.join('\n')}\n`)
  })
  return {
    page,
    faults,
    signIn: async () => {
      await page.goto(`${site.url}/login`)
      await page.getByLabel('E-mail').fill(emailOf(person))
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL((url) => url.pathname !== '/login')
    },
    [Symbol.asyncDispose]: async () => {
      seen = `${page.url()}\n${await page.locator('body').ariaSnapshot()}`
      await context.close()
    },
  }
}
