import type { EventType, ShipmentEvent } from './events.ts'
import { type Hold, nextReviewMs } from './holds.ts'
import { isNoise, isPausable, joinedScore, nextRungMs, raisedSeverity } from './ladder.ts'
import { resumed, stopped } from './pause.ts'
import type { OpenException, Shipment } from './shipment.ts'

const exceptionEvents = [
  'exception_raised',
  'exception_reopened',
  'exception_joined',
  'exception_escalated',
  'exception_acknowledged',
  'exception_snoozed',
  'exception_woken',
  'exception_taken',
  'exception_handled',
  'exception_resolved',
] as const satisfies readonly EventType[]

type ExceptionEvent = Extract<ShipmentEvent, { type: (typeof exceptionEvents)[number] }>

export function isExceptionEvent(event: ShipmentEvent): event is ExceptionEvent {
  return exceptionEvents.some((type) => type === event.type)
}

/** The shipment after an event about one of its exceptions. */
export function applyException(shipment: Shipment, event: ExceptionEvent): Shipment {
  const { type, data, recordedAtMs } = event
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
        snoozedUntilMs: null,
        // A new level is news again; being told the same level once more is not.
        state: data.level > open.level ? 'open' : open.state,
      }))
    case 'exception_acknowledged':
      return changed(shipment, data.exceptionId, (open) => ({ ...open, state: 'acknowledged' }))
    case 'exception_snoozed':
      return changed(shipment, data.exceptionId, (open) => ({
        ...stopped(shipment, open, recordedAtMs),
        state: 'snoozed',
        ladderFromMs: data.untilMs,
        nextAtMs: data.untilMs,
        snoozedUntilMs: data.untilMs,
        snoozes: open.snoozes + 1,
      }))
    case 'exception_woken':
      return changed(shipment, data.exceptionId, (open) => woken(shipment, open, recordedAtMs))
    case 'exception_taken':
      return changed(shipment, data.exceptionId, (open) => ({ ...open, owner: data.owner }))
    case 'exception_handled':
      return shipment
    case 'exception_resolved':
      return removed(shipment, event)
  }
}

/** Whether this ladder stands still because the shipment's clock does. */
export function isStopped({ pausedAtMs }: Shipment, open: Pick<OpenException, 'type'>): boolean {
  return pausedAtMs !== null && isPausable(open.type)
}

function added(shipment: Shipment, exception: OpenException): Shipment {
  return {
    ...shipment,
    exceptions: [...shipment.exceptions, completeException(exception)],
    resolved: shipment.resolved.filter((old) => old.type !== exception.type),
  }
}

/** An exception of an older release with what it did not know yet. */
export function completeException(exception: OpenException): OpenException {
  return {
    ...exception,
    spentMs: exception.spentMs ?? 0,
    snoozedUntilMs: exception.snoozedUntilMs ?? null,
    snoozes: exception.snoozes ?? 0,
  }
}

function changed(shipment: Shipment, id: string, change: (open: OpenException) => OpenException): Shipment {
  return { ...shipment, exceptions: shipment.exceptions.map((open) => (open.id === id ? change(open) : open)) }
}

function removed(shipment: Shipment, event: Extract<ExceptionEvent, { type: 'exception_resolved' }>): Shipment {
  const gone = shipment.exceptions.find((open) => open.id === event.data.exceptionId)
  if (!gone) return shipment
  const { id, type, level, signals, reason } = gone
  const { recordedAtMs: resolvedAtMs } = event
  const isExtended = event.data.action === 'extend' && !shipment.extended.includes(type)
  return {
    ...shipment,
    exceptions: shipment.exceptions.filter((open) => open.id !== id),
    resolved: [
      ...shipment.resolved.filter((old) => old.type !== type),
      { id, type, level, signals, reason, resolvedAtMs },
    ],
    extended: isExtended ? [...shipment.extended, type] : shipment.extended,
    // A hold that goes on is looked at again.
    holds:
      type === 'hold_overdue'
        ? shipment.holds.map((hold) => reviewedAgain(shipment, hold, resolvedAtMs))
        : shipment.holds,
  }
}

function reviewedAgain({ policy }: Shipment, hold: Hold, nowMs: number): Hold {
  return { ...hold, reviewAtMs: nextReviewMs(policy, hold, nowMs) ?? hold.reviewAtMs }
}

function woken(shipment: Shipment, open: OpenException, nowMs: number): OpenException {
  const awake: OpenException = { ...open, state: 'open', snoozedUntilMs: null }
  return isStopped(shipment, open) ? { ...awake, ladderFromMs: nowMs, nextAtMs: null } : resumed(shipment, awake, nowMs)
}

function joined(
  shipment: Shipment,
  open: OpenException,
  { data, recordedAtMs }: Extract<ExceptionEvent, { type: 'exception_joined' }>,
): OpenException {
  const isNew = !open.sources.includes(data.source)
  const score = joinedScore(open.score, isNew)
  const sources = [...new Set([...open.sources, data.source])]
  // A second witness makes it graver instead of making a second record.
  const severity = isNew ? raisedSeverity(open.severity) : open.severity
  const heard = { ...open, score, sources, severity, signals: open.signals + 1 }
  if (open.state !== 'noise' || isNoise(open.type, score)) return heard
  // No longer noise: its ladder begins now.
  const awake: OpenException = { ...heard, state: 'open', ladderFromMs: recordedAtMs, spentMs: 0 }
  if (isStopped(shipment, open)) return { ...awake, nextAtMs: null }
  return { ...awake, nextAtMs: nextRungMs(shipment.policy, awake, recordedAtMs) }
}
