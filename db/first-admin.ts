import { createHash, randomBytes } from 'node:crypto'
import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { openPool } from './pool.ts'

const daysValid = 7
const idRow = z.object({ id: z.string() })

/**
 * A new one-time token for the page that makes the first admin; null once there is an active admin.
 * Older tokens of this purpose end, so that only the newest link works.
 */
export async function createFirstAdminToken(databaseUrl: string): Promise<string | null> {
  return await inTransaction(databaseUrl, async (db) => {
    const hasAdmin = await db.exists(
      sql.unsafe`SELECT 1 FROM app_user WHERE 'admin' = ANY (roles) AND is_active LIMIT 1`,
    )
    if (hasAdmin) return null
    await db.query(sql.unsafe`DELETE FROM one_time_token WHERE purpose = 'first_admin'`)
    return await insertToken(db, null)
  })
}

/** Makes an admin of this address, promoting whoever has it, and returns a one-time token that sets the password. */
export async function createAdminToken(databaseUrl: string, email: string): Promise<string> {
  return await inTransaction(databaseUrl, async (db) => {
    const { id } = await db.one(sql.type(idRow)`
      INSERT INTO app_user (id, email, name, roles)
      VALUES (new_uuid(), ${email.toLowerCase()}, 'Administrator', '{admin}')
      ON CONFLICT (email) DO UPDATE SET
        roles = CASE WHEN 'admin' = ANY (app_user.roles) THEN app_user.roles ELSE app_user.roles || '{admin}' END,
        is_active = true
      RETURNING id`)
    await db.query(sql.unsafe`
      INSERT INTO audit (actor_name, action, subject_kind, subject_id)
      VALUES ('operator', 'user.made_admin', 'user', ${id})`)
    return await insertToken(db, id)
  })
}

async function insertToken(db: CommonQueryMethods, userId: string | null): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest()
  await db.query(sql.unsafe`
    INSERT INTO one_time_token (token_hash, purpose, user_id, expires_at)
    VALUES (${sql.binary(hash)}, ${userId === null ? 'first_admin' : 'invite'}, ${userId},
      now() + make_interval(days => ${daysValid}))`)
  return token
}

async function inTransaction<T>(databaseUrl: string, work: (db: CommonQueryMethods) => Promise<T>): Promise<T> {
  const pool = await openPool({
    databaseUrl,
    name: 'waybill-admin',
    maxConnections: 1,
    statementTimeoutMs: 10_000,
    onError: () => undefined,
  })
  try {
    return await pool.transaction(work)
  } finally {
    await pool.end()
  }
}
