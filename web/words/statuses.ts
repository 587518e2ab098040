import type { Status } from '#domain/status.ts'

/** Statuses of one kind share a hue and are told apart by icon and word. */
export type Family = 'draft' | 'ready' | 'offered' | 'moving' | 'door' | 'trouble' | 'done' | 'ended'

type Row = { name: string; family: Family }

/** How a status is shown. */
export const statusWords: Record<Status, Row> = {
  created: { name: 'Not paid yet', family: 'draft' },
  awaiting_payment: { name: 'Awaiting payment', family: 'draft' },
  confirmed: { name: 'Confirmed', family: 'ready' },
  assigned: { name: 'Offered to a courier', family: 'offered' },
  accepted: { name: 'Courier booked', family: 'offered' },
  en_route_pickup: { name: 'On the way to pickup', family: 'offered' },
  at_pickup: { name: 'At pickup', family: 'offered' },
  picked_up: { name: 'Picked up', family: 'moving' },
  in_transit: { name: 'In transit', family: 'moving' },
  out_for_delivery: { name: 'Out for delivery', family: 'door' },
  at_dropoff: { name: 'At the door', family: 'door' },
  attempt_failed: { name: 'Attempt failed', family: 'trouble' },
  available_for_pickup: { name: 'Ready to collect', family: 'door' },
  delivered: { name: 'Delivered', family: 'done' },
  returning: { name: 'Returning', family: 'trouble' },
  returned: { name: 'Returned', family: 'ended' },
  lost: { name: 'Lost', family: 'trouble' },
  disposed: { name: 'Disposed of', family: 'ended' },
  cancelled: { name: 'Cancelled', family: 'ended' },
  expired: { name: 'Expired', family: 'ended' },
  closed: { name: 'Closed', family: 'ended' },
}

/** The five steps of a journey as customers see them. */
export const journey = ['Booked', 'Courier found', 'Picked up', 'On its way', 'Delivered'] as const

const currentStep: Record<Status, number> = {
  created: 0,
  awaiting_payment: 0,
  confirmed: 1,
  assigned: 1,
  accepted: 2,
  en_route_pickup: 2,
  at_pickup: 2,
  picked_up: 3,
  in_transit: 3,
  out_for_delivery: 3,
  at_dropoff: 3,
  attempt_failed: 3,
  available_for_pickup: 3,
  delivered: 5,
  returning: 3,
  returned: 3,
  lost: 3,
  disposed: 3,
  cancelled: 0,
  expired: 0,
  closed: 5,
}

/** The step of the journey that is under way; past the last one when all are done. */
export function journeyStep(status: Status): number {
  return currentStep[status]
}
