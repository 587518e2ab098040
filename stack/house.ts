import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { type Environment, readLaunchSettings } from '#config'
import { type Client, signIn } from './client.ts'
import { openDataFolder } from './folders.ts'
import { createStack, launch, localUrl } from './launch.ts'
import { freePort } from './ports.ts'
import { demoPassword, emailOf, seedPeople } from './seed/people.ts'

export type House = Awaited<ReturnType<typeof openHouse>>

/** The whole product in a fresh folder on free ports, as `npm start` runs it, with the people of the demonstration. */
export async function openHouse(given: Environment, prefix = 'waybill-house-') {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const env = { ...given, PORT: String(await freePort()), WAYBILL_DIR: folder, LOG_LEVEL: 'warn' }
  const settings = readLaunchSettings(env)
  const stack = createStack()
  const input = { env, settings, folders: openDataFolder(folder), isEmpty: true }
  const launched = await launch(input, stack).catch(async (error) => {
    await stack.stop()
    throw error
  })
  await seedPeople(launched.databaseUrl)
  const baseUrl = localUrl(settings)
  const as = (login: string): Promise<Client> => signIn(baseUrl, { email: emailOf(login), password: demoPassword })
  const pool = new Pool({ connectionString: launched.databaseUrl, max: 4 })
  return {
    ...launched,
    baseUrl,
    folder,
    pool,
    as,
    pidOf: (name: string): number => Number(readFileSync(join(folder, 'run', `${name}.pid`), 'utf8')),
    close: async (): Promise<void> => {
      await pool.end()
      await stack.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
