import type { StoredEventRow, StoredRow } from '#db/verify.ts'
import { apply } from '#domain/apply.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { pending } from '#domain/rearm.ts'
import { freshShipment } from '#domain/shipment.ts'
import { isEdge, rankOf, type Status } from '#domain/status.ts'

const graceMs = 60_000

/** Stored events by shipment, in the shape of the domain. */
export function eventsOf(rows: readonly StoredEventRow[]): Map<string, ShipmentEvent[]> {
  const events = rows.map((row) => ({ shipmentId: row.shipmentId, event: eventOf(row) }))
  const grouped = Map.groupBy(events, ({ shipmentId }) => shipmentId)
  return new Map([...grouped].map(([id, of]) => [id, of.map(({ event }) => event)]))
}

/** The projection wrote it from an event of the domain. */
function eventOf({ shipmentId: _, actorKind, actorId, ...event }: StoredEventRow): ShipmentEvent {
  return { ...event, actor: { kind: actorKind, id: actorId } } as unknown as ShipmentEvent
}

/** All that one command did stands together: what comes back later was done twice. */
export function repeatFaults({ trackingNumber }: StoredRow, events: readonly ShipmentEvent[]): string[] {
  const seen = new Set<string>()
  let before = ''
  const faults: string[] = []
  for (const { commandId, seq } of events) {
    if (commandId !== before && seen.has(commandId))
      faults.push(`${trackingNumber}: command ${commandId} again at ${seq}`)
    seen.add(commandId)
    before = commandId
  }
  return faults
}

/** Numbers without a hole, and only steps that the walk allows. */
export function walkFaults({ id, trackingNumber, seq }: StoredRow, events: readonly ShipmentEvent[]): string[] {
  const faults: string[] = []
  if (events.length !== seq) faults.push(`${trackingNumber}: ${events.length} events, but the row says ${seq}`)
  let shipment = freshShipment(id)
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1) faults.push(`${trackingNumber}: event ${event.seq} stands at ${index + 1}`)
    const after = apply(shipment, event)
    if (!isLegal(shipment.status, after.status, event))
      faults.push(`${trackingNumber}: ${shipment.status} to ${after.status} at ${event.seq}`)
    shipment = after
  }
  return faults
}

/** By an edge, by a correction, or by a partner who leaves steps out as the parcel gets on (lifecycle.md T10). */
function isLegal(from: Status, to: Status, { type }: ShipmentEvent): boolean {
  if (from === to || isEdge(from, to) || type === 'corrected') return true
  return type === 'partner_event_applied' && rankOf(to) > rankOf(from)
}

/** An open shipment is watched by something, each timer once, and nothing is long past without having fired. */
export function deadlineFaults({ trackingNumber, status, state }: StoredRow, nowMs: number): string[] {
  if (status === 'closed') return []
  const faults: string[] = []
  const names = state.timers.map(({ name }) => name)
  if (new Set(names).size !== names.length) faults.push(`${trackingNumber}: a timer is armed twice`)
  const waiting = pending(state)
  const isWatched = waiting.length > 0 || state.holds.length > 0 || state.exceptions.length > 0
  if (!isWatched) faults.push(`${trackingNumber}: nothing watches it while it is ${status}`)
  for (const { timer, armedForMs } of waiting) {
    const lateMs = nowMs - armedForMs
    if (lateMs > graceMs) faults.push(`${trackingNumber}: ${timer} is ${Math.round(lateMs / 1000)} s past`)
  }
  return faults
}
