/** Every status a shipment can have, in order of progress: the index is the rank (lifecycle.md §2.1). */
export const statuses = [
  'created',
  'awaiting_payment',
  'confirmed',
  'assigned',
  'accepted',
  'en_route_pickup',
  'at_pickup',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'at_dropoff',
  'attempt_failed',
  'available_for_pickup',
  'delivered',
  'returning',
  'returned',
  'lost',
  'disposed',
  'cancelled',
  'expired',
  'closed',
] as const
export type Status = (typeof statuses)[number]

export const outcomes = ['delivered', 'returned', 'lost', 'disposed', 'cancelled', 'expired'] as const
export type Outcome = (typeof outcomes)[number]

export const UNPAID = ['created', 'awaiting_payment'] as const satisfies readonly Status[]
export const OFFERED = ['assigned', 'accepted', 'en_route_pickup', 'at_pickup'] as const satisfies readonly Status[]
export const CUSTODY = [
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'at_dropoff',
  'attempt_failed',
  'available_for_pickup',
  'returning',
] as const satisfies readonly Status[]
export const ACTIVE: readonly Status[] = ['confirmed', ...OFFERED, ...CUSTODY]
export const LIVE: readonly Status[] = [...UNPAID, ...ACTIVE]
export const OPEN: readonly Status[] = [...LIVE, ...outcomes]
export const EDITABLE: readonly Status[] = LIVE.filter(
  (status) => !['out_for_delivery', 'at_dropoff', 'returning'].includes(status),
)
export const HOLDABLE: readonly Status[] = ['confirmed', ...CUSTODY.filter((status) => status !== 'at_dropoff')]

/** Who answers for the parcels: the sender, a courier, a facility, a partner, the recipient, or nobody (lost, disposed). */
export type CustodianKind = 'sender' | 'courier' | 'facility' | 'partner' | 'recipient' | 'none'

/** Who has custody on entry; `holder` is whoever took the parcels last, `outcome` keeps what it was. */
type With = CustodianKind | 'holder' | 'outcome'

type Row = { with: With; to: readonly Status[] }

/** The walk: a status absent from a row's `to` cannot be reached from it, except by undo or correct. */
export const walk: Record<Status, Row> = {
  created: { with: 'sender', to: ['awaiting_payment', 'confirmed', 'cancelled'] },
  awaiting_payment: { with: 'sender', to: ['awaiting_payment', 'confirmed', 'cancelled'] },
  confirmed: { with: 'sender', to: ['assigned', 'in_transit', 'cancelled', 'expired'] },
  assigned: { with: 'sender', to: ['assigned', 'accepted', 'confirmed', 'cancelled'] },
  accepted: {
    with: 'sender',
    to: ['en_route_pickup', 'at_pickup', 'picked_up', 'assigned', 'confirmed', 'cancelled'],
  },
  en_route_pickup: { with: 'sender', to: ['at_pickup', 'picked_up', 'assigned', 'confirmed', 'cancelled'] },
  at_pickup: { with: 'sender', to: ['picked_up', 'assigned', 'confirmed', 'cancelled'] },
  picked_up: { with: 'courier', to: ['in_transit', 'out_for_delivery', 'returning', 'lost', 'disposed'] },
  in_transit: {
    with: 'holder',
    to: ['in_transit', 'out_for_delivery', 'available_for_pickup', 'returning', 'lost', 'disposed'],
  },
  out_for_delivery: {
    with: 'courier',
    to: ['at_dropoff', 'delivered', 'attempt_failed', 'available_for_pickup', 'in_transit', 'returning', 'lost'],
  },
  at_dropoff: { with: 'courier', to: ['delivered', 'attempt_failed', 'lost'] },
  attempt_failed: {
    with: 'holder',
    to: ['out_for_delivery', 'available_for_pickup', 'returning', 'lost', 'disposed'],
  },
  available_for_pickup: {
    with: 'holder',
    to: ['delivered', 'out_for_delivery', 'returning', 'lost', 'disposed'],
  },
  delivered: { with: 'recipient', to: ['closed', 'lost'] },
  returning: { with: 'holder', to: ['returned', 'lost', 'disposed'] },
  returned: { with: 'sender', to: ['closed'] },
  lost: { with: 'none', to: ['closed'] },
  disposed: { with: 'none', to: ['closed'] },
  cancelled: { with: 'sender', to: ['closed'] },
  expired: { with: 'sender', to: ['closed'] },
  closed: { with: 'outcome', to: [] },
}

/** Place in the order of progress, 0 to 20. */
export function rankOf(status: Status): number {
  return statuses.indexOf(status)
}

/** Whether the walk has an edge from one status to the other. */
export function isEdge(from: Status, to: Status): boolean {
  return walk[from].to.includes(to)
}

/** Whether a status belongs to one of the sets above. */
export function isIn(set: readonly Status[], status: Status): boolean {
  return set.includes(status)
}

/** Whether the status says where a journey ended. */
export function isOutcome(status: Status): status is Outcome {
  return isIn(outcomes, status)
}
