import type { EventType, ShipmentEvent } from './events.ts'
import { isNoise, joinedScore, nextRungMs, slaMsOf } from './ladder.ts'
import type { OpenException, Shipment } from './shipment.ts'

const exceptionEvents = [
  'exception_raised',
  'exception_reopened',
  'exception_joined',
  'exception_escalated',
  'exception_acknowledged',
  'exception_taken',
  'exception_resolved',
] as const satisfies readonly EventType[]

type ExceptionEvent = Extract<ShipmentEvent, { type: (typeof exceptionEvents)[number] }>

export function isExceptionEvent(event: ShipmentEvent): event is ExceptionEvent {
  return exceptionEvents.some((type) => type === event.type)
}

/** The shipment after an event about one of its exceptions. */
export function applyException(shipment: Shipment, event: ExceptionEvent): Shipment {
  const { type, data } = event
  switch (type) {
    case 'exception_raised':
      return { ...added(shipment, data.exception), exceptionCount: shipment.exceptionCount + 1 }
    case 'exception_reopened':
      return added(shipment, data.exception)
    case 'exception_joined':
      return changed(shipment, data.exceptionId, (open) => joined(shipment, open, event))
    case 'exception_escalated':
      return changed(shipment, data.exceptionId, (open) => ({
        ...open,
        level: data.level,
        severity: data.severity,
        nextAtMs: data.nextAtMs,
        // A new level is news again; being told the same level once more is not.
        state: data.level > open.level ? 'open' : open.state,
      }))
    case 'exception_acknowledged':
      return changed(shipment, data.exceptionId, (open) => ({ ...open, state: 'acknowledged' }))
    case 'exception_taken':
      return changed(shipment, data.exceptionId, (open) => ({ ...open, owner: data.owner }))
    case 'exception_resolved':
      return removed(shipment, data.exceptionId, event.recordedAtMs)
  }
}

function added(shipment: Shipment, exception: OpenException): Shipment {
  return {
    ...shipment,
    exceptions: [...shipment.exceptions, exception],
    resolved: shipment.resolved.filter((old) => old.type !== exception.type),
  }
}

function changed(shipment: Shipment, id: string, change: (open: OpenException) => OpenException): Shipment {
  return { ...shipment, exceptions: shipment.exceptions.map((open) => (open.id === id ? change(open) : open)) }
}

function removed(shipment: Shipment, id: string, resolvedAtMs: number): Shipment {
  const gone = shipment.exceptions.find((open) => open.id === id)
  if (!gone) return shipment
  const { type, level, signals } = gone
  return {
    ...shipment,
    exceptions: shipment.exceptions.filter((open) => open.id !== id),
    resolved: [...shipment.resolved.filter((old) => old.type !== type), { id, type, level, signals, resolvedAtMs }],
  }
}

function joined(
  { policy }: Shipment,
  open: OpenException,
  { data, recordedAtMs }: Extract<ExceptionEvent, { type: 'exception_joined' }>,
): OpenException {
  const score = joinedScore(open.score, !open.sources.includes(data.source))
  const sources = [...new Set([...open.sources, data.source])]
  const heard = { ...open, score, sources, signals: open.signals + 1 }
  if (open.state !== 'noise' || isNoise(open.type, score)) return heard
  // No longer noise: its ladder begins now.
  const ladderFromMs = recordedAtMs
  const nextAtMs = nextRungMs(policy, { ...heard, ladderFromMs }, recordedAtMs)
  return { ...heard, state: 'open', ladderFromMs, nextAtMs }
}

/** When the first owner's time is over. */
export function slaDueMs(shipment: Shipment, open: OpenException): number {
  return open.ladderFromMs + slaMsOf(shipment.policy, open.type, open.reason)
}
