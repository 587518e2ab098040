import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './folders.ts'
import { say, seconds } from './report.ts'

type Step = { name: string; command: string; args: string[] }
type Outcome = { isGood: boolean; output: string }

/** `npm run check`: all that can be said about the code without a server. Long steps come first, so that both cores end together. */
const steps: Step[] = [
  tool('types', 'tsc', ['--noEmit', '--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo']),
  tool('unit tests', 'vitest', ['run', '--project', 'unit', '--reporter=dot']),
  tool('promises', 'oxlint', ['--deny-warnings']),
  script('workflow bundle', 'stack/check-bundle.ts'),
  tool('boundaries', 'depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', '.']),
  tool('unused code', 'knip', ['--no-progress']),
  tool('format and lint', 'biome', ['check', '--error-on-warnings', '.']),
  script('lock file', 'stack/lock.ts', ['--check']),
]

const lanes = 2

function tool(name: string, program: string, args: string[]): Step {
  return { name, command: join(root, 'node_modules', '.bin', program), args }
}

function script(name: string, file: string, args: string[] = []): Step {
  return { name, command: process.execPath, args: [file, ...args] }
}

async function main(): Promise<void> {
  const startedAtMs = performance.now()
  const waiting = [...steps]
  const failed: string[] = []
  await Promise.all(Array.from({ length: lanes }, lane))
  const total = seconds(performance.now() - startedAtMs)
  say(failed.length === 0 ? `\nEverything is in order (${total})` : `\nNot in order: ${failed.join(', ')} (${total})`)
  process.exitCode = failed.length === 0 ? 0 : 1

  async function lane(): Promise<void> {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (!(await report(step))) failed.push(step.name)
    }
  }
}

async function report(step: Step): Promise<boolean> {
  const startedAtMs = performance.now()
  const { isGood, output } = await run(step)
  const took = seconds(performance.now() - startedAtMs)
  say(`  ${isGood ? 'ok' : '--'}  ${step.name.padEnd(16)} ${took.padStart(7)}`)
  if (!isGood) say(`\n${output.trimEnd()}\n`)
  return isGood
}

function run({ command, args }: Step): Promise<Outcome> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  }
  return new Promise((done) => {
    child.once('error', (error) => done({ isGood: false, output: error.message }))
    child.once('close', (code) => done({ isGood: code === 0, output: chunks.join('') }))
  })
}

await main()
