import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '#stack/folders.ts'
import { openHouse } from '#stack/house.ts'
import { command } from './command.ts'
import { importing } from './import.ts'
import { importApply } from './import-apply.ts'
import { lifecycle } from './lifecycle.ts'
import { list } from './list.ts'
import { live } from './live.ts'
import { memory } from './memory.ts'
import { calmLevel } from './support/crew.ts'
import type { Bench, Result } from './support/measure.ts'

/** In this order: memory wants an idle house, list fills its tables last. */
const benches: readonly Bench[] = [memory, command, live, lifecycle, importApply, importing, list]

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '3' } },
  })
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name))
  if (unknown.length > 0)
    throw new Error(`No such bench: ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}.`)
  const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const house = await openHouse(process.env, 'waybill-bench-')
  const admin = await house.as('admin')
  await admin.send('PUT', '/service-levels/bench', calmLevel)
  const results: Result[] = []
  try {
    for (const bench of chosen) {
      console.log(`\n... ${bench.name}`)
      results.push(await bench.run(house, Number(values.rounds)))
    }
  } finally {
    await house.close()
  }
  print(results)
  save(results)
  process.exitCode = results.every((result) => result.isMet) ? 0 : 1
}

function print(results: readonly Result[]): void {
  console.log('\nbench      | ours        | baseline    | ratio (min-max)      | goal     | met')
  console.log('-----------|-------------|-------------|----------------------|----------|----')
  for (const result of results) {
    const ours = mean(result.rounds.map((round) => round.ours))
    const baseline = mean(result.rounds.map((round) => round.baseline))
    const ratio = `${result.ratio.toFixed(2)} (${result.ratioMin.toFixed(2)}-${result.ratioMax.toFixed(2)})`
    const cells = [
      result.name.padEnd(10),
      ours.padEnd(11),
      baseline.padEnd(11),
      ratio.padEnd(20),
      result.goal.padEnd(8),
    ]
    console.log(`${cells.join(' | ')} | ${result.isMet ? 'yes' : 'NO'}   [${result.unit}]`)
    for (const note of result.notes) console.log(`           ${note}`)
  }
}

function mean(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2)
}

function save(results: readonly Result[]): void {
  const folder = join(root, 'bench', 'results')
  mkdirSync(folder, { recursive: true })
  const at = new Date().toISOString()
  const machine = { cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version }
  const store = 'Temporal dev server, SQLite in WAL mode with synchronous=NORMAL'
  const file = join(folder, `${at.replaceAll(':', '-')}.json`)
  writeFileSync(file, `${JSON.stringify({ at, machine, store, results }, null, 2)}\n`)
  console.log(`\nWritten to ${file.slice(root.length + 1)}`)
}

await main()
