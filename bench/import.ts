import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { uuidv7 } from 'uuidv7'
import { copyColumns, copyLine } from '#activities/imports/copy-line.ts'
import { stageRows } from '#activities/imports/stage.ts'
import { createInstantReader } from '#domain/import-instants.ts'
import { readRow } from '#domain/import-rows.ts'
import { sourceOf } from '#files/source.ts'
import type { FileFormat } from '#files/table.ts'
import type { House } from '#stack/house.ts'
import { type BenchPartner, fileOf, multiplyParcels, openPartner } from './support/imports.ts'
import { type Bench, judge, type Round, timed } from './support/measure.ts'
import { type CpuShares, cpuPerPiece, cpuText, residentMb } from './support/process.ts'

const parcels = 20_000
const small = 20_000
const large = 500_000
const format: FileFormat = { kind: 'csv', encoding: 'utf-8', delimiter: ',', isMac: false }

/** P7: a file read, checked and staged, against the bare COPY of the same rows into the same table, taking turns. */
export const importing: Bench = {
  name: 'import',
  run: async (house, roundCount) => {
    const partner = await openPartner(house)
    await multiplyParcels(house, (await partner.book()).id, parcels)
    const client = new Client({ connectionString: house.databaseUrl })
    await client.connect()
    const bytes = Buffer.from(fileOf(100_000, parcels))
    const rounds: Round[] = []
    const [p99s, mosts]: [number[], number[]] = [[], []]
    for (let n = 0; n <= roundCount; n++) {
      // One for each round: what lies between them is not ours.
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const ours = await timed(() => stage(client, bytes))
      delay.disable()
      const baseline = await bareCopy(client, bytes)
      // The first round only warms up.
      if (n > 0) {
        rounds.push({ ours: 100_000 / (ours / 1_000), baseline: 100_000 / (baseline / 1_000) })
        p99s.push(delay.percentile(99) / 1e6)
        mosts.push(delay.max / 1e6)
      }
      await client.query('TRUNCATE import_row')
    }
    await client.end()
    const notes = [
      `event loop while staging: p99 ${Math.max(...p99s).toFixed(1)} ms, most ${Math.max(...mosts).toFixed(1)} ms`,
      await dryRun(house, partner, small),
      await dryRun(house, partner, small),
      await dryRun(house, partner, large),
    ]
    return judge({
      name: 'import',
      claim: 'rows a second read and staged, by a bare COPY of the same rows into the same table',
      unit: 'rows/s',
      goal: '>= 0.50',
      rounds,
      isMet: (ratio) => ratio >= 0.5,
      notes,
    })
  },
}

async function stage(client: Client, bytes: Buffer): Promise<void> {
  const usual = {
    table: 'import_row' as const,
    columns: {},
    dateOrder: null,
    zone: 'Europe/Berlin',
    beat: () => undefined,
  }
  await stageRows(client, { importId: uuidv7(), source: sourceOf(bytes), format, ...usual })
}

/** The same lines, made before the clock runs. */
async function bareCopy(client: Client, bytes: Buffer): Promise<number> {
  const importId = uuidv7()
  const readInstant = createInstantReader('Europe/Berlin', null)
  const places = { tracking_number: 0, status: 1, occurred_at: 2, place: 3, reason: 4, note: 5 }
  const reading = { places, columns: 6, nowMs: Date.now(), readInstant }
  const lines = bytes.toString().trim().split('\n').slice(1)
  const pieces: string[] = []
  for (let from = 0; from < lines.length; from += 1_000) {
    const rows = lines.slice(from, from + 1_000).map((text, at) => {
      return copyLine(importId, readRow({ line: from + at + 2, cells: text.split(','), fault: null }, reading))
    })
    pieces.push(rows.join(''))
  }
  return await timed(async () => {
    const copy = client.query(copyFrom(`COPY import_row (${copyColumns}) FROM STDIN`))
    const ended = finished(copy)
    for (const piece of pieces) if (!copy.write(piece)) await once(copy, 'drain')
    copy.end()
    await ended
  })
}

/** A whole dry run through HTTP, with the memory that server and worker take for it over what they take idle. */
async function dryRun(house: House, partner: BenchPartner, rows: number): Promise<string> {
  const text = fileOf(rows, parcels)
  const pids = { server: house.pidOf('server'), worker: house.pidOf('worker') }
  const memory = () => ({ server: residentMb(pids.server), worker: residentMb(pids.worker) })
  const [idle, most] = [memory(), memory()]
  let isOver = false
  const watch = (async () => {
    for (; !isOver; await sleep(50)) {
      const now = memory()
      most.server = Math.max(most.server, now.server)
      most.worker = Math.max(most.worker, now.worker)
    }
  })()
  let counts: Record<string, number> = {}
  let cpu: CpuShares = {}
  const ms = await timed(async () => {
    cpu = await cpuPerPiece({ ...pids, postgres: house.pidOf('postgres') }, 1_000, async () => {
      counts = (await partner.dryRun(text)).counts
    })
  })
  isOver = true
  await watch
  if (counts.rows !== rows || counts.new === 0) throw new Error(`The dry run found ${JSON.stringify(counts)}.`)
  const over = `server +${most.server - idle.server} MB, worker +${most.worker - idle.worker} MB`
  return `dry run of ${rows} rows: ${(ms / 1_000).toFixed(1)} s from the upload to the report; ${over}; seconds of CPU: ${cpuText(cpu)}`
}
