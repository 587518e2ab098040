import { isDeepStrictEqual, parseArgs } from 'node:util'
import { readDay } from './demo/day.ts'
import { playDay } from './demo/play.ts'
import { countTotals, expectedOf, type Totals } from './demo/totals.ts'
import { openHouse } from './house.ts'
import { reasonOf, say, seconds } from './report.ts'

/** `npm run demo`: plays a day of Berlin through the public API of a house of its own and prints what it came to. */
async function main(): Promise<void> {
  const options = { limit: { type: 'string' }, stay: { type: 'boolean' } } as const
  const { values } = parseArgs({ options })
  const rows = readDay().slice(0, values.limit ? Number(values.limit) : undefined)
  const house = await openHouse(process.env, 'waybill-demo-')
  try {
    say(
      `\n${rows.length} bookings of a day in Berlin; watch them at ${house.baseUrl} (dispatcher@waybill.example, waybill-demo)`,
    )
    const startedAtMs = performance.now()
    await playDay(house, rows, (done) => {
      if (done % 50 === 0) say(`  ${done} of ${rows.length} after ${seconds(performance.now() - startedAtMs)}`)
    })
    say(`All played in ${seconds(performance.now() - startedAtMs)}; waiting for the last mails`)
    const totals = await countTotals(house.pool)
    print(totals)
    const { delivered, cancelled, exceptions } = totals
    const isAsPlanned = isDeepStrictEqual({ delivered, cancelled, exceptions }, expectedOf(rows))
    say(
      isAsPlanned
        ? '\nExactly what the file says the day must come to.'
        : '\nNOT what the file says the day must come to.',
    )
    process.exitCode = isAsPlanned ? 0 : 1
    if (values.stay) await untilInterrupted()
  } finally {
    await house.close()
  }
}

function print(totals: Totals): void {
  const lines: [string, string | number][] = [
    ['delivered', totals.delivered],
    ['cancelled', totals.cancelled],
    ...Object.entries(totals.exceptions).map(([name, n]): [string, number] => [`exception ${name}`, n]),
    ['held on cards', euros(totals.heldMinor)],
    ['captured from cards', euros(totals.capturedMinor)],
    ['invoiced to accounts', euros(totals.invoicedMinor)],
    ...Object.entries(totals.mails).map(([name, n]): [string, number] => [`e-mail ${name}`, n]),
  ]
  say()
  for (const [name, value] of lines) say(`  ${name.padEnd(36)} ${String(value).padStart(12)}`)
}

function euros(amountMinor: number): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' }).format(amountMinor / 100)
}

function untilInterrupted(): Promise<void> {
  say('It stays up: Ctrl-C ends it.')
  return new Promise((done) => process.once('SIGINT', () => done()))
}

await main().catch((error: unknown) => {
  say(`The demonstration failed: ${reasonOf(error)}`)
  process.exitCode = 1
})
