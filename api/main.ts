import { pino } from 'pino'
import { type Config, orExit, readConfig } from '#config'
import { type ServerSettings, startServer } from './system.ts'

const longestStopMs = 20_000

/** Reads the configuration, serves, and stops in order when it is told to. */
async function main(): Promise<void> {
  const config = orExit(readConfig, process.env)
  const log = pino({ name: 'server', level: config.logLevel, serializers: { err: plainError } })
  const server = await startServer(settingsOf(config), log)
  log.info({ port: config.port }, 'the server is ready')
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), longestStopMs).unref()
      server.close().then(
        () => log.info('the server has stopped'),
        (error: unknown) => {
          log.error({ err: error }, 'the server did not stop well')
          process.exitCode = 1
        },
      )
    })
  }
}

/** Errors of the database carry statements and values, which name people: only what the error itself says is kept. */
function plainError(error: unknown) {
  return error instanceof Error ? { type: error.name, stack: error.stack } : { type: typeof error }
}

function settingsOf(config: Config): ServerSettings {
  return {
    ...config,
    secret: config.waybillSecret,
    isDemo: config.demo,
    hasMailbox: config.smtpDoublePort !== 0,
  }
}

await main()
