import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '#config'
import { cacheFolder, root } from './folders.ts'
import { StartFailure } from './report.ts'

type Target = { name: string; sources: string[]; output: string; args: string[] }

const web: Target = {
  name: 'web',
  sources: ['web', 'public', 'domain', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'],
  output: 'build/server/index.js',
  args: ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'],
}

const workflows: Target = {
  name: 'workflows',
  sources: ['workflows', 'domain', 'worker/bundle.ts', 'package.json', 'package-lock.json'],
  output: '.cache/workflows.js',
  // A process of its own: webpack's memory is given back, and the launcher starts without loading the SDK.
  args: ['-e', 'import("./worker/bundle.ts").then((bundle) => bundle.buildWorkflowBundle())'],
}

/** Builds the web app unless its sources are those of the last build. */
export function buildWeb(env: Environment): Promise<void> {
  return buildIfChanged(web, env)
}

/** Builds the workflow bundle unless its sources are those of the last build. */
export function buildWorkflows(env: Environment): Promise<void> {
  return buildIfChanged(workflows, env)
}

async function buildIfChanged({ name, sources, output, args }: Target, env: Environment): Promise<void> {
  const stamp = join(cacheFolder, `${name}.stamp`)
  const fingerprint = fingerprintOf(sources)
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint
  if (isCurrent && existsSync(join(root, output))) return
  // Without the stamp while it builds: an interrupted build is made again.
  rmSync(stamp, { force: true })
  await runNode(args, env)
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(stamp, fingerprint)
}

function fingerprintOf(sources: string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of sources.flatMap((source) => filesUnder(source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  const entries = readdirSync(full, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.map((file) => file.slice(root.length + 1)).sort()
}

async function runNode(args: string[], env: Environment): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)))
  const code = await new Promise((done) => child.once('close', done))
  if (code === 0) return
  throw new StartFailure({
    what: 'A build failed',
    why: output.join('').trimEnd().split('\n').slice(-30).join('\n        '),
    toDo: 'repair the named file and start again',
  })
}

if (import.meta.main) await Promise.all([buildWeb(process.env), buildWorkflows(process.env)])
