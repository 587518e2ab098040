import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, runOnNode24 } from './node24.mjs'

const vitest = 'node_modules/vitest/vitest.mjs'
const summaryFile = join(root, '.cache', 'test-summary.json')

/** One run of vitest; its counts, with a failure that no test stands for (coverage, no tests) counted as one. */
async function run(args) {
  rmSync(summaryFile, { force: true })
  const exitCode = await runOnNode24(vitest, ['run', ...args])
  const counts = existsSync(summaryFile) ? JSON.parse(readFileSync(summaryFile, 'utf8')) : { passed: 0, failed: 0 }
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

process.chdir(root)
const given = process.argv.slice(2)
// Coverage of domain/ is what its own tests reach: the other tiers would hide a hole.
const runs =
  given.length > 0
    ? [given]
    : [
        ['--project', 'unit', '--coverage'],
        ['--project', '!unit'],
      ]
const total = { passed: 0, failed: 0 }
for (const args of runs) {
  const { passed, failed } = await run(args)
  total.passed += passed
  total.failed += failed
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed === 0 ? 0 : 1
