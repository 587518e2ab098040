import type { Viewer } from '#api/services/contract.ts'
import { permissionsOf, type Role } from '#domain/actors.ts'
import type { UserView } from '#domain/views.ts'
import { inMinutes } from './clock.ts'

const names: Record<Role, string> = {
  customer: 'Marlene Voss',
  courier: 'Jonas Petersen',
  dispatcher: 'Dilek Aydın',
  supervisor: 'Ruben Castillo',
  finance: 'Ines Okafor',
  partner: 'Nordkurier Service',
  admin: 'Agnes Lindqvist',
}

/** Somebody with one role. */
export function viewerWith(role: Role): Viewer {
  return {
    kind: 'user',
    userId: `user-${role}`,
    name: names[role],
    email: `${role}@waybill.example`,
    roles: [role],
    permissions: permissionsOf([role]),
    partnerId: role === 'partner' ? '01a20000-0000-7000-8000-0000000000aa' : null,
    linkedShipmentId: null,
  }
}

/** The people of the company. */
export function users(): UserView[] {
  return (Object.keys(names) as Role[]).map((role, index) => ({
    id: `user-${role}`,
    name: names[role],
    email: `${role}@waybill.example`,
    roles: [role],
    partnerId: null,
    isActive: role !== 'finance',
    createdAt: inMinutes(-60_000 + index * 3000),
    lastSeenAt: index % 3 === 2 ? null : inMinutes(-index * 37 - 2),
  }))
}
