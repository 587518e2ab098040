import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const migrationsFolder = join(import.meta.dirname, 'migrations')
const lockKey = 7_215_991
const namePattern = /^\d{4}_[a-z0-9_]+\.sql$/

type Migration = { name: string; text: string; checksum: string }

/**
 * Brings the database forward and returns the names of what was applied now.
 * Files are plain SQL, one transaction each. A file whose first line is `-- no-transaction`
 * holds exactly one statement (CREATE INDEX CONCURRENTLY and the like).
 */
export async function migrate(databaseUrl: string, folder = migrationsFolder): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'waybill-migrate' })
  await client.connect()
  try {
    await takeLock(client)
    await client.query(`CREATE TABLE IF NOT EXISTS waybill_migration (
      name text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`)
    const migrations = await readMigrations(folder)
    const pending = await findPending(client, migrations)
    for (const migration of pending) await apply(client, migration)
    return pending.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const numbers = new Set<string>()
  for (const name of names) {
    if (!namePattern.test(name)) throw new Error(`db/migrations/${name}: the name must look like 0001_what_it_does.sql`)
    if (numbers.has(name.slice(0, 4))) throw new Error(`db/migrations/${name}: the number is used twice`)
    numbers.add(name.slice(0, 4))
  }
  return await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** Polls: a session that waits inside pg_advisory_lock holds a snapshot, and CREATE INDEX CONCURRENTLY waits for that. */
async function takeLock(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [lockKey])
    if (rows[0]?.taken) return
    await sleep(200)
  }
}

async function findPending(client: Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM waybill_migration ORDER BY name',
  )
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  for (const applied of rows) {
    const checksum = known.get(applied.name)
    if (checksum === undefined) throw new Error(`The database is newer than this release: it has ${applied.name}.`)
    if (checksum !== applied.checksum)
      throw new Error(`${applied.name} was edited after it was applied: add a new file.`)
  }
  const done = new Set(rows.map((row) => row.name))
  const last = rows.at(-1)?.name ?? ''
  const pending = migrations.filter((migration) => !done.has(migration.name))
  const late = pending.find((migration) => migration.name < last)
  if (late) throw new Error(`${late.name} is older than ${last}, which is applied already: give it a higher number.`)
  return pending
}

async function apply(client: Client, { name, text, checksum }: Migration): Promise<void> {
  const isTransactional = !text.startsWith('-- no-transaction')
  try {
    if (isTransactional) await client.query('BEGIN')
    await client.query(text)
    await client.query('INSERT INTO waybill_migration (name, checksum) VALUES ($1, $2)', [name, checksum])
    if (isTransactional) await client.query('COMMIT')
  } catch (error) {
    if (isTransactional) await client.query('ROLLBACK')
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Migration ${name} failed: ${reason}`, { cause: error })
  }
}
