import { applyException, isExceptionEvent } from './apply-exceptions.ts'
import { applyMoney } from './apply-money.ts'
import { applyStep } from './apply-steps.ts'
import type { ShipmentEvent } from './events.ts'
import { isPausable, nextRungMs } from './ladder.ts'
import { rearm, staleAtMs } from './rearm.ts'
import type { Shipment } from './shipment.ts'

/** The shipment after one event. Only this changes state; the same events always give the same shipment. */
export function apply(shipment: Shipment, event: ShipmentEvent): Shipment {
  const moved = isExceptionEvent(event) ? applyException(shipment, event) : applyStep(shipment, event)
  const paid = { ...moved, money: applyMoney(moved.money, event), seq: event.seq }
  const armed = { ...paid, timers: rearm(shipment, paid, event) }
  const told = { ...armed, staleAtMs: staleAtMs(shipment, armed) }
  return event.type === 'policy_applied' ? climbedAnew(told, event.recordedAtMs) : told
}

/** The shipment that a whole history gives. */
export function fold(fresh: Shipment, events: readonly ShipmentEvent[]): Shipment {
  return events.reduce(apply, fresh)
}

/** Under another policy every running ladder has other instants; no level falls. */
function climbedAnew(shipment: Shipment, nowMs: number): Shipment {
  const isStill = (type: Shipment['exceptions'][number]['type']) => shipment.pausedAtMs !== null && isPausable(type)
  const exceptions = shipment.exceptions.map((open) =>
    open.nextAtMs === null || open.state === 'snoozed' || isStill(open.type)
      ? open
      : { ...open, nextAtMs: nextRungMs(shipment.policy, open, nowMs) },
  )
  return { ...shipment, exceptions }
}
