import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchDropFolder } from '#activities/imports/drop-folder.ts'
import { type ImportRun, importStart, shipmentWorkflowId } from '#workflows/messages.ts'
import { createFolder } from '../support/folder.ts'
import { keepWorkflow } from '../support/histories.ts'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { bookFor, header, minutesAgo } from './support/imports.ts'
import { type Inside, insideOf } from './support/inside.ts'
import { levelFor, partnerIdOf } from './support/road.ts'

let company: Company
let partner: Caller
let serviceLevel: string
let inside: Inside
beforeAll(async () => {
  company = await startCompany()
  partner = await company.as('partner')
  serviceLevel = await levelFor(await company.as('admin'), 'calm')
  inside = await insideOf(company)
})
afterAll(async () => {
  await inside[Symbol.asyncDispose]()
  await company[Symbol.asyncDispose]()
})

/** Two workers that look into the same folder. */
function watchTwice(dir: string, warnings: string[]) {
  const stop = new AbortController()
  const { pool, client } = inside
  const folder = { dir, pool, client, stopping: stop.signal, lookEveryMs: 60 }
  const warn = (_: object, message: string) => void warnings.push(message)
  const watching = Promise.all([watchDropFolder({ ...folder, warn }), watchDropFolder({ ...folder, warn })])
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await watching
    },
  }
}

const namesIn = (path: string) => readdirSync(path).toSorted()

test('files in a partner’s folder are imported once each by two workers, and put away with what became of them', async () => {
  using folder = createFolder()
  const warnings: string[] = []
  const own = join(folder.path, await partnerIdOf(partner))
  const [strange, outside] = [join(folder.path, 'nobody-we-know'), join(folder.path, 'partner')]
  for (const path of [own, strange, outside]) mkdirSync(path)
  const parcels = await bookFor(partner, 3, { serviceLevel })
  const lines = parcels.map(({ trackingNumber }) => `${trackingNumber},picked_up,${minutesAgo(0)},Depot,,=1+1`)
  const good = [header, ...lines].join('\n')
  writeFileSync(join(own, 'monday.csv'), good)
  writeFileSync(join(own, 'broken.csv'), 'name,city\nAda,Berlin\n')
  writeFileSync(join(own, 'readme.md'), 'nothing')
  writeFileSync(join(strange, 'monday.csv'), good)
  // The other way to name a folder: the partner's name.
  writeFileSync(join(outside, 'tuesday.csv'), `${header}\nWBNOWHERE,in_transit,,,,\n`)
  await using _watching = watchTwice(folder.path, warnings)
  await expect.poll(() => namesIn(own), { timeout: 30_000 }).toEqual(['done', 'failed', 'readme.md'])
  expect(namesIn(join(own, 'done'))).toEqual(['monday.csv', 'monday.csv.result.csv'])
  expect(namesIn(join(own, 'failed'))).toEqual(['broken.csv', 'broken.csv.result.csv'])
  expect(readFileSync(join(own, 'failed', 'broken.csv.result.csv'), 'utf8')).toContain('lacks: tracking_number, status')
  const result = readFileSync(join(own, 'done', 'monday.csv.result.csv'), 'utf8')
  expect(result.match(/,new,applied,/g)).toHaveLength(3)
  expect(result).not.toContain(',=1+1')
  const { rows: made } = await company.pool.query<ImportRun>("SELECT id, run FROM import WHERE name = 'monday.csv'")
  for (const run of made) await keepWorkflow(inside.client, importStart(run).workflowId, 'import/applied')
  await keepWorkflow(inside.client, shipmentWorkflowId(parcels[0]?.id ?? ''), 'shipment/partner-file')
  await expect.poll(() => namesIn(outside), { timeout: 30_000 }).toEqual(['done'])
  expect(namesIn(strange)).toEqual(['monday.csv'])
  expect(warnings).toContain('a folder belongs to no partner')
  const { rows } = await company.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM import WHERE source = 'drop' GROUP BY name ORDER BY name`,
  )
  expect(rows).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }])
})

test('a file that still grows is left alone until it stands still', async () => {
  using folder = createFolder()
  const own = join(folder.path, await partnerIdOf(partner))
  mkdirSync(own)
  const file = join(own, 'growing.csv')
  await using _watching = watchTwice(folder.path, [])
  for (let n = 1; n <= 12; n++) {
    writeFileSync(file, `${header}\n${'WBNOWHERE,in_transit,,,,\n'.repeat(n)}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  await expect.poll(() => namesIn(own), { timeout: 30_000 }).toEqual(['done'])
  const { rows } = await company.pool.query(
    `SELECT (counts ->> 'unknown_parcel')::int AS n FROM import WHERE name = 'growing.csv' ORDER BY id DESC LIMIT 1`,
  )
  expect(rows).toEqual([{ n: 12 }])
})
