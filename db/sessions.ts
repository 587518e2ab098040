import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const holderRow = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  partnerId: z.string().nullable(),
  /** Seen over a minute ago: only then is it worth a write. */
  isUnseen: z.boolean(),
})
export type HolderRow = z.output<typeof holderRow>

export type NewSession = { tokenHash: Buffer; userId: string; idleSeconds: number; expiresAtMs: number }

export async function insertSession(db: CommonQueryMethods, session: NewSession): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO session (token_hash, user_id, idle_seconds, expires_at)
    VALUES (${sql.binary(session.tokenHash)}, ${session.userId}, ${session.idleSeconds},
      ${sql.timestamp(new Date(session.expiresAtMs))})`)
}

/** Who holds the session, by its primary key; null when it has ended or its user is switched off. */
export function findSession(db: CommonQueryMethods, tokenHash: Buffer): Promise<HolderRow | null> {
  return db.maybeOne(sql.type(holderRow)`
    SELECT u.id AS "userId", u.name, u.email, u.roles, u.partner_id AS "partnerId",
      s.seen_at < now() - interval '1 minute' AS "isUnseen"
    FROM session s JOIN app_user u ON u.id = s.user_id
    WHERE s.token_hash = ${sql.binary(tokenHash)} AND u.is_active
      AND s.expires_at > now() AND s.seen_at + make_interval(secs => s.idle_seconds) > now()`)
}

/** Notes that the session is in use; of several at once the first writes. */
export async function touchSession(db: CommonQueryMethods, tokenHash: Buffer): Promise<void> {
  await db.query(sql.unsafe`
    WITH seen AS (
      UPDATE session SET seen_at = now()
      WHERE token_hash = ${sql.binary(tokenHash)} AND seen_at < now() - interval '1 minute'
      RETURNING user_id)
    UPDATE app_user SET last_seen_at = now() WHERE id IN (SELECT user_id FROM seen)`)
}

export async function deleteSession(db: CommonQueryMethods, tokenHash: Buffer): Promise<void> {
  await db.query(sql.unsafe`DELETE FROM session WHERE token_hash = ${sql.binary(tokenHash)}`)
}

/** Ends every session of a user. A trigger tells the servers, which close the sockets. */
export async function deleteSessionsOf(db: CommonQueryMethods, userId: string): Promise<void> {
  await db.query(sql.unsafe`DELETE FROM session WHERE user_id = ${userId}`)
}

/** Removes what has ended, a bounded number at a time. Served by session_expires_at_idx. */
export async function sweepSessions(db: CommonQueryMethods): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM session WHERE token_hash IN (
      SELECT token_hash FROM session WHERE expires_at < now() ORDER BY expires_at LIMIT 1000)`)
}

const tokenRow = z.object({ purpose: z.enum(['first_admin', 'invite']), userId: z.string().nullable() })

export function hasOneTimeToken(db: CommonQueryMethods, tokenHash: Buffer): Promise<boolean> {
  return db.exists(sql.unsafe`
    SELECT 1 FROM one_time_token
    WHERE token_hash = ${sql.binary(tokenHash)} AND used_at IS NULL AND expires_at > now()`)
}

/** Uses up a one-time token; of many requests with the same one, only the first gets a row. */
export function useOneTimeToken(db: CommonQueryMethods, tokenHash: Buffer) {
  return db.maybeOne(sql.type(tokenRow)`
    UPDATE one_time_token SET used_at = now()
    WHERE token_hash = ${sql.binary(tokenHash)} AND used_at IS NULL AND expires_at > now()
    RETURNING purpose, user_id AS "userId"`)
}

export async function insertInvite(
  db: CommonQueryMethods,
  invite: { tokenHash: Buffer; userId: string },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO one_time_token (token_hash, purpose, user_id, expires_at)
    VALUES (${sql.binary(invite.tokenHash)}, 'invite', ${invite.userId}, now() + interval '7 days')`)
}

const failureRow = z.object({ key: z.string(), failures: z.int(), retryAfterSeconds: z.int() })

/** How often these keys have failed in their windows, and how long the windows last. */
export function findFailures(db: CommonQueryMethods, keys: readonly string[]) {
  return db.any(sql.type(failureRow)`
    SELECT key, failures, ceil(extract(epoch FROM resets_at - now()))::int AS "retryAfterSeconds"
    FROM throttle WHERE key = ANY (${sql.array(keys, 'text')}) AND resets_at > now()
    LIMIT 10`)
}

/** Counts one failure; a window that has passed begins anew. */
export async function addFailure(
  db: CommonQueryMethods,
  { key, windowSeconds }: { key: string; windowSeconds: number },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO throttle AS t (key, failures, resets_at)
    VALUES (${key}, 1, now() + make_interval(secs => ${windowSeconds}))
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.resets_at > now() THEN t.failures + 1 ELSE 1 END,
      resets_at = CASE WHEN t.resets_at > now() THEN t.resets_at ELSE excluded.resets_at END`)
}

export async function clearFailures(db: CommonQueryMethods, key: string): Promise<void> {
  await db.query(sql.unsafe`DELETE FROM throttle WHERE key = ${key}`)
}
