import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '#stack/folders.ts'

const run = promisify(execFile)
const rulesSchema = z.object({ forbidden: z.array(z.object({ name: z.string() })) })

/** What the violations import; allowed by itself. */
const innocent = {
  'config.ts': 'export const config = 1',
  'domain/a.ts': "import { z } from 'zod'\nexport const a = z.string()",
  'domain/plain.ts': 'export const plain = 1',
  'db/a.ts': "import { a } from '#domain/a.ts'\nimport { Client } from 'pg'\nexport const db = [a, Client]",
  'workflows/messages.ts': "import { defineSignal } from '@temporalio/workflow'\nexport const go = defineSignal('go')",
  'workflows/a.ts':
    "import type { Acts } from '#activities/a.ts'\nimport { plain } from '#domain/plain.ts'\nexport type Flow = Acts\nexport const flow = plain",
  'activities/a.ts':
    "import type { Flow } from '#workflows/a.ts'\nimport { db } from '#db/a.ts'\nexport type Acts = string\nexport const acts = (f: Flow) => [f, db]",
  'api/a.ts':
    "import { go } from '#workflows/messages.ts'\nimport type { Flow } from '#workflows/a.ts'\nexport type Api = Flow\nexport const api = go",
  'api/main.ts': "import { config } from '#config'\nexport const main = config",
  'web/a.ts': "import type { Api } from '#api/a.ts'\nexport const web = (api: Api) => api",
  'worker/a.ts': "import { acts } from '#activities/a.ts'\nexport const worker = acts",
}

/** One violation of each rule, in a file of its own. */
const planted: Record<string, [file: string, text: string]> = {
  'domain-imports': ['domain/v1.ts', "import { db } from '#db/a.ts'\nexport const v = db"],
  'db-imports': ['db/v1.ts', "import { acts } from '#activities/a.ts'\nexport const v = acts"],
  'files-imports': ['files/v1.ts', "import { db } from '#db/a.ts'\nexport const v = db"],
  'workflows-imports': ['workflows/v1.ts', "import type { Api } from '#api/a.ts'\nexport type V = Api"],
  'activities-imports': ['activities/v1.ts', "import { api } from '#api/a.ts'\nexport const v = api"],
  'api-imports': ['api/v1.ts', "import { acts } from '#activities/a.ts'\nexport const v = acts"],
  'web-imports': ['web/v1.ts', "import { db } from '#db/a.ts'\nexport const v = db"],
  'worker-imports': ['worker/v1.ts', "import { api } from '#api/a.ts'\nexport const v = api"],
  'worker-workflows-types-only': ['worker/v2.ts', "import { flow } from '#workflows/a.ts'\nexport const v = flow"],
  'stack-imports': ['stack/v1.ts', "import { web } from '#web/a.ts'\nexport const v = web"],
  'workflows-activities-types-only': [
    'workflows/v2.ts',
    "import { slow } from '#activities/v2.ts'\nexport const v = slow",
  ],
  'activities-workflows-types-only': [
    'activities/v3.ts',
    "import { flow } from '#workflows/a.ts'\nexport const v = flow",
  ],
  'web-api-types-only': ['web/v2.ts', "import { api } from '#api/a.ts'\nexport const v = api"],
  'domain-packages': ['domain/v2.ts', "import { uuidv7 } from 'uuidv7'\nexport const v = uuidv7"],
  'db-packages': ['db/v2.ts', "import { uuidv7 } from 'uuidv7'\nexport const v = uuidv7"],
  'workflows-packages': ['workflows/v3.ts', "import { uuidv7 } from 'uuidv7'\nexport const v = uuidv7"],
  'domain-without-node': ['domain/v3.ts', "import { join } from 'node:path'\nexport const v = join"],
  'workflows-without-node': ['workflows/v4.ts', "import { join } from 'node:path'\nexport const v = join"],
  'api-workflows-messages-only': ['api/v2.ts', "import { flow } from '#workflows/a.ts'\nexport const v = flow"],
  'config-only-in-mains': ['api/v3.ts', "import { config } from '#config'\nexport const v = config"],
  'no-cycles': ['domain/v4.ts', "import { v as u } from './v5.ts'\nexport const v = () => u"],
  'no-unresolved': ['api/v4.ts', "import { v } from './nothing.ts'\nexport const u = v"],
  'no-undeclared-packages': ['api/v5.ts', "import webpack from 'webpack'\nexport const v = webpack"],
}

/** The other halves of violations that need two files. */
const helpers = {
  'domain/v5.ts': "import { v as u } from './v4.ts'\nexport const v = () => u",
  'activities/v2.ts': 'export const slow = 1',
}

const reportSchema = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
})

async function violationsIn(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-boundaries-'))
  try {
    for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
      cpSync(join(root, name), join(folder, name))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const program = join(root, 'node_modules/.bin/depcruise')
    const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '.']
    const options = { cwd: folder, maxBuffer: 50_000_000 }
    const { stdout } = await run(process.execPath, args, options).catch((error: { stdout: string }) => error)
    const { violations } = reportSchema.parse(JSON.parse(stdout)).summary
    return [...new Set(violations.map(({ from, rule }) => `${rule.name}: ${from}`))].sort()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('what the import table allows is not reported', async () => {
  expect(await violationsIn(innocent)).toEqual([])
})

test('one planted violation of each rule is reported, each by its own rule', async () => {
  const violations = await violationsIn({ ...innocent, ...helpers, ...Object.fromEntries(Object.values(planted)) })
  const expected = Object.entries(planted).map(([rule, [file]]) => `${rule}: ${file}`)
  expect(violations).toEqual(expect.arrayContaining(expected))
  const extra = violations.filter((violation) => !expected.includes(violation))
  expect(extra).toEqual([])
})

test('every rule has its planted violation', () => {
  const { forbidden } = rulesSchema.parse(createRequire(import.meta.url)('../../.dependency-cruiser.cjs'))
  expect(Object.keys(planted).sort()).toEqual(forbidden.map((rule) => rule.name).sort())
})
