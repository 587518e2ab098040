import type { Outcome, Status } from './status.ts'

/** A status in the words that many carriers' customers know (lifecycle.md §2.5, EasyPost). */
export type OutwardStatus = { status: string; detail: string }

const labelled: OutwardStatus = { status: 'pre_transit', detail: 'label_created' }
const unknown: OutwardStatus = { status: 'unknown', detail: 'unknown' }
const onTheRound: OutwardStatus = { status: 'out_for_delivery', detail: 'out_for_delivery' }
const goingBack: OutwardStatus = { status: 'return_to_sender', detail: 'return' }

const table: Record<Exclude<Status, 'closed'>, OutwardStatus> = {
  created: unknown,
  awaiting_payment: unknown,
  confirmed: labelled,
  assigned: labelled,
  accepted: labelled,
  en_route_pickup: labelled,
  at_pickup: labelled,
  picked_up: { status: 'in_transit', detail: 'received_at_origin_facility' },
  in_transit: { status: 'in_transit', detail: 'arrived_at_facility' },
  out_for_delivery: onTheRound,
  at_dropoff: onTheRound,
  attempt_failed: { status: 'in_transit', detail: 'delivery_exception' },
  available_for_pickup: { status: 'available_for_pickup', detail: 'arrived_at_pickup_location' },
  delivered: { status: 'delivered', detail: 'arrived_at_destination' },
  returning: goingBack,
  returned: goingBack,
  lost: { status: 'failure', detail: 'lost' },
  disposed: { status: 'failure', detail: 'failure' },
  cancelled: { status: 'cancelled', detail: 'cancelled' },
  expired: { status: 'unknown', detail: 'expired' },
}

type Standing = { status: Status; outcome: Outcome | null; isHeld: boolean }

/** How we tell others where a shipment stands: closed as its outcome, and held whatever the status. */
export function outwardStatus({ status, outcome, isHeld }: Standing): OutwardStatus {
  const standing = status === 'closed' ? outcome : status
  const told = standing === null ? unknown : table[standing]
  return isHeld ? { ...told, detail: 'held' } : told
}
