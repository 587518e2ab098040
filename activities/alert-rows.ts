import type { ShipmentEvent } from '#domain/events.ts'
import { stepOf } from '#domain/ladder.ts'
import type { OpenException, Shipment } from '#domain/shipment.ts'

const kinds = { exception_raised: 'raised', exception_reopened: 'reopened', exception_escalated: 'escalated' } as const

/** One row for each step of a ladder that was reached: whom it tells and by what is in its facts. */
export function alertRows(shipment: Shipment, event: ShipmentEvent, waitMs: number) {
  const found = reachedBy(shipment, event)
  if (!found || found.exception.state === 'noise') return []
  const { exception, level, kind } = found
  const { who, channels } = stepOf(shipment.policy, exception.type, level)
  const facts = {
    exceptionId: exception.id,
    type: exception.type,
    reason: exception.reason,
    level,
    severity: exception.severity,
    kind,
    ownerKind: exception.owner.kind,
    ownerId: exception.owner.id,
    zone: shipment.zone,
    who,
    channels,
    occurredAtMs: event.occurredAtMs,
  }
  return [{ seq: event.seq, notice: 'N14', channel: 'l', audience: 'L', facts, wait_ms: waitMs }]
}

type Reached = { exception: OpenException; level: number; kind: (typeof kinds)[keyof typeof kinds] }

function reachedBy(shipment: Shipment, event: ShipmentEvent): Reached | null {
  if (event.type === 'exception_raised' || event.type === 'exception_reopened') {
    const { exception } = event.data
    return { exception, level: exception.level, kind: kinds[event.type] }
  }
  if (event.type !== 'exception_escalated') return null
  const open = shipment.exceptions.find(({ id }) => id === event.data.exceptionId)
  return open ? { exception: open, level: event.data.level, kind: kinds[event.type] } : null
}
