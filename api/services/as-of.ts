import type { CommonQueryMethods } from 'slonik'
import { type ExceptionRow, listExceptionsOf } from '#db/exceptions.ts'
import { findPlacesOf, type ShipmentRow } from '#db/shipments.ts'
import { findUser } from '#db/users.ts'
import { listStoredEvents, type StoredEventRow } from '#db/verify.ts'
import { fold } from '#domain/apply.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { slaDueMs } from '#domain/ladder.ts'
import { freshShipment, type Shipment } from '#domain/shipment.ts'
import { notFound } from './permission.ts'

/** A shipment as our house knew it at an instant, from the events that were recorded by then. */
export async function readAsOf(
  db: CommonQueryMethods,
  row: ShipmentRow,
  atMs: number,
): Promise<{ row: ShipmentRow; exceptions: readonly ExceptionRow[] }> {
  const events = (await listStoredEvents(db, [row.id])).filter(({ recordedAtMs }) => recordedAtMs <= atMs)
  const last = events.at(-1)
  if (!last) throw notFound('shipment at that time')
  const state = fold(freshShipment(row.id), events.map(eventOf))
  const [places, courier, exceptions] = await Promise.all([
    findPlacesOf(db, { shipmentId: row.id, ...state.places }),
    state.courierId === null ? null : findUser(db, state.courierId),
    listExceptionsOf(db, row.id),
  ])
  const then = { status: state.status, outcome: state.outcome, seq: state.seq, state }
  const known = { ...places, courierName: courier?.name ?? null, updatedAtMs: last.recordedAtMs }
  return {
    row: { ...row, ...then, ...known },
    exceptions: exceptions.flatMap((now) => exceptionThen(now, state, atMs)),
  }
}

/** The projection wrote type and data of one event side by side. */
function eventOf({ shipmentId: _, actorKind, actorId, ...event }: StoredEventRow): ShipmentEvent {
  return { ...event, actor: { kind: actorKind, id: actorId } } as unknown as ShipmentEvent
}

/** An exception as it stood: open by the state of then, or resolved by then; later ones are not known yet. */
function exceptionThen(now: ExceptionRow, state: Shipment, atMs: number): ExceptionRow[] {
  const open = state.exceptions.find(({ id }) => id === now.id)
  if (!open) return now.resolvedAtMs !== null && now.resolvedAtMs <= atMs ? [now] : []
  const { reason, severity, level, signals, score, owner } = open
  return [
    {
      ...now,
      ...{ reason, severity, level, signals, score },
      state: open.state,
      status: state.status,
      nextAtMs: open.nextAtMs,
      slaDueAtMs: slaDueMs(state.policy, open),
      snoozedUntilMs: open.snoozedUntilMs,
      ownerKind: owner.kind,
      ownerId: owner.id,
      ownerName: owner.kind === 'user' && owner.id === now.ownerId ? now.ownerName : null,
      resolvedAtMs: null,
      resolution: null,
    },
  ]
}
