import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** The tiers of a commit. A tier that needs PostgreSQL, Temporal, a browser or a build gets it from the one global setup. */
const tiers = [
  tier('unit', ['domain', 'files'], 20_000),
  tier('house', ['house', 'stack'], 60_000),
  tier('db', ['db', 'doubles', 'activities'], 30_000),
  tier('workflow', ['workflows'], 60_000),
  tier('replay', ['replay'], 60_000),
  tier('api', ['api'], 60_000),
  tier('web', ['e2e'], 120_000),
  tier('faults', ['faults'], 240_000),
]

function tier(name: string, folders: string[], testTimeout: number): TestProjectInlineConfiguration {
  const include = folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`)
  // A real browser on a busy machine may be caught between two states: then once more, which the end of the run tells.
  const retry = name === 'web' ? 1 : 0
  const expect = { poll: { timeout: testTimeout / 4 } }
  return { test: { name, include, testTimeout, hookTimeout: testTimeout, environment: 'node', expect, retry } }
}

export default defineConfig({
  test: {
    projects: tiers,
    globalSetup: './test/support/global-setup.ts',
    // Temporal's native part crashes in worker threads.
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', './test/support/summary-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['domain/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { branches: 95 },
    },
  },
})
