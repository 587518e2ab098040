import { parseArgs } from 'node:util'
import { orExit, readLaunchSettings } from '#config'
import { firstAdminLink, seedOnce } from './first-time.ts'
import { type Folders, openDataFolder } from './folders.ts'
import { createStack, type LaunchInput, launch } from './launch.ts'
import { stopOrphans, takeLauncherLock } from './launcher-lock.ts'
import { isFree } from './ports.ts'
import { reasonOf, StartFailure, say, seconds } from './report.ts'
import { recordRunning } from './running.ts'

const demoLogins = ['customer', 'recipient', 'courier', 'dispatcher', 'supervisor', 'finance', 'partner', 'admin']

async function main(): Promise<void> {
  const startedAtMs = performance.now()
  const isEmpty = readArguments()
  const settings = orExit(readLaunchSettings, process.env)
  const folders = openDataFolder(settings.waybillDir)
  say(`Waybill is starting (data in ${folders.data})`)
  const input = { env: process.env, settings, folders, isEmpty: isEmpty || settings.nodeEnv === 'production' }
  const stack = createStack()
  const lock = { release: () => {} }
  const stop = async (reason: string, exitCode: number) => {
    if (!stack.isStopping()) say(`\n${reason}: stopping in order`)
    await stack.stop()
    lock.release()
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal, 0))
  // A terminal or pipe that has gone must not end the stack without its order.
  process.stdout.on('error', () => {})
  // The channel closes when stack/start.mjs, our parent, is gone.
  process.on('disconnect', () => void stop('The parent process has gone', 1))
  try {
    lock.release = await takeLauncherLock(folders)
    await stopOrphans(folders)
    await refuseTakenPort(input)
    const launched = await launch(input, stack)
    recordRunning(folders.data, launched.system)
    const welcome = launched.isDemo
      ? await seedOnce(launched.company, { input, databaseUrl: launched.databaseUrl })
      : await firstAdminLink(settings.publicUrl, launched.databaseUrl)
    printSummary({ ...input, welcome, ...launched, tookMs: performance.now() - startedAtMs })
  } catch (error) {
    // Whatever fails because everything is being stopped is no failure.
    if (stack.isStopping()) return
    say(`\n${error instanceof StartFailure ? error.message : `Waybill could not start: ${detailOf(error)}`}`)
    await stop('The start has failed', 1)
  }
}

function readArguments(): boolean {
  try {
    return parseArgs({ options: { empty: { type: 'boolean', default: false } } }).values.empty
  } catch (error) {
    say(`${reasonOf(error)}\nUsage: npm start [-- --empty]`)
    process.exit(2)
  }
}

async function refuseTakenPort({ settings: { port, host } }: LaunchInput): Promise<void> {
  if (await isFree(port, host)) return
  throw new StartFailure({
    what: `Port ${port} is taken`,
    why: `another program listens on ${host}:${port}`,
    toDo: `stop that program, or choose another port: PORT=${port + 1} npm start`,
  })
}

type Summary = {
  settings: LaunchInput['settings']
  folders: Folders
  isDemo: boolean
  welcome: string | null
  temporalUiUrl: string | undefined
  tookMs: number
}

function printSummary({ settings, folders, isDemo, welcome, temporalUiUrl, tookMs }: Summary): void {
  const usesMailbox = settings.smtpUrl === undefined
  say(`\nWaybill is ready after ${seconds(tookMs)}:  ${settings.publicUrl}\n`)
  if (isDemo) {
    say('  sign in as   <name>@waybill.example with the password waybill-demo, where <name> is one of')
    say(`               ${demoLogins.join(', ')}`)
  }
  if (welcome) say(`  ${welcome}`)
  if (usesMailbox) say(`  mail sent    ${settings.publicUrl}/dev/mail`)
  if (temporalUiUrl) say(`  Temporal     ${temporalUiUrl}`)
  say(`  logs         ${folders.logs}`)
  say('  stop         Ctrl-C\n')
}

function detailOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

await main()
