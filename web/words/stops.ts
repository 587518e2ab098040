import type { CommandType } from '#domain/commands.ts'
import { isIn, type Status } from '#domain/status.ts'

const beforePickup: readonly Status[] = [
  'created',
  'awaiting_payment',
  'confirmed',
  'assigned',
  'accepted',
  'en_route_pickup',
  'at_pickup',
]

/** Whether the next stop of a shipment is where it is picked up. */
export function isAtPickup(status: Status): boolean {
  return isIn(beforePickup, status)
}

/** The steps of a courier, the usual order: the first that is allowed is the big button. */
const steps = [
  'accept',
  'start',
  'arrive_pickup',
  'pick_up',
  'arrive_dropoff',
  'deliver',
  'complete_return',
] as const satisfies readonly CommandType[]
export type CourierStep = (typeof steps)[number]

/** The next legal step. */
export function nextStep(allowed: readonly CommandType[]): CourierStep | null {
  return steps.find((step) => allowed.includes(step)) ?? null
}

/** Legal steps that skip one: somebody forgot to press the button before. */
export function laterSteps(allowed: readonly CommandType[]): CourierStep[] {
  return steps.filter((step) => allowed.includes(step)).slice(1)
}

/** The words on the big button. */
export function stepName(step: CourierStep, status: Status): string {
  const start = isAtPickup(status) ? 'Start driving to the pickup' : 'Start the delivery'
  const names: Record<CourierStep, string> = {
    accept: 'Accept the job',
    start,
    arrive_pickup: 'I am at the pickup',
    pick_up: 'Picked up',
    arrive_dropoff: 'I am at the door',
    deliver: 'Delivered',
    complete_return: 'Handed back to the sender',
  }
  return names[step]
}

/** What is done at a stop, as its ticket says it. */
export type StopKind = 'pickup' | 'dropoff' | 'return'

/** What the next stop of a shipment is. */
export function stopKind(status: Status): StopKind {
  if (status === 'returning') return 'return'
  return isAtPickup(status) ? 'pickup' : 'dropoff'
}

/** The line above the name of whoever is there. */
export const stopTitles: Record<StopKind, string> = {
  pickup: 'Pick up from',
  dropoff: 'Deliver to',
  return: 'Bring back to',
}

/** The same in a list. */
export const stopNames: Record<StopKind, string> = { pickup: 'Pick up', dropoff: 'Deliver', return: 'Bring back' }

/** What a demand for a proof is called. */
export const demandWords: Record<string, string> = { required: 'Needed', warn: 'Asked for', optional: 'If you can' }
