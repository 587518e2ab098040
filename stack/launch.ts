import { join } from 'node:path'
import type { Environment, LaunchSettings } from '#config'
import { migrate } from '#db/migrate.ts'
import { buildWeb, buildWorkflows } from './build.ts'
import { type Addresses, childEnvironment, needsDoubles } from './child-environment.ts'
import { companyOf } from './company.ts'
import { type Folders, root } from './folders.ts'
import { type ProcessName, stopOrder } from './launcher-lock.ts'
import { choosePorts, type Ports } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { phase, say } from './report.ts'
import type { RunningSystem } from './running.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { type ProcessSpec, type Running, supervise, untilReady } from './supervise.ts'
import { startTemporal } from './temporal.ts'
import { findTemporal } from './temporal-binary.ts'

export type LaunchInput = { env: Environment; settings: LaunchSettings; folders: Folders; isEmpty: boolean }
type Context = LaunchInput & { ports: Ports; secrets: Secrets; stack: Stack }

export type Stack = ReturnType<typeof createStack>

/** The running processes. What is added while it stops is stopped at once, so that Ctrl-C works in every phase. */
export function createStack() {
  const processes = new Map<ProcessName, Running>()
  let stopping: Promise<void> | null = null

  async function stopAll(): Promise<void> {
    for (const name of stopOrder) {
      const running = processes.get(name)
      if (!running) continue
      await running.stop()
      say(`  ok  ${running.name} stopped`)
    }
  }

  return {
    isStopping: () => stopping !== null,
    add: async (name: ProcessName, running: Running): Promise<Running> => {
      processes.set(name, running)
      if (stopping) await running.stop()
      return running
    },
    stop: (): Promise<void> => {
      stopping ??= stopAll()
      return stopping
    },
  }
}

/** Brings everything up, in parallel where nothing depends on another, and returns where things are. */
export async function launch(input: LaunchInput, stack: Stack) {
  const { settings, folders, isEmpty } = input
  const secrets = openSecrets(folders.secrets)
  const ports = await choosePorts(folders.ports, settings.port)
  const context: Context = { ...input, ports, secrets, stack }
  const [databaseUrl, temporal] = await allSettledOrThrow([
    openDatabase(context),
    openTemporal(context),
    phase('Web app built', () => buildWeb(input.env)),
    phase('Workflow bundle built', () => buildWorkflows(input.env)),
  ])
  const addresses: Addresses = { databaseUrl, ...temporal }
  const company = companyOf(folders.company, { isEmpty, hasOwnDatabase: settings.databaseUrl !== undefined })
  const isDemo = company.kind === 'demo'
  const env = childEnvironment({ ...context, addresses, isDemo })
  await startNodeProcesses(context, env)
  const system: RunningSystem = {
    publicUrl: settings.publicUrl,
    databaseUrl,
    temporalAddress: addresses.temporalAddress,
    namespace: settings.temporalNamespace,
    stripeApiBase: env.STRIPE_API_BASE ?? null,
  }
  return { ...addresses, company, isDemo, system }
}

async function openDatabase({ settings, folders, ports, secrets, stack }: Context): Promise<string> {
  const url = settings.databaseUrl ?? (await phase('PostgreSQL', start))
  await phase('Database migrated', () => migrate(url))
  return url

  async function start(): Promise<string> {
    const postgres = await startPostgres({
      ...placesOf(folders, 'postgres'),
      folder: folders.postgres,
      parent: folders.data,
      port: ports.postgres,
      password: secrets.postgresPassword,
      onSpawn: (running) => stack.add('postgres', running),
    })
    return postgres.url
  }
}

async function openTemporal({ settings, folders, ports, stack }: Context) {
  const { temporalAddress, temporalUiUrl, temporalNamespace: namespace } = settings
  if (temporalAddress !== undefined) return { temporalAddress, temporalUiUrl }
  const binary = await phase('Temporal program found', findTemporal)
  const { address } = await phase('Temporal', () =>
    startTemporal({
      ...placesOf(folders, 'temporal'),
      program: binary.path,
      store: folders.temporalStore,
      port: ports.temporal,
      uiPort: ports.temporalUi,
      namespace,
      onSpawn: (running) => stack.add('temporal', running),
    }),
  )
  return { temporalAddress: address, temporalUiUrl: temporalUiUrl ?? `http://127.0.0.1:${ports.temporalUi}` }
}

async function startNodeProcesses({ settings, folders, stack }: Context, env: Environment): Promise<void> {
  const node = (name: ProcessName, args: string[]): ProcessSpec => ({
    name,
    command: process.execPath,
    // The last argument is read by nobody: it marks the process as one of this data folder.
    args: [...args, `--waybill-dir=${folders.data}/`],
    env,
    cwd: root,
    ...placesOf(folders, name),
    stopSignal: 'SIGTERM',
    graceMs: 30_000,
  })
  const start = async (spec: ProcessSpec, name: ProcessName) => await stack.add(name, await supervise(spec))
  await phase('Server and worker', async () => {
    if (needsDoubles(settings)) await start(node('doubles', ['stack/doubles/main.ts']), 'doubles')
    await start(node('worker', ['--stack-trace-limit=1', 'worker/main.ts']), 'worker')
    const server = await start(node('server', ['api/main.ts']), 'server')
    await untilReady(server, () => isReady(localUrl(settings)), 90_000)
  })
}

/** Where this machine reaches the server, whatever its public address is. */
export function localUrl({ host, port }: LaunchSettings): string {
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${baseUrl}/api/health/ready`, { signal: AbortSignal.timeout(3_000) })
    await response.body?.cancel()
    return response.status === 200
  } catch {
    return false
  }
}

function placesOf(folders: Folders, name: ProcessName) {
  return { logFile: join(folders.logs, `${name}.log`), pidFile: join(folders.run, `${name}.pid`) }
}

/** Waits for all even when one fails, so that no half-started process escapes the stop that follows. */
async function allSettledOrThrow<T extends readonly unknown[]>(work: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(work)
  return await Promise.all(work)
}
