import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik'
import { z } from 'zod'
import {
  type ExceptionState,
  type ExceptionType,
  exceptionStates,
  exceptionTypes,
  severities,
} from '#domain/exception-types.ts'
import { statuses } from '#domain/status.ts'
import { likeOf } from './shipment-pages.ts'

const exceptionRow = z.object({
  id: z.string(),
  shipmentId: z.string(),
  trackingNumber: z.string(),
  status: z.enum(statuses),
  type: z.enum(exceptionTypes),
  reason: z.string(),
  severity: z.enum(severities),
  level: z.int(),
  state: z.enum(exceptionStates),
  raisedSeq: z.int(),
  raisedAtMs: z.number(),
  slaDueAtMs: z.number(),
  nextAtMs: z.number().nullable(),
  ownerKind: z.enum(['role', 'user']),
  ownerId: z.string(),
  ownerName: z.string().nullable(),
  signals: z.int(),
  score: z.int(),
  zone: z.string().nullable(),
  pausedBy: z.string().nullable(),
  snoozedUntilMs: z.number().nullable(),
  quotedMinor: z.int().nullable(),
  currency: z.string().nullable(),
  resolvedAtMs: z.number().nullable(),
  resolution: z.string().nullable(),
})
export type ExceptionRow = z.output<typeof exceptionRow>

const columns = sql.fragment`x.id, x.shipment_id AS "shipmentId", s.tracking_number AS "trackingNumber", s.status, x.type, x.reason,
  x.severity, x.level, x.state, x.raised_seq AS "raisedSeq", x.raised_at AS "raisedAtMs",
  x.sla_due_at AS "slaDueAtMs", x.next_at AS "nextAtMs", x.owner_kind AS "ownerKind", x.owner_id AS "ownerId",
  u.name AS "ownerName", x.signals, x.score, x.zone, x.paused_by AS "pausedBy",
  x.snoozed_until AS "snoozedUntilMs", s.quoted_minor AS "quotedMinor", s.currency, x.resolved_at AS "resolvedAtMs", x.resolution`

const tables = sql.fragment`exception x JOIN shipment s ON s.id = x.shipment_id
  LEFT JOIN app_user u ON x.owner_kind = 'user' AND u.id::text = x.owner_id`

/** Of one shipment, the oldest first. Served by exception_shipment_idx. */
export function listExceptionsOf(db: CommonQueryMethods, shipmentId: string): Promise<readonly ExceptionRow[]> {
  return db.any(sql.type(exceptionRow)`
    SELECT ${columns} FROM ${tables} WHERE x.shipment_id = ${shipmentId} ORDER BY x.raised_at LIMIT 100`)
}

/** Served by exception_pkey. */
export function findException(db: CommonQueryMethods, id: string): Promise<ExceptionRow | null> {
  return db.maybeOne(sql.type(exceptionRow)`SELECT ${columns} FROM ${tables} WHERE x.id = ${id}`)
}

export type ExceptionPage = {
  states: readonly ExceptionState[] | null
  levels: readonly number[] | null
  types: readonly ExceptionType[] | null
  /** A user's id, or `none` for those that still belong to a role. */
  owner: string | null
  zone: string | null
  q: string | null
  sort: 'nextEscalationAt' | 'newest'
  after: { id: string; atMs: number | null } | null
  limit: number
}

/**
 * One page of the queue. Without states: what is open, the next to climb first. Served by exception_next_idx
 * (open ones), exception_resolved_idx (resolved ones) and exception_pkey (newest).
 */
export function listExceptions(db: CommonQueryMethods, page: ExceptionPage): Promise<readonly ExceptionRow[]> {
  return db.any(sql.type(exceptionRow)`
    SELECT ${columns} FROM ${tables}
    WHERE ${sql.and([...filterConditions(page), afterCondition(page)])}
    ORDER BY ${orders[page.sort]}
    LIMIT ${page.limit}`)
}

const orders: Record<ExceptionPage['sort'], FragmentSqlToken> = {
  nextEscalationAt: sql.fragment`x.next_at, x.id`,
  newest: sql.fragment`x.id DESC`,
}

function filterConditions({ states, levels, types, owner, zone, q }: ExceptionPage): (FragmentSqlToken | false)[] {
  const isOpenOnly = states === null || !states.includes('resolved')
  return [
    isOpenOnly && sql.fragment`x.state <> 'resolved'`,
    states === null ? sql.fragment`x.state <> 'noise'` : sql.fragment`x.state = ANY (${sql.array(states, 'text')})`,
    levels !== null && sql.fragment`x.level = ANY (${sql.array(levels, 'int4')})`,
    types !== null && sql.fragment`x.type = ANY (${sql.array(types, 'text')})`,
    owner === 'none' && sql.fragment`x.owner_kind = 'role'`,
    owner !== null && owner !== 'none' && sql.fragment`x.owner_kind = 'user' AND x.owner_id = ${owner}`,
    zone !== null && sql.fragment`x.zone = ${zone}`,
    q !== null &&
      sql.fragment`x.shipment_id IN (SELECT b.shipment_id FROM booking b WHERE b.search_text LIKE ${likeOf(q)})`,
  ]
}

function afterCondition({ sort, after }: ExceptionPage): FragmentSqlToken {
  if (!after) return sql.fragment`TRUE`
  const id = sql.fragment`${after.id}::uuid`
  if (sort === 'newest') return sql.fragment`x.id < ${id}`
  // Nulls sort last: after the last instant come those that have none.
  if (after.atMs === null) return sql.fragment`x.next_at IS NULL AND x.id > ${id}`
  const at = sql.timestamp(new Date(after.atMs))
  return sql.fragment`((x.next_at, x.id) > (${at}, ${id}) OR x.next_at IS NULL)`
}

/** Open ones of the same kind in the same zone, the next to climb first. Served by exception_next_idx. */
export function listSimilar(
  db: CommonQueryMethods,
  { id, type, zone }: ExceptionRow,
): Promise<readonly ExceptionRow[]> {
  return db.any(sql.type(exceptionRow)`
    SELECT ${columns} FROM ${tables}
    WHERE x.state <> 'resolved' AND x.type = ${type} AND x.zone IS NOT DISTINCT FROM ${zone} AND x.id <> ${id}
    ORDER BY x.next_at, x.id LIMIT 5`)
}

const countRow = z.object({ type: z.enum(exceptionTypes), level: z.int(), count: z.int() })

/** All counters of the boards from one grouped query. Served by exception_type_idx. */
export function countOpenExceptions(db: CommonQueryMethods) {
  return db.any(sql.type(countRow)`
    SELECT type, level, count(*)::int AS count FROM exception
    WHERE state <> 'resolved' AND state <> 'noise'
    GROUP BY type, level
    LIMIT 200`)
}
