import type { ClientBase } from 'pg'
import { missing } from './failure.ts'
import type { Kind, Objects } from './types.ts'

/** What every query needs: the pool or one client in a transaction. */
export type Db = Pick<ClientBase, 'query'>

export type Page = {
  limit: number
  startingAfter?: string | undefined
  fromSec?: number
  toSec?: number
  match?: object
}

/** Reads one object, or null. */
export async function findObject<K extends Kind>(db: Db, kind: K, id: string): Promise<Objects[K] | null> {
  const { rows } = await db.query<{ data: Objects[K] }>(
    'SELECT data FROM stripe_double.object WHERE id = $1 AND kind = $2',
    [id, kind],
  )
  return rows[0]?.data ?? null
}

/** Reads one object and locks it until the transaction ends: two captures at once must see each other. */
export async function lockObject<K extends Kind>(db: Db, kind: K, id: string): Promise<Objects[K]> {
  const { rows } = await db.query<{ data: Objects[K] }>(
    'SELECT data FROM stripe_double.object WHERE id = $1 AND kind = $2 FOR UPDATE',
    [id, kind],
  )
  if (!rows[0]) throw missing(kind, id, kind === 'payment_intent' ? 'intent' : 'id')
  return rows[0].data
}

/** Writes an object. `dueSec` is when it runs out by itself: a hold, an open checkout. */
export async function putObject<K extends Kind>(
  db: Db,
  object: Objects[K],
  dueSec: number | null = null,
): Promise<void> {
  await db.query(
    `INSERT INTO stripe_double.object (kind, id, created, due_sec, data) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET due_sec = excluded.due_sec, data = excluded.data`,
    [object.object, object.id, object.created, dueSec, JSON.stringify(object)],
  )
}

/** One page, newest first, in Stripe's list shape. */
export async function listObjects(db: Db, kind: Kind, page: Page): Promise<{ data: object[]; has_more: boolean }> {
  const { rows } = await db.query<{ data: object }>(
    `SELECT data FROM stripe_double.object
     WHERE kind = $1 AND data @> $2 AND created BETWEEN $3 AND $4
       AND seq < coalesce((SELECT seq FROM stripe_double.object WHERE id = $5), 9223372036854775807)
     ORDER BY seq DESC LIMIT $6`,
    [
      kind,
      JSON.stringify(page.match ?? {}),
      page.fromSec ?? 0,
      page.toSec ?? Number.MAX_SAFE_INTEGER,
      page.startingAfter ?? null,
      page.limit + 1,
    ],
  )
  return { data: rows.slice(0, page.limit).map((row) => row.data), has_more: rows.length > page.limit }
}

/** Ids of what has run out by `nowSec`, oldest first. */
export async function listDue(db: Db, kind: Kind, nowSec: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM stripe_double.object WHERE kind = $1 AND due_sec <= $2 ORDER BY due_sec LIMIT 500',
    [kind, nowSec],
  )
  return rows.map((row) => row.id)
}

/** A setting of the control endpoint, kept so that a restart forgets nothing. */
export async function readSetting<T>(db: Db, name: string, otherwise: T): Promise<T> {
  const { rows } = await db.query<{ value: T }>('SELECT value FROM stripe_double.setting WHERE name = $1', [name])
  return rows[0]?.value ?? otherwise
}

export async function writeSetting(db: Db, name: string, value: unknown): Promise<void> {
  await db.query(
    `INSERT INTO stripe_double.setting (name, value) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [name, JSON.stringify(value)],
  )
}
