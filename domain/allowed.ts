import { type Actor, mayActAs } from './actors.ts'
import { type CommandType, commandRow, commandTypes } from './commands.ts'
import type { Shipment } from './shipment.ts'

const withOffer: readonly CommandType[] = ['accept', 'decline']
const onExceptions: readonly CommandType[] = ['acknowledge', 'take', 'resolve']

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
  if (type === 'assign') return shipment.carriage === 'own'
  if (type === 'scan' && shipment.status === 'confirmed') return shipment.carriage === 'drop_off' && actor.kind !== 'C'
  if (type === 'verify_delivery') return !shipment.isVerified
  if (type === 'rate') return shipment.outcome === 'delivered'
  if (type === 'pay') return shipment.money.state !== 'authorising'
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
