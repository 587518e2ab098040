import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { environmentOf } from './environment.ts'
import { type Running, supervise, untilReady } from './supervise.ts'

const run = promisify(execFile)

export type TemporalOptions = {
  program: string
  store: string
  logFile: string
  pidFile: string
  port: number
  uiPort: number
  namespace: string
  /** More settings of the server, such as a short continue-as-new for tests. */
  dynamicConfig?: Record<string, string | number>
  /** Told as soon as the process runs, so that it can be stopped while it is still coming up. */
  onSpawn?: (running: Running) => Promise<unknown>
}

const dynamicConfig = {
  // The default of 2,400 requests a second is below what one busy worker needs.
  'frontend.namespaceRPS': 10_000,
  // By default a timer may fire a second late.
  'history.timerProcessorMaxTimeShift': '50ms',
}

/** Starts Temporal's development server with a file store that survives restarts, and its web UI. */
export async function startTemporal(options: TemporalOptions): Promise<{ running: Running; address: string }> {
  const running = await supervise({
    name: 'Temporal',
    command: options.program,
    args: serverArgs(options),
    // A clean environment: TEMPORAL_* of the shell would reach the CLI. GOGC trades memory for speed.
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent', GOGC: '400' },
    logFile: options.logFile,
    pidFile: options.pidFile,
    stopSignal: 'SIGTERM',
    graceMs: 10_000,
  })
  await options.onSpawn?.(running)
  const address = `127.0.0.1:${options.port}`
  await untilReady(running, () => keepHistoriesForAWeek(options, address), 60_000)
  return { running, address }
}

function serverArgs({ store, port, uiPort, namespace, dynamicConfig: more }: TemporalOptions): string[] {
  const settings = Object.entries({ ...dynamicConfig, ...more })
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
    ...['--ui-disable-news-fetch', '--namespace', namespace, '--db-filename', store],
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
    ...['--log-level', 'warn', '--log-format', 'json', '--disable-config-file', '--disable-config-env'],
    ...settings.flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${JSON.stringify(value)}`]),
  ]
}

/** The development server forgets closed histories after a day; this call doubles as the test of readiness. */
async function keepHistoriesForAWeek({ program, namespace }: TemporalOptions, address: string): Promise<boolean> {
  const args = [
    'operator',
    'namespace',
    'update',
    '--namespace',
    namespace,
    '--retention',
    '168h',
    '--address',
    address,
  ]
  try {
    await run(program, args, { timeout: 5_000, env: environmentOf({ PATH: '/usr/bin:/bin', HOME: '/nonexistent' }) })
    return true
  } catch {
    return false
  }
}
