import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Caller, Seen } from '../api/support/caller.ts'
import { startCompany } from '../api/support/company.ts'
import { bookFor, header, importFile, importSchema, minutesAgo, sendFile } from '../api/support/imports.ts'
import { levelFor } from '../api/support/road.ts'
import { createFolder } from '../support/folder.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const parcels = 120

/** Books while workers may be dying: a booking whose key is known goes on. */
async function bookAll(partner: Caller, wish: object): Promise<Seen[]> {
  const booked: Seen[] = []
  while (booked.length < parcels) booked.push(...(await bookFor(partner, 10, wish)))
  return booked
}

async function progressOf(by: Caller, id: string): Promise<number> {
  const { counts } = importSchema.parse((await by.get(`/imports/${id}`)).body)
  return (counts.applied ?? 0) + (counts.inReview ?? 0)
}

/** A company whose worker is a process of its own. */
async function startWithWorker(folder: string) {
  const company = await startCompany({ hasWorkers: false })
  const { databaseUrl, temporalAddress, temporalNamespace: namespace } = company.settings
  const worker = startWorkerProcess({ databaseUrl, temporalAddress, namespace, stripeUrl: company.double.url, folder })
  const partner = await company.as('partner')
  await expect.poll(async () => (await partner.get('/api/health/ready')).status, { timeout: 60_000 }).toBe(200)
  return {
    company,
    worker,
    partner,
    [Symbol.asyncDispose]: async () => {
      await worker[Symbol.asyncDispose]()
      await company[Symbol.asyncDispose]()
    },
  }
}

test('a worker that is killed while it stages begins that file anew: every row is there once', async () => {
  using folder = createFolder()
  await using house = await startWithWorker(folder.path)
  const rows = 60_000
  const line = (_: unknown, n: number) => `WBNOWHERE${n},in_transit,,Depot ${n},,`
  const text = [header, ...Array.from({ length: rows }, line)].join('\n')
  const { id } = importSchema.parse((await sendFile(house.partner, text, { query: '?dryRun=true' })).body)
  await sleep(400)
  house.worker.kill()
  const state = async () => importSchema.parse((await house.partner.get(`/imports/${id}`)).body)
  await expect
    .poll(state, { timeout: 90_000 })
    .toMatchObject({ state: 'review', counts: { rows, unknownParcel: rows } })
  expect(house.worker.deaths()).toBe(1)
  const { rows: kept } = await house.company.pool.query('SELECT count(*)::int AS n FROM import_row')
  expect(kept).toEqual([{ n: rows }])
})

test('a worker that is killed in the middle of a file goes on where it was: every row has one outcome, none twice', async () => {
  using folder = createFolder()
  await using house = await startWithWorker(folder.path)
  const { company, partner, worker } = house
  const admin = await company.as('admin')
  const wish = { serviceLevel: await levelFor(admin, 'calm') }
  const booked = await bookAll(partner, wish)
  const lines = booked.flatMap(({ trackingNumber }, n) => [
    `${trackingNumber},picked_up,${minutesAgo(0)},Depot ${n},,`,
    `${trackingNumber},WHAT_${n % 3},${minutesAgo(0)},Depot ${n},,`,
  ])
  const text = [header, ...lines, 'WBFOREIGN,in_transit,,,,', ',in_transit,,,,'].join('\n')
  const { id } = importSchema.parse((await sendFile(partner, text)).body)
  for (const share of [0.2, 0.6]) {
    await expect.poll(() => progressOf(partner, id), { timeout: 90_000 }).toBeGreaterThan(parcels * 2 * share)
    worker.kill()
    await sleep(500)
  }
  await expect
    .poll(async () => importSchema.parse((await partner.get(`/imports/${id}`)).body), { timeout: 150_000 })
    .toMatchObject({
      state: 'done',
      counts: { rows: parcels * 2 + 2, new: parcels, unmapped: parcels, unknownParcel: 1, bad: 1, applied: parcels },
    })
  expect(worker.deaths()).toBe(2)
  const { rows } = await company.pool.query<{ said: number; once: number; left: number }>(
    `SELECT count(*)::int AS said, count(DISTINCT e.command_id)::int AS once,
       (SELECT count(*)::int FROM import_row WHERE outcome IN ('new', 'unmapped') AND result IS NULL) AS left
     FROM shipment_event e WHERE e.type IN ('partner_event_applied', 'partner_event_kept', 'report_refused')`,
  )
  expect(rows).toEqual([{ said: parcels * 2, once: parcels * 2, left: 0 }])
  const again = await importFile(partner, text)
  expect(again.counts).toMatchObject({ unchanged: parcels * 2, applied: 0, inReview: 0 })
})
