import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The root of the repository. */
export const root = join(import.meta.dirname, '..')

/** Downloads and built things that can be made again; shared by all data folders of this clone. */
export const cacheFolder = join(root, '.cache')

export type Folders = ReturnType<typeof openDataFolder>

/** Makes the data folder and names the places in it. */
export function openDataFolder(waybillDir: string) {
  const data = resolve(root, waybillDir)
  const folders = { data, logs: join(data, 'logs'), run: join(data, 'run') }
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true })
  // PostgreSQL may run as another user and must be able to pass; what is secret has its own mode.
  chmodSync(data, 0o755)
  writeFileSync(join(data, '.gitignore'), '*\n')
  return {
    ...folders,
    postgres: join(data, 'postgres'),
    temporalStore: join(data, 'temporal.db'),
    ports: join(data, 'ports.json'),
    secrets: join(data, 'secrets.json'),
    company: join(data, 'company.json'),
  } as const
}
