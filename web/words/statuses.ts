import type { Status } from '#domain/status.ts'

/** Statuses of one kind share a hue and are told apart by icon and word. */
export type Family = 'draft' | 'ready' | 'offered' | 'moving' | 'door' | 'trouble' | 'done' | 'ended'

/** The hue of each status. */
export const statusFamilies: Record<Status, Family> = {
  created: 'draft',
  awaiting_payment: 'draft',
  confirmed: 'ready',
  assigned: 'offered',
  accepted: 'offered',
  en_route_pickup: 'offered',
  at_pickup: 'offered',
  picked_up: 'moving',
  in_transit: 'moving',
  out_for_delivery: 'door',
  at_dropoff: 'door',
  attempt_failed: 'trouble',
  available_for_pickup: 'door',
  delivered: 'done',
  returning: 'trouble',
  returned: 'ended',
  lost: 'trouble',
  disposed: 'ended',
  cancelled: 'ended',
  expired: 'ended',
  closed: 'ended',
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
