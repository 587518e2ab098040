import { type FragmentSqlToken, sql } from 'slonik'

/** In what ways somebody may have to do with a shipment; null where he has none of that kind. */
export type Relation = {
  /** Staff see every shipment. */
  isStaff: boolean
  customerId: string | null
  email: string | null
  courierId: string | null
  partnerId: string | null
  linkedShipmentId: string | null
}

/** One condition on `shipment s` for each way of being related, each served by an index of its own. */
export function relationBranches(relation: Relation): FragmentSqlToken[] {
  if (relation.isStaff) return [sql.fragment`TRUE`]
  const { customerId, email, courierId, partnerId, linkedShipmentId } = relation
  return [
    customerId !== null && sql.fragment`s.customer_id = ${customerId}`,
    email !== null && sql.fragment`s.recipient_email = ${email}`,
    courierId !== null && sql.fragment`s.courier_id = ${courierId}`,
    courierId !== null && sql.fragment`(s.offered_to <> '{}' AND s.offered_to @> ARRAY[${courierId}::uuid])`,
    partnerId !== null && sql.fragment`s.partner_id = ${partnerId}`,
    linkedShipmentId !== null && sql.fragment`s.id = ${linkedShipmentId}`,
  ].filter((branch) => branch !== false)
}

/** Whether a row of `shipment s` is the viewer's to see, as one condition. */
export function isRelated(relation: Relation) {
  return sql.fragment`(${sql.or(relationBranches(relation))})`
}
