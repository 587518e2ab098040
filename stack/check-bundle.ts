import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildWorkflows } from './build.ts'
import { root } from './folders.ts'
import { reasonOf, say } from './report.ts'

const unwanted = /node_modules\/(zod|slonik|pg|date-fns)\//g

/** What has slipped into the bundle and must not: schemas alone add 360 kB, and calendar sums change with Node. */
export function unwantedPackages(bundle: string): string[] {
  return [...new Set([...bundle.matchAll(unwanted)].map(([, name]) => String(name)))].sort()
}

if (import.meta.main) {
  try {
    await buildWorkflows(process.env)
    const found = unwantedPackages(readFileSync(join(root, '.cache', 'workflows.js'), 'utf8'))
    if (found.length > 0)
      throw new Error(`The workflow bundle holds ${found.join(', ')}: import types and tables only.`)
  } catch (error) {
    say(reasonOf(error))
    process.exitCode = 1
  }
}
