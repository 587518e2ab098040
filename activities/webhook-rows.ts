import type { ShipmentEvent } from '#domain/events.ts'
import { noticesOf } from '#domain/notices.ts'
import { outwardStatus } from '#domain/outward-status.ts'
import type { Shipment } from '#domain/shipment.ts'
import { webhookKindOf } from '#domain/webhooks.ts'

/**
 * What the partner of a shipment is told: ids, words of ours and instants, nothing personal. The row names the partner
 * of this very event, so that one who has given the parcel back hears no more of it.
 */
export function webhookRows(shipment: Shipment, event: ShipmentEvent, waitMs: number) {
  const { partnerId } = shipment
  if (partnerId === null) return []
  return noticesOf(event).flatMap(({ notice, audience, channel }) => {
    const kind = channel === 'w' && audience === 'P' ? webhookKindOf(notice, event.type) : null
    const exception = exceptionOf(shipment, event)
    if (kind === null || exception === 'noise') return []
    const data = { ...standingOf(shipment, event), notice, ...(exception && { exception }) }
    return [{ seq: event.seq, notice, channel, audience, facts: { partnerId, kind, data }, wait_ms: waitMs }]
  })
}

function standingOf(shipment: Shipment, { type, seq, occurredAtMs, recordedAtMs }: ShipmentEvent) {
  const { status, outcome, holds } = shipment
  return {
    event: type,
    seq,
    occurredAt: new Date(occurredAtMs).toISOString(),
    recordedAt: new Date(recordedAtMs).toISOString(),
    status,
    outcome,
    carrier: outwardStatus({ status, outcome, isHeld: holds.length > 0 }),
  }
}

/** What the exception of an event is; null for other events, and `noise` is told to nobody. */
function exceptionOf(shipment: Shipment, event: ShipmentEvent) {
  if (event.type === 'exception_raised' || event.type === 'exception_reopened') {
    const { id, type, reason, severity, level, state } = event.data.exception
    return state === 'noise' ? 'noise' : { id, type, reason, severity, level }
  }
  if (event.type === 'exception_escalated') {
    const { exceptionId: id, level, severity } = event.data
    const known = [...shipment.exceptions, ...shipment.resolved].find((exception) => exception.id === id)
    return { id, ...(known && { type: known.type, reason: known.reason }), severity, level }
  }
  if (event.type !== 'exception_resolved') return null
  const { exceptionId: id, type, ending, action } = event.data
  return { id, type, ending, action }
}
