import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { migrate } from '#db/migrate.ts'
import { ownPid, stopOrphan } from '#stack/pids.ts'
import { freePort } from '#stack/ports.ts'
import { startPostgres } from '#stack/postgres.ts'
import type { Running } from '#stack/supervise.ts'
import { startTemporal } from '#stack/temporal.ts'
import { findTemporal } from '#stack/temporal-binary.ts'

const prefix = 'waybill-test-'
export const templateName = 'waybill_template'

export type Servers = { databaseUrl: string; temporalAddress: string; stop: () => Promise<void> }

/** A PostgreSQL with a migrated template database and a Temporal server, in a temporary folder on free ports. */
export async function startServers(): Promise<Servers> {
  await sweepLeftovers()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  // PostgreSQL may run as another user, who must be able to pass.
  chmodSync(folder, 0o755)
  writeFileSync(join(folder, 'run.pid'), `${process.pid}\n`)
  const started: Running[] = []
  const stop = async () => {
    await Promise.all(started.map((running) => running.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
  const onSpawn = async (running: Running) => started.push(running)
  const work = await Promise.allSettled([openPostgres(folder, onSpawn), openTemporal(folder, onSpawn)])
  const failure = work.find((part) => part.status === 'rejected')
  if (failure) await stop()
  const [postgres, temporal] = work
  if (postgres.status === 'rejected') throw postgres.reason
  if (temporal.status === 'rejected') throw temporal.reason
  return { databaseUrl: postgres.value, temporalAddress: temporal.value, stop }
}

type OnSpawn = (running: Running) => Promise<unknown>

async function openPostgres(folder: string, onSpawn: OnSpawn): Promise<string> {
  const { url } = await startPostgres({
    folder: join(folder, 'postgres'),
    parent: folder,
    logFile: join(folder, 'postgres.log'),
    pidFile: join(folder, 'postgres.pid'),
    port: await freePort(),
    password: 'waybill-test',
    isThrowAway: true,
    onSpawn,
  })
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE ${templateName}`)
  await client.end()
  const templateUrl = url.replace(/[^/]+$/, templateName)
  await migrate(templateUrl)
  return templateUrl
}

async function openTemporal(folder: string, onSpawn: OnSpawn): Promise<string> {
  const { path } = await findTemporal()
  const { address } = await startTemporal({
    program: path,
    store: join(folder, 'temporal.db'),
    logFile: join(folder, 'temporal.log'),
    pidFile: join(folder, 'temporal.pid'),
    port: await freePort(),
    uiPort: await freePort(),
    namespace: 'default',
    onSpawn,
  })
  return address
}

/** A run that was killed could not stop its servers: the next one does. */
async function sweepLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    if (!existsSync(join(folder, 'run.pid')) || ownPid(join(folder, 'run.pid'), 'vitest') !== null) continue
    await stopOrphan(join(folder, 'temporal.pid'), `${folder}/`, { signal: 'SIGTERM', graceMs: 2_000 })
    await stopOrphan(join(folder, 'postgres.pid'), `${folder}/`, { signal: 'SIGINT', graceMs: 2_000 })
    rmSync(folder, { recursive: true, force: true })
  }
}
