import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik'
import { z } from 'zod'
import { type DisabledReason, disabledReasons, endpointStates, mostEndpoints, webhookKinds } from '#domain/webhooks.ts'

const mostCounted = 1_000

const endpointRow = z.object({
  id: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  url: z.string(),
  description: z.string(),
  kinds: z.array(z.enum(webhookKinds)).nullable(),
  state: z.enum(endpointStates),
  disabledReason: z.enum(disabledReasons).nullable(),
  disabledAtMs: z.number().nullable(),
  failingSinceMs: z.number().nullable(),
  lastSuccessAtMs: z.number().nullable(),
  oldSecretUntilMs: z.number().nullable(),
  waiting: z.int(),
  createdAtMs: z.number(),
})
export type EndpointRow = z.output<typeof endpointRow>

const columns = sql.fragment`e.id, e.partner_id AS "partnerId", p.name AS "partnerName", e.url, e.description, e.kinds,
  e.state, e.disabled_reason AS "disabledReason", e.disabled_at AS "disabledAtMs",
  e.failing_since AS "failingSinceMs", e.last_success_at AS "lastSuccessAtMs",
  CASE WHEN e.old_secret_until > now() THEN e.old_secret_until END AS "oldSecretUntilMs", e.created_at AS "createdAtMs",
  (SELECT count(*)::int FROM (SELECT FROM webhook_message m WHERE m.endpoint_id = e.id AND m.state = 'waiting'
    LIMIT ${mostCounted}) counted) AS waiting`

const tables = sql.fragment`webhook_endpoint e JOIN partner p ON p.id = e.partner_id`

/** Whose endpoints somebody may see: a partner's own; null is everybody's. */
export type Owner = { partnerId: string | null }

export function ownedBy({ partnerId }: Owner): FragmentSqlToken {
  return partnerId === null ? sql.fragment`TRUE` : sql.fragment`e.partner_id = ${partnerId}`
}

export type EndpointPage = Owner & { before: string | null; limit: number }

/** The newest first. Served by webhook_endpoint_partner_idx, for everybody's by webhook_endpoint_pkey. */
export function listEndpoints(db: CommonQueryMethods, page: EndpointPage): Promise<readonly EndpointRow[]> {
  return db.any(sql.type(endpointRow)`
    SELECT ${columns} FROM ${tables}
    WHERE ${ownedBy(page)} AND ${page.before === null ? sql.fragment`TRUE` : sql.fragment`e.id < ${page.before}`}
    ORDER BY e.id DESC
    LIMIT ${page.limit}`)
}

/** Served by webhook_endpoint_pkey. */
export function findEndpoint(db: CommonQueryMethods, id: string, owner: Owner): Promise<EndpointRow | null> {
  return db.maybeOne(sql.type(endpointRow)`SELECT ${columns} FROM ${tables} WHERE e.id = ${id} AND ${ownedBy(owner)}`)
}

/** The same, and nobody else changes it until the transaction ends. */
export function lockEndpoint(db: CommonQueryMethods, id: string, owner: Owner): Promise<EndpointRow | null> {
  return db.maybeOne(sql.type(endpointRow)`
    SELECT ${columns} FROM ${tables} WHERE e.id = ${id} AND ${ownedBy(owner)} FOR UPDATE OF e`)
}

export type NewEndpoint = {
  id: string
  partnerId: string
  url: string
  description: string
  kinds: readonly string[] | null
  sealedSecret: string
}

/** False when the partner has all the endpoints that one may have. The partner's row keeps two from counting at once. */
export async function insertEndpoint(tx: CommonQueryMethods, endpoint: NewEndpoint): Promise<boolean> {
  await tx.query(sql.unsafe`SELECT FROM partner WHERE id = ${endpoint.partnerId} FOR NO KEY UPDATE`)
  const { rowCount } = await tx.query(sql.unsafe`
    INSERT INTO webhook_endpoint (id, partner_id, url, description, kinds, state, secret)
    SELECT ${endpoint.id}::uuid, ${endpoint.partnerId}::uuid, ${endpoint.url}::text, ${endpoint.description}::text,
      ${kindsOf(endpoint.kinds)}, 'enabled', ${endpoint.sealedSecret}::text
    WHERE (SELECT count(*) FROM webhook_endpoint WHERE partner_id = ${endpoint.partnerId}) < ${mostEndpoints}`)
  return rowCount > 0
}

export type EndpointChange = { url: string; description: string; kinds: readonly string[] | null }

export async function changeEndpoint(db: CommonQueryMethods, id: string, change: EndpointChange): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE webhook_endpoint SET url = ${change.url}, description = ${change.description},
      kinds = ${kindsOf(change.kinds)} WHERE id = ${id}`)
}

/** With all its messages and their log. */
export async function deleteEndpoint(db: CommonQueryMethods, id: string): Promise<void> {
  await db.query(sql.unsafe`DELETE FROM webhook_endpoint WHERE id = ${id}`)
}

/** The secret in force goes on signing beside the new one until the overlap ends; an older one is gone at once. */
export async function rotateSecret(
  db: CommonQueryMethods,
  { id, sealedSecret, overlapMs }: { id: string; sealedSecret: string; overlapMs: number },
): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE webhook_endpoint SET old_secret = secret,
      old_secret_until = now() + ${overlapMs} * interval '1 millisecond', secret = ${sealedSecret}
    WHERE id = ${id}`)
}

/** On again, as if nothing had ever failed. */
export async function enableEndpoint(db: CommonQueryMethods, id: string): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE webhook_endpoint SET state = 'enabled', disabled_reason = NULL, disabled_at = NULL, told_at = NULL,
      failures = 0, failing_since = NULL, rests_until = NULL
    WHERE id = ${id}`)
}

/**
 * Whether this call has switched it off. A person may also stop one that is off already, so that nothing is kept for it
 * any more.
 */
export async function disableEndpoint(db: CommonQueryMethods, id: string, reason: DisabledReason): Promise<boolean> {
  const isOpen =
    reason === 'by_person'
      ? sql.fragment`disabled_reason IS DISTINCT FROM 'by_person'`
      : sql.fragment`state = 'enabled'`
  const { rowCount } = await db.query(sql.unsafe`
    UPDATE webhook_endpoint SET state = 'disabled', disabled_reason = ${reason}, disabled_at = now()
    WHERE id = ${id} AND ${isOpen}`)
  return rowCount > 0
}

function kindsOf(kinds: readonly string[] | null): FragmentSqlToken {
  return kinds === null ? sql.fragment`NULL::text[]` : sql.fragment`${sql.array(kinds, 'text')}`
}
