import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

export const userRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  partnerId: z.string().nullable(),
  isActive: z.boolean(),
  createdAtMs: z.number(),
  lastSeenAtMs: z.number().nullable(),
})
export type UserRow = z.output<typeof userRow>

const columns = sql.fragment`id, name, email, roles, partner_id AS "partnerId", is_active AS "isActive",
  created_at AS "createdAtMs", last_seen_at AS "lastSeenAtMs"`

const credentialRow = userRow.extend({ passwordHash: z.string().nullable() })

/** For signing in. Served by app_user_email_key. */
export function findCredentials(db: CommonQueryMethods, email: string) {
  return db.maybeOne(sql.type(credentialRow)`
    SELECT ${columns}, password_hash AS "passwordHash" FROM app_user WHERE email = ${email}`)
}

export function findUser(db: CommonQueryMethods, id: string): Promise<UserRow | null> {
  return db.maybeOne(sql.type(userRow)`SELECT ${columns} FROM app_user WHERE id = ${id}`)
}

/** The same, and nobody else changes it until the transaction ends. */
export function lockUser(db: CommonQueryMethods, id: string): Promise<UserRow | null> {
  return db.maybeOne(sql.type(userRow)`SELECT ${columns} FROM app_user WHERE id = ${id} FOR UPDATE`)
}

export type NewUser = {
  id: string
  email: string
  name: string
  roles: readonly string[]
  partnerId: string | null
  passwordHash: string | null
}

export function insertUser(db: CommonQueryMethods, user: NewUser): Promise<UserRow> {
  return db.one(sql.type(userRow)`
    INSERT INTO app_user (id, email, name, roles, partner_id, password_hash)
    VALUES (${user.id}, ${user.email}, ${user.name}, ${sql.array(user.roles, 'text')}, ${user.partnerId},
      ${user.passwordHash})
    RETURNING ${columns}`)
}

export type UserChange = Pick<UserRow, 'id' | 'name' | 'roles' | 'partnerId' | 'isActive'>

export function updateUser(db: CommonQueryMethods, user: UserChange): Promise<UserRow> {
  return db.one(sql.type(userRow)`
    UPDATE app_user SET name = ${user.name}, roles = ${sql.array(user.roles, 'text')}, partner_id = ${user.partnerId},
      is_active = ${user.isActive}
    WHERE id = ${user.id}
    RETURNING ${columns}`)
}

export async function setPassword(
  db: CommonQueryMethods,
  { id, passwordHash }: { id: string; passwordHash: string },
): Promise<void> {
  await db.query(sql.unsafe`UPDATE app_user SET password_hash = ${passwordHash} WHERE id = ${id}`)
}

export type UserPage = { before: string | null; q: string | null; limit: number }

/** Newest first, one page. Served by app_user_pkey: ids grow with time. */
export function listUsers(db: CommonQueryMethods, { before, q, limit }: UserPage): Promise<readonly UserRow[]> {
  const like = q === null ? null : `%${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return db.any(sql.type(userRow)`
    SELECT ${columns} FROM app_user
    WHERE ${sql.and([
      before !== null && sql.fragment`id < ${before}`,
      like !== null && sql.fragment`(email LIKE ${like} OR lower(name) LIKE ${like})`,
    ])}
    ORDER BY id DESC
    LIMIT ${limit}`)
}

/** Locks the active admins, so that two requests cannot switch off the last two of them at once. */
export async function countOtherAdmins(db: CommonQueryMethods, id: string): Promise<number> {
  const others = await db.any(sql.type(z.object({ id: z.string() }))`
    SELECT id FROM app_user WHERE roles @> '{admin}' AND is_active AND id <> ${id} ORDER BY id LIMIT 100 FOR UPDATE`)
  return others.length
}

/** The partner that a folder of partners' files belongs to: by its id, or by its name in small letters with dashes. */
export function findPartnerByFolder(db: CommonQueryMethods, folder: string) {
  return db.maybeOne(sql.type(z.object({ id: z.string() }))`
    SELECT id FROM partner
    WHERE is_active AND (id::text = ${folder} OR trim(BOTH '-' FROM regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g')) = ${folder})
    ORDER BY id LIMIT 1`)
}

export function findPartner(db: CommonQueryMethods, id: string) {
  return db.maybeOne(sql.type(z.object({ id: z.string(), name: z.string() }))`
    SELECT id, name FROM partner WHERE id = ${id} AND is_active`)
}
