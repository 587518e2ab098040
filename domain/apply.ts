import { applyException, isExceptionEvent } from './apply-exceptions.ts'
import { applyMoney } from './apply-money.ts'
import { applyStep } from './apply-steps.ts'
import type { ShipmentEvent } from './events.ts'
import { isPausable } from './ladder.ts'
import { resumed, stopped } from './pause.ts'
import { rearm, staleAtMs } from './rearm.ts'
import type { Shipment } from './shipment.ts'

/** The shipment after one event. Only this changes state; the same events always give the same shipment. */
export function apply(shipment: Shipment, event: ShipmentEvent): Shipment {
  const moved = isExceptionEvent(event) ? applyException(shipment, event) : applyStep(shipment, event)
  const paid = { ...moved, money: applyMoney(moved.money, event), seq: event.seq }
  const armed = { ...paid, timers: rearm(shipment, paid, event) }
  const told = { ...armed, staleAtMs: staleAtMs(shipment, armed) }
  return event.type === 'policy_applied' ? climbedAnew(shipment, told, event.recordedAtMs) : told
}

/** The shipment that a whole history gives. */
export function fold(fresh: Shipment, events: readonly ShipmentEvent[]): Shipment {
  return events.reduce(apply, fresh)
}

/** Under another policy every running ladder has other instants; what was used up by the old hours stays used. */
function climbedAnew(before: Shipment, after: Shipment, nowMs: number): Shipment {
  const isStill = (type: Shipment['exceptions'][number]['type']) => after.pausedAtMs !== null && isPausable(type)
  const exceptions = after.exceptions.map((open) =>
    open.nextAtMs === null || open.state === 'snoozed' || isStill(open.type)
      ? open
      : resumed(after, stopped(before, open, nowMs), nowMs),
  )
  return { ...after, exceptions }
}
