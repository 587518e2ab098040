import { type Actor, mayActAs } from './actors.ts'
import { type CommandType, commandRow, commandTypes } from './commands.ts'
import { givenHoldReasons, type HoldReason, holdRow } from './holds.ts'
import type { Shipment } from './shipment.ts'

const withOffer: readonly CommandType[] = ['accept', 'decline']
const onExceptions: readonly CommandType[] = ['acknowledge', 'take', 'snooze', 'escalate', 'resolve']

/** More than status and role: what must be there for a command to make sense. */
const conditions: Partial<Record<CommandType, (shipment: Shipment, actor: Actor) => boolean>> = {
  assign: (shipment) => shipment.carriage === 'own',
  scan: (shipment, actor) =>
    shipment.status !== 'confirmed' || (shipment.carriage === 'drop_off' && actor.kind !== 'C'),
  verify_delivery: (shipment) => !shipment.isVerified,
  dispute: (shipment) => !shipment.isVerified,
  rate: (shipment) => shipment.outcome === 'delivered',
  pay: (shipment) => shipment.money.state !== 'authorising',
  reopen: (shipment) => shipment.resolved.length > 0,
  place_hold: ({ holds }, { kind }) => holdsFor(kind).some((reason) => holds.every((hold) => hold.reason !== reason)),
  release_hold: ({ holds }, { kind }) => holds.some(({ reason }) => mayActAs(kind, holdRow(reason).by)),
  mark_lost: ({ exceptions }) => exceptions.some(({ type }) => type === 'suspected_lost' || type === 'disputed'),
}

/** What somebody may hold a shipment for. */
export function holdsFor(kind: Actor['kind']): HoldReason[] {
  return givenHoldReasons.filter((reason) => mayActAs(kind, holdRow(reason).by))
}

/** What this actor may give now (T4): the buttons of every page and the list in every refusal. */
export function allowedCommands(shipment: Shipment, actor: Actor): CommandType[] {
  return commandTypes.filter((type) => isAllowed(shipment, actor, type))
}

function isAllowed(shipment: Shipment, actor: Actor, type: CommandType): boolean {
  const row = commandRow(type)
  if (!row.isOffered || row.isInternal || type === 'book') return false
  if (row.moves[shipment.status] === undefined || !mayActAs(actor.kind, row.by)) return false
  if (row.waitsForHold && shipment.holds.length > 0) return false
  if (onExceptions.includes(type)) return hasOwnException(shipment, actor)
  if (conditions[type]?.(shipment, actor) === false) return false
  return actor.kind !== 'C' || isCouriers(shipment, actor, type)
}

function isCouriers(shipment: Shipment, actor: Actor, type: CommandType): boolean {
  const hasOffer = shipment.offers.some((offer) => offer.courierId === actor.id)
  if (type === 'decline') return hasOffer || shipment.courierId === actor.id
  return withOffer.includes(type) ? hasOffer : shipment.courierId === actor.id || type === 'add_note'
}

function hasOwnException({ exceptions }: Shipment, actor: Actor): boolean {
  if (mayActAs(actor.kind, ['D'])) return exceptions.length > 0
  return exceptions.some(({ owner }) => (owner.kind === 'user' ? owner.id === actor.id : owner.id === actor.kind))
}
