import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { LaunchSettings } from '#config'
import { root } from './folders.ts'
import { StartFailure } from './report.ts'

const schema = z.object({
  publicUrl: z.string(),
  databaseUrl: z.string(),
  temporalAddress: z.string(),
  namespace: z.string(),
  /** Null where Stripe itself is used. */
  stripeApiBase: z.string().nullable(),
})

/** Where the parts of a system are: all that a tool beside it needs to know. */
export type RunningSystem = z.infer<typeof schema>

/** Called by the launcher when everything is up. The database's password is in it, so only the owner may read it. */
export function recordRunning(dataFolder: string, system: RunningSystem): void {
  const file = fileIn(dataFolder)
  writeFileSync(file, `${JSON.stringify(system, null, 2)}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
}

/** The system that the environment names, and for what it leaves open the one last started from this data folder. */
export function findRunning(settings: LaunchSettings): RunningSystem {
  const data = resolve(root, settings.waybillDir)
  const last = existsSync(fileIn(data)) ? schema.parse(JSON.parse(readFileSync(fileIn(data), 'utf8'))) : null
  const databaseUrl = settings.databaseUrl ?? last?.databaseUrl
  const temporalAddress = settings.temporalAddress ?? last?.temporalAddress
  if (databaseUrl === undefined || temporalAddress === undefined) {
    throw new StartFailure({
      what: 'No running Waybill was found',
      why: `nothing was started from ${data}, and DATABASE_URL and TEMPORAL_ADDRESS do not name one`,
      toDo: 'run `npm start` first, or set WAYBILL_DIR to its data folder, or set DATABASE_URL and TEMPORAL_ADDRESS',
    })
  }
  const isStripeReal = settings.stripeSecretKey !== undefined && settings.stripeApiBase === undefined
  return {
    publicUrl: last?.publicUrl ?? settings.publicUrl,
    databaseUrl,
    temporalAddress,
    namespace: last?.namespace ?? settings.temporalNamespace,
    stripeApiBase: isStripeReal ? null : (settings.stripeApiBase ?? last?.stripeApiBase ?? null),
  }
}

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'running.json')
}
