import type { Relation } from '#db/relation.ts'
import type { ShipmentRow } from '#db/shipments.ts'
import { type Actor, type ActorKind, type Role, staffActor } from '#domain/actors.ts'
import type { Viewer } from './contract.ts'

/** In what ways a viewer may have to do with shipments: what every query of shipments asks. */
export function relationOf(viewer: Viewer): Relation {
  const { userId, email, roles, partnerId, linkedShipmentId } = viewer
  const isCustomer = roles.includes('customer')
  return {
    isStaff: viewer.permissions.includes('shipments.read_all'),
    customerId: isCustomer || roles.includes('partner') ? userId : null,
    email: isCustomer ? (email?.toLowerCase() ?? null) : null,
    courierId: roles.includes('courier') ? userId : null,
    partnerId: roles.includes('partner') ? partnerId : null,
    linkedShipmentId,
  }
}

/** The highest rank comes first: it may do what the lower ones may. */
const staffRanks: readonly Role[] = ['admin', 'supervisor', 'dispatcher', 'finance']

/** The capacity in which staff stands to every shipment. */
export function staffActorOf({ roles, userId }: Viewer): Actor | null {
  const rank = staffRanks.find((role) => roles.includes(role))
  const kind = rank && staffActor[rank]
  return kind ? { kind, id: userId } : null
}

type Related = Pick<ShipmentRow, 'customerId' | 'recipientEmail' | 'state' | 'id'>

/** Every capacity in which a viewer stands to a shipment that is his to see. */
export function actorsOf(viewer: Viewer, shipment: Related): Actor[] {
  const { userId, email, roles, partnerId, linkedShipmentId } = viewer
  const staff = staffActorOf(viewer)
  const { courierId, offers } = shipment.state
  const isCourier = roles.includes('courier') && (courierId === userId || offers.some((o) => o.courierId === userId))
  const isRecipient = roles.includes('customer') && email !== null && email.toLowerCase() === shipment.recipientEmail
  const actors: (Actor | false | null)[] = [
    staff,
    userId !== null && shipment.customerId === userId && { kind: 'S', id: userId },
    isRecipient && { kind: 'R', id: userId },
    linkedShipmentId === shipment.id && { kind: 'R', id: null },
    isCourier && { kind: 'C', id: userId },
    partnerId !== null && shipment.state.partnerId === partnerId && { kind: 'P', id: partnerId },
  ]
  return actors.filter((actor): actor is Actor => actor !== false && actor !== null)
}

/** Whether one of these capacities is among those named. */
export function isAny(actors: readonly Actor[], ...kinds: ActorKind[]): boolean {
  return actors.some(({ kind }) => kinds.includes(kind))
}
