import { type CommonQueryMethods, type FragmentSqlToken, sql } from 'slonik'
import { z } from 'zod'
import type { Status } from '#domain/status.ts'
import { type Relation, relationBranches } from './relation.ts'

const placeRow = z.object({ id: z.string(), nextDeadlineAtMs: z.number().nullable() })
export type PlaceRow = z.output<typeof placeRow>

export type ShipmentFilter = {
  statuses: readonly Status[] | null
  q: string | null
  customerId: string | null
  courierId: string | null
  partnerId: string | null
  isOverdue: boolean | null
  hasException: boolean | null
  fromMs: number | null
  toMs: number | null
}

export type ShipmentPage = {
  relation: Relation
  filter: ShipmentFilter
  sort: 'newest' | 'oldest' | 'nextDeadline'
  after: { id: string; nextDeadlineAtMs: number | null } | null
  limit: number
}

/** Exceptions that say that a step is late. */
const lateTypes = [
  'payment_overdue',
  'unassigned',
  'not_accepted',
  'pickup_overdue',
  'forgotten',
  'stale',
  'eta_delay',
  'delivery_overdue',
  'hold_overdue',
  'return_overdue',
]

/**
 * The ids of one page. Newest and oldest go by id, since ids grow with time: shipment_pkey for staff, and for others
 * shipment_customer_idx, shipment_recipient_idx, shipment_courier_idx, shipment_offered_idx or shipment_partner_idx,
 * one branch each; a status is served by shipment_status_idx, the next deadline by shipment_open_deadline,
 * a search by booking_search_idx.
 */
export function findPage(db: CommonQueryMethods, page: ShipmentPage): Promise<readonly PlaceRow[]> {
  const order = orders[page.sort]
  const conditions = sql.and([...filterConditions(page.filter), afterCondition(page)])
  const branches = relationBranches(page.relation).map(
    (branch) => sql.fragment`(
      SELECT s.id, s.next_deadline_at FROM shipment s
      WHERE ${branch} AND ${conditions}
      ORDER BY ${order} LIMIT ${page.limit})`,
  )
  const rows = branches.length === 0 ? sql.fragment`SELECT s.id, s.next_deadline_at FROM shipment s WHERE FALSE` : null
  return db.any(sql.type(placeRow)`
    SELECT s.id, s.next_deadline_at AS "nextDeadlineAtMs"
    FROM (${rows ?? sql.join(branches, sql.fragment` UNION `)}) s
    ORDER BY ${order}
    LIMIT ${page.limit}`)
}

const orders: Record<ShipmentPage['sort'], FragmentSqlToken> = {
  newest: sql.fragment`s.id DESC`,
  oldest: sql.fragment`s.id`,
  nextDeadline: sql.fragment`s.next_deadline_at, s.id`,
}

function afterCondition({ sort, after }: ShipmentPage): FragmentSqlToken {
  if (sort === 'nextDeadline') {
    if (!after) return sql.fragment`s.next_deadline_at IS NOT NULL`
    const at = sql.timestamp(new Date(after.nextDeadlineAtMs ?? 0))
    return sql.fragment`s.next_deadline_at IS NOT NULL AND (s.next_deadline_at, s.id) > (${at}, ${after.id}::uuid)`
  }
  if (!after) return sql.fragment`TRUE`
  return sort === 'newest' ? sql.fragment`s.id < ${after.id}` : sql.fragment`s.id > ${after.id}`
}

function filterConditions(filter: ShipmentFilter): (FragmentSqlToken | false)[] {
  const { statuses, q, customerId, courierId, partnerId, isOverdue, hasException, fromMs, toMs } = filter
  return [
    statuses !== null &&
      (statuses.length === 1
        ? sql.fragment`s.status = ${statuses[0] ?? ''}`
        : sql.fragment`s.status = ANY (${sql.array(statuses, 'text')})`),
    customerId !== null && sql.fragment`s.customer_id = ${customerId}`,
    courierId !== null && sql.fragment`s.courier_id = ${courierId}`,
    partnerId !== null && sql.fragment`s.partner_id = ${partnerId}`,
    isOverdue !== null && (isOverdue ? overdue : sql.fragment`NOT ${overdue}`),
    hasException !== null && (hasException ? sql.fragment`s.open_exceptions > 0` : sql.fragment`s.open_exceptions = 0`),
    fromMs !== null && sql.fragment`s.id >= ${firstIdAt(fromMs)}`,
    toMs !== null && sql.fragment`s.id < ${firstIdAt(toMs)}`,
    q !== null && sql.fragment`s.id IN (SELECT b.shipment_id FROM booking b WHERE b.search_text LIKE ${likeOf(q)})`,
  ]
}

/** A step whose time is over: the second net under the timers, which must always agree with it. */
const overdue = sql.fragment`(s.step_deadline_at < now() OR (s.open_exceptions > 0 AND EXISTS (
  SELECT 1 FROM exception x
  WHERE x.shipment_id = s.id AND x.state <> 'resolved' AND x.type = ANY (${sql.array(lateTypes, 'text')}))))`

/** The smallest UUIDv7 of an instant: ids are made when a booking arrives, so a span of time is a span of ids. */
export function firstIdAt(ms: number): string {
  const hex = Math.trunc(ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

export function likeOf(q: string): string {
  return `%${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
}
