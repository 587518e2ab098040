import { mkdirSync, writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Leaves the counts for stack/test.mjs, which prints them as the last line, after coverage. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests.filter((one) => one.diagnostic()?.flaky)) {
        process.stdout.write(`Needed a second try: ${module.relativeModuleId} > ${test.fullName}\n`)
      }
      counts.passed += tests.filter((test) => test.result().state === 'passed').length
      const failed = tests.filter((test) => test.result().state === 'failed').length
      // A file that does not load, or whose hooks fail, has no failed test and is a failure all the same.
      counts.failed += failed === 0 && module.state() === 'failed' ? 1 : failed
    }
    mkdirSync('.cache', { recursive: true })
    writeFileSync('.cache/test-summary.json', JSON.stringify(counts))
  }
}
