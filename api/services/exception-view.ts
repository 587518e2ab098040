import type { ExceptionRow } from '#db/exceptions.ts'
import { type Actor, type ActorKind, actorKinds, actorNames, mayActAs } from '#domain/actors.ts'
import { commandRow } from '#domain/commands.ts'
import { type ActionType, actionRow, actionsFor } from '#domain/exception-actions.ts'
import { isLatched } from '#domain/exception-types.ts'
import { highestLevel } from '#domain/ladder.ts'
import type { ExceptionView, OwnerView } from '#domain/views.ts'
import { instantOf } from './instants.ts'

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
    nextLevel:
      row.nextAtMs === null ? null : row.state === 'snoozed' ? row.level : Math.min(highestLevel, row.level + 1),
    owner: ownerView(row),
    signals: row.signals,
    score: row.score,
    pausedBy: row.pausedBy,
    snoozedUntil: row.snoozedUntilMs === null ? null : instantOf(row.snoozedUntilMs),
    status: row.status,
    zone: row.zone,
    moneyAtRisk: moneyAtRisk(row, actors),
    actions: isResolved ? [] : actionsNow(row, actors),
    resolvedAt: row.resolvedAtMs === null ? null : instantOf(row.resolvedAtMs),
    resolution: row.resolution,
  }
}

/** What hangs on the shipment, for our own house. */
function moneyAtRisk({ quotedMinor, currency }: ExceptionRow, actors: readonly Actor[]): ExceptionView['moneyAtRisk'] {
  const isHouse = isAny(actors, ['D', 'F'])
  return isHouse && quotedMinor !== null && currency !== null ? { amount: quotedMinor, currency } : null
}

function ownerView({ ownerKind, ownerId, ownerName }: ExceptionRow): OwnerView {
  if (ownerKind === 'user') return { kind: 'user', id: ownerId, name: ownerName ?? 'Somebody' }
  const kind = actorKinds.find((known) => known === ownerId) ?? 'D'
  return { kind: 'role', id: kind, name: actorNames[kind] }
}

/** What dispatchers and the owner can resolve it with, while the parcel is where the action makes sense. */
function actionsNow(row: ExceptionRow, actors: readonly Actor[]): readonly ActionType[] {
  const isOwner = actors.some(({ kind, id }) => (row.ownerKind === 'user' ? id === row.ownerId : kind === row.ownerId))
  const isDispatcher = actors.some(({ kind }) => mayActAs(kind, ['D']))
  if (!isOwner && !isDispatcher) return []
  return actionsFor(row.type).filter((action) => isPossible(action, row, actors))
}

/** Whether a command of the action could be given now, by somebody in these capacities. */
function isPossible(action: ActionType, { status, type }: ExceptionRow, actors: readonly Actor[]): boolean {
  if (action === 'dismiss') return !isLatched(type) || isAny(actors, ['V'])
  const { runs } = actionRow(action)
  if (!runs) return true
  // After a failed pickup a new attempt is a new window, or simply the next offer.
  if (action === 'reattempt' && status === 'confirmed') return true
  return runs.some((command) => {
    const { moves, by } = commandRow(command)
    return moves[status] !== undefined && isAny(actors, by)
  })
}

function isAny(actors: readonly Actor[], kinds: readonly ActorKind[]): boolean {
  return actors.some(({ kind }) => mayActAs(kind, kinds))
}
