import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openHouse } from '#stack/house.ts'
import { openCrew } from './support/crew.ts'
import { percentile, timed } from './support/measure.ts'
import { fillParcels, overdue } from './support/parcels.ts'

const asks = 60
const page = z.looseObject({ nextCursor: z.string().nullable() })

/** Every list and the stale monitor among N parcels, over HTTP with rights and schemas. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { parcels: { type: 'string', default: '200000' } } })
  const parcels = Number(values.parcels)
  if (!Number.isInteger(parcels) || parcels < 3 * overdue) throw new Error(`--parcels is at least ${3 * overdue}.`)
  // The bars of the issue of the partners: 50 ms at 200,000 parcels, 300 ms at ten million.
  const goalMs = parcels <= 200_000 ? 50 : 300
  const house = await openHouse(process.env, 'waybill-scale-')
  try {
    const { dispatcher } = await openCrew(house)
    const partner = await house.as('partner')
    const { partnerId } = z.looseObject({ partnerId: z.string() }).parse(await partner.get('/me'))
    const fillMs = await timed(() => fillParcels(house.pool, { parcels, partnerId }))
    console.log(`... ${parcels} parcels, ${overdue} of them overdue, in ${(fillMs / 1_000).toFixed(0)} s`)
    const deep = await cursorAfter(dispatcher.get, 40)
    const questions: readonly [name: string, ask: () => Promise<unknown>][] = [
      ['newest 50', () => dispatcher.get('/shipments?limit=50')],
      ['page 41 of them', () => dispatcher.get(`/shipments?limit=50&cursor=${deep}`)],
      ['one status', () => dispatcher.get('/shipments?limit=50&status=in_transit')],
      ['next deadlines', () => dispatcher.get('/shipments?limit=50&sort=nextDeadline')],
      ['overdue', () => dispatcher.get('/shipments?limit=50&overdue=true')],
      ['with an exception', () => dispatcher.get('/shipments?limit=50&hasException=true')],
      ['a tracking number', () => dispatcher.get(`/shipments?limit=50&q=wbs${parcels - 7}`)],
      ['part of a reference', () => dispatcher.get(`/shipments?limit=50&q=${String(parcels - 77).slice(0, 6)}`)],
      ['a partner’s own', () => partner.get('/shipments?limit=50')],
      ['a partner’s, one status', () => partner.get('/shipments?limit=50&status=in_transit')],
      ['stale scan, 50 and the counts', () => dispatcher.get('/reports/stale?limit=50')],
      ['stale scan of a zone', () => dispatcher.get('/reports/stale?limit=50&zone=berlin')],
      ['queue of exceptions', () => dispatcher.get('/exceptions?limit=50')],
      ['counters of the queue', () => dispatcher.get('/exceptions/summary')],
    ]
    for (const [name, ask] of questions) {
      const times: number[] = []
      for (let n = -5; n < asks; n++) {
        const ms = await timed(ask)
        if (n >= 0) times.push(ms)
      }
      print(name, times, goalMs)
    }
    console.log(`at a load of ${(loadavg()[0] ?? 0).toFixed(1)}`)
  } finally {
    await house.close()
  }
}

/** The cursor of a later page. */
async function cursorAfter(get: (path: string) => Promise<unknown>, pages: number): Promise<string> {
  let cursor = ''
  for (let n = 0; n < pages; n++) {
    cursor = page.parse(await get(`/shipments?limit=50${cursor && `&cursor=${cursor}`}`)).nextCursor ?? ''
  }
  return cursor
}

function print(name: string, times: readonly number[], goalMs: number): void {
  const [middle, high] = [percentile(times, 0.5), percentile(times, 0.95)]
  console.log(
    `${name.padEnd(32)} p50 ${middle.toFixed(1).padStart(7)} ms   p95 ${high.toFixed(1).padStart(7)} ms   ${high < goalMs ? 'yes' : 'NO'}`,
  )
}

await main()
