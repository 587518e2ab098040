import canonicalize from 'canonicalize'
import type { ProjectionBatch } from '#db/projection.ts'
import { isStopped } from '#domain/apply-exceptions.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { slaDueMs } from '#domain/ladder.ts'
import { noticesOf } from '#domain/notices.ts'
import { dropsOf, postingsOf } from '#domain/postings.ts'
import { nextDeadline } from '#domain/rearm.ts'
import type { OpenException, Shipment } from '#domain/shipment.ts'
import { alertRows } from './alert-rows.ts'
import { factsOf, reminderRows } from './notice-rows.ts'
import { webhookRows } from './webhook-rows.ts'

export type Projection = { shipment: Shipment; events: ShipmentEvent[]; fenceMs: number }

/** Turns what the workflow decided into rows. Pure, so that a repeat writes the very same. */
export function batchOf({ shipment, events, fenceMs }: Projection, waitMs: number): ProjectionBatch {
  return {
    firstSeq: events[0]?.seq ?? shipment.seq + 1,
    row: rowOf(shipment, fenceMs, events.at(-1)?.recordedAtMs ?? fenceMs),
    events: events.map(eventRow),
    ended: events.flatMap((event) => endedRow(event, events)),
    exceptions: [
      ...shipment.exceptions.map((open) => exceptionRow(shipment, open, events)),
      ...shortLived(shipment, events),
    ],
    postings: events.flatMap((event) => postingRows(shipment, event)),
    drops: events.flatMap((event) =>
      dropsOf(shipment, event).map((key) => ({ seq: event.seq, business_key: `${shipment.id}:${key}` })),
    ),
    outbox: events.flatMap((event) => outboxRows(shipment, event, waitMs)),
  }
}

/** What the hash of an event covers: exactly this, in canonical JSON. */
export function canonicalEvent(event: ShipmentEvent): string {
  const { seq, type, commandId, occurredAtMs, recordedAtMs, actor, source, data } = event
  return canonicalize({ seq, type, commandId, occurredAtMs, recordedAtMs, actor, source, data }) ?? ''
}

function rowOf(shipment: Shipment, fenceMs: number, updatedAtMs: number) {
  const steps = shipment.timers.map((timer) => timer.dueAtMs)
  return {
    id: shipment.id,
    courier_id: shipment.courierId,
    offered_to: shipment.offers.map((offer) => offer.courierId),
    partner_id: shipment.partnerId,
    level_code: shipment.policy.level,
    status: shipment.status,
    outcome: shipment.outcome,
    seq: shipment.seq,
    fence_ms: fenceMs,
    pickup_from: instant(shipment.pickup[0]),
    pickup_to: instant(shipment.pickup[1]),
    promise_to: instant(shipment.promise[1]),
    entered_at: instant(shipment.enteredAtMs),
    next_deadline_at: instant(nextDeadline(shipment)),
    step_deadline_at: instant(Math.min(...steps)),
    open_exceptions: shipment.exceptions.filter((open) => open.state !== 'noise').length,
    stale_at: shipment.staleAtMs === null || shipment.pausedAtMs !== null ? null : instant(shipment.staleAtMs),
    zone: shipment.zone,
    carriage: shipment.carriage,
    quoted_minor: shipment.money.quotedMinor,
    currency: shipment.money.currency,
    worst_level: Math.max(0, ...shipment.exceptions.map((open) => open.level)),
    state: shipment,
    updated_at: instant(updatedAtMs),
  }
}

function eventRow(event: ShipmentEvent) {
  return {
    seq: event.seq,
    type: event.type,
    command_id: event.commandId,
    occurred_at: instant(event.occurredAtMs),
    recorded_at: instant(event.recordedAtMs),
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    source: event.source,
    data: event.data,
    canonical: canonicalEvent(event),
  }
}

/** A step that was reached in the very batch that ended it is kept with it. */
function endedRow(event: ShipmentEvent, events: readonly ShipmentEvent[]) {
  if (event.type !== 'exception_resolved') return []
  const { exceptionId } = event.data
  const climbed = events.findLast(
    (other) => other.type === 'exception_escalated' && other.data.exceptionId === exceptionId && other.seq < event.seq,
  )
  const step = climbed?.type === 'exception_escalated' ? climbed.data : null
  return [
    {
      id: exceptionId,
      resolved_at: instant(event.recordedAtMs),
      resolution: resolutionOf(event.data),
      level: step?.level ?? null,
      severity: step?.severity ?? null,
    },
  ]
}

function resolutionOf({ ending, action }: Extract<ShipmentEvent, { type: 'exception_resolved' }>['data']): string {
  return action ?? ending
}

function exceptionRow(shipment: Shipment, open: OpenException, events: readonly ShipmentEvent[]) {
  return {
    id: open.id,
    type: open.type,
    reason: open.reason,
    severity: open.severity,
    level: open.level,
    state: open.state,
    // Written at the first insert only: a reopened record keeps the seq that made it.
    raised_seq: events.find((event) => opens(event, open.id))?.seq ?? 0,
    raised_at: instant(open.raisedAtMs),
    sla_due_at: instant(slaDueMs(shipment.policy, open)),
    next_at: open.nextAtMs === null ? null : instant(open.nextAtMs),
    owner_kind: open.owner.kind,
    owner_id: open.owner.id,
    score: open.score,
    signals: open.signals,
    zone: shipment.zone,
    paused_by: pausedBy(shipment, open),
    snoozed_until: open.snoozedUntilMs === null ? null : instant(open.snoozedUntilMs),
    resolved_at: null,
    resolution: null,
  }
}

/** The hold that stops an exception's ladder; null while it runs. */
function pausedBy(shipment: Shipment, open: OpenException): string | null {
  if (!isStopped(shipment, open)) return null
  return shipment.holds.find(({ stopsClock }) => stopsClock)?.reason ?? null
}

function opens(event: ShipmentEvent, id: string): boolean {
  return event.type === 'exception_raised' && event.data.exception.id === id
}

/** An exception that opened and ended within one batch is kept as resolved. */
function shortLived(shipment: Shipment, events: readonly ShipmentEvent[]) {
  return events.flatMap((event) => {
    if (event.type !== 'exception_raised') return []
    const { exception } = event.data
    const end = events.find((other) => other.type === 'exception_resolved' && other.data.exceptionId === exception.id)
    if (end?.type !== 'exception_resolved' || shipment.exceptions.some(({ id }) => id === exception.id)) return []
    const ended = { state: 'resolved' as const, next_at: null, resolved_at: instant(end.recordedAtMs) }
    return [{ ...exceptionRow(shipment, exception, events), ...ended, resolution: resolutionOf(end.data) }]
  })
}

function postingRows(shipment: Shipment, event: ShipmentEvent) {
  return postingsOf(shipment, event).map(({ posting, key, state, entries }, index) => ({
    id: transactionId(shipment.id, event.seq, index),
    seq: event.seq,
    posting,
    business_key: `${shipment.id}:${key}`,
    currency: shipment.money.currency,
    state,
    recorded_at: instant(event.recordedAtMs),
    entries: entries.map(({ account, amountMinor }) => ({ account, amount_minor: amountMinor })),
  }))
}

/** A UUID of the shipment's own, so that a repeat names the transaction alike. */
function transactionId(shipmentId: string, seq: number, index: number): string {
  const tail = (BigInt(`0x${shipmentId.slice(-12)}`) + BigInt(seq * 16 + index + 1) * 65_536n) % 0x1000000000000n
  return `${shipmentId.slice(0, -12)}${tail.toString(16).padStart(12, '0')}`
}

function outboxRows(shipment: Shipment, event: ShipmentEvent, waitMs: number) {
  // The app is told by the live hint of the commit; SMS to customers comes with its own outside system.
  const mails = noticesOf(event).filter(({ channel }) => channel === 'e')
  const told = mails.map(({ notice, audience, channel }) => ({
    seq: event.seq,
    notice,
    channel,
    audience,
    facts: factsOf(shipment, event),
    wait_ms: waitMs,
  }))
  return [
    ...told,
    ...reminderRows(shipment, event),
    ...alertRows(shipment, event, waitMs),
    ...webhookRows(shipment, event, waitMs),
  ]
}

function instant(ms: number): string | null {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null
}
