import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const keyHolderRow = z.object({
  id: z.string(),
  scopes: z.array(z.string()),
  userId: z.string().nullable(),
  userName: z.string().nullable(),
  email: z.string().nullable(),
  roles: z.array(z.string()).nullable(),
  partnerId: z.string().nullable(),
  partnerName: z.string().nullable(),
})

/** Who an API key stands for, while it is good. Served by api_key_key_hash_key. */
export function findKeyHolder(db: CommonQueryMethods, keyHash: Buffer) {
  return db.maybeOne(sql.type(keyHolderRow)`
    SELECT k.id, k.scopes, u.id AS "userId", u.name AS "userName", u.email, u.roles,
      coalesce(k.partner_id, u.partner_id) AS "partnerId", p.name AS "partnerName"
    FROM api_key k
    LEFT JOIN app_user u ON u.id = k.user_id
    LEFT JOIN partner p ON p.id = k.partner_id
    WHERE k.key_hash = ${sql.binary(keyHash)} AND k.revoked_at IS NULL AND k.expires_at > now()
      AND (u.is_active OR p.is_active)`)
}

/** At most once a minute, so that reading stays reading. */
export async function touchKey(db: CommonQueryMethods, id: string): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE api_key SET last_used_at = now()
    WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`)
}

export type NewApiKey = {
  id: string
  name: string
  prefix: string
  keyHash: Buffer
  partnerId: string | null
  userId: string | null
  scopes: readonly string[]
  createdBy: string
  expiresAtMs: number
}

export async function insertApiKey(db: CommonQueryMethods, key: NewApiKey): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO api_key (id, name, prefix, key_hash, partner_id, user_id, scopes, created_by, expires_at)
    VALUES (${key.id}, ${key.name}, ${key.prefix}, ${sql.binary(key.keyHash)}, ${key.partnerId}, ${key.userId},
      ${sql.array(key.scopes, 'text')}, ${key.createdBy}, ${sql.timestamp(new Date(key.expiresAtMs))})`)
}

/** Whether there was a key to revoke. */
export async function revokeApiKey(db: CommonQueryMethods, id: string): Promise<boolean> {
  const { rowCount } = await db.query(sql.unsafe`
    UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE id = ${id}`)
  return rowCount > 0
}
