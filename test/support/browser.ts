import { join } from 'node:path'
import packaged from '@sparticuz/chromium'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { unpackChromium } from './chromium.ts'

// Made for serverless functions: one process would fall at the first broken page, and safety must be on in our tests.
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  '--headless',
]

/** A real Chromium: the one at CHROMIUM_PATH, else the one of the package. Contexts should name `locale: 'en-US'`. */
export async function openBrowser(): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH) return await chromium.launch({ executablePath: CHROMIUM_PATH, args: ['--no-sandbox'] })
  const folder = await unpackChromium()
  return await launchPatiently({
    executablePath: join(folder, 'chromium'),
    args: packaged.args.filter((arg) => !unwanted.some((prefix) => arg.startsWith(prefix))),
    env: {
      ...process.env,
      // The package brings what a small system lacks: NSS, NSPR, expat and a font.
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      HOME: folder,
    },
  })
}

const mostTries = 3

/** Now and then the packaged program dies at birth (SIGSEGV), before any page: then another one is started. */
async function launchPatiently(options: LaunchOptions): Promise<Browser> {
  for (let tries = 1; ; tries++) {
    try {
      return await chromium.launch(options)
    } catch (error) {
      if (tries >= mostTries) throw error
    }
  }
}
