import type { ExceptionRow } from '#db/exceptions.ts'
import { type Actor, actorKinds, actorNames, mayActAs } from '#domain/actors.ts'
import { type ActionType, actionsFor } from '#domain/exception-actions.ts'
import { isLatched } from '#domain/exception-types.ts'
import { isIn, OFFERED, UNPAID } from '#domain/status.ts'
import type { ExceptionView, OwnerView } from '#domain/views.ts'
import { instantOf } from './instants.ts'

const highestLevel = 4

/** One exception as somebody in these capacities may see and resolve it. */
export function exceptionView(row: ExceptionRow, actors: readonly Actor[]): ExceptionView {
  const isResolved = row.state === 'resolved'
  return {
    id: row.id,
    shipmentId: row.shipmentId,
    trackingNumber: row.trackingNumber,
    type: row.type,
    reason: row.reason,
    severity: row.severity,
    level: row.level,
    state: row.state,
    latched: isLatched(row.type),
    raisedAt: instantOf(row.raisedAtMs),
    slaDueAt: instantOf(row.slaDueAtMs),
    nextEscalationAt: row.nextAtMs === null ? null : instantOf(row.nextAtMs),
    nextLevel: row.nextAtMs === null ? null : Math.min(highestLevel, row.level + 1),
    owner: ownerView(row),
    signals: row.signals,
    actions: isResolved ? [] : actionsNow(row, actors),
    resolvedAt: row.resolvedAtMs === null ? null : instantOf(row.resolvedAtMs),
    resolution: row.resolution,
  }
}

function ownerView({ ownerKind, ownerId, ownerName }: ExceptionRow): OwnerView {
  if (ownerKind === 'user') return { kind: 'user', id: ownerId, name: ownerName ?? 'Somebody' }
  const kind = actorKinds.find((known) => known === ownerId) ?? 'D'
  return { kind: 'role', id: kind, name: actorNames[kind] }
}

/** What dispatchers and the owner can resolve it with, while the parcel is where the action makes sense. */
function actionsNow(row: ExceptionRow, actors: readonly Actor[]): readonly ActionType[] {
  const { status } = row
  const isOwner = actors.some(({ kind, id }) => (row.ownerKind === 'user' ? id === row.ownerId : kind === row.ownerId))
  const isDispatcher = actors.some(({ kind }) => mayActAs(kind, ['D']))
  const isSupervisor = actors.some(({ kind }) => mayActAs(kind, ['V']))
  if (!isOwner && !isDispatcher) return []
  const isBeforePickup = isIn([...UNPAID, 'confirmed', ...OFFERED], status)
  const possible: Partial<Record<ActionType, boolean>> = {
    cancel: isBeforePickup,
    rewindow: isBeforePickup,
    assign: isIn(['confirmed', ...OFFERED], status),
    reattempt: isIn(['attempt_failed', 'confirmed'], status),
    dismiss: !isLatched(row.type) || isSupervisor,
  }
  return actionsFor(row.type).filter((action) => possible[action] ?? true)
}
