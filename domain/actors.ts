/** The roles a person can be given (lifecycle.md §6, words on the wire). */
export const roles = ['customer', 'courier', 'dispatcher', 'supervisor', 'finance', 'partner', 'admin'] as const
export type Role = (typeof roles)[number]

/**
 * In what capacity somebody acts on one shipment (lifecycle.md, Actors): S sender, R recipient, C courier, D dispatcher,
 * V supervisor, A admin, P partner, F finance, Y the system itself.
 */
export const actorKinds = ['S', 'R', 'C', 'D', 'V', 'A', 'P', 'F', 'Y'] as const
export type ActorKind = (typeof actorKinds)[number]

/** Who acts. `id` is a user id, a partner id, or null for the system and for the holder of a recipient link. */
export type Actor = { kind: ActorKind; id: string | null }

export const systemActor: Actor = { kind: 'Y', id: null }

export const actorNames: Record<ActorKind, string> = {
  S: 'Sender',
  R: 'Recipient',
  C: 'Courier',
  D: 'Dispatcher',
  V: 'Supervisor',
  A: 'Administrator',
  P: 'Partner',
  F: 'Finance',
  Y: 'Waybill',
}

/** A may do what V may, V what D may. */
const stepsDown: Partial<Record<ActorKind, readonly ActorKind[]>> = { A: ['V', 'D'], V: ['D'] }

/** Whether somebody of this kind is among those a rule names, by right or by rank. */
export function mayActAs(kind: ActorKind, allowed: readonly ActorKind[]): boolean {
  return allowed.includes(kind) || (stepsDown[kind] ?? []).some((lower) => allowed.includes(lower))
}

/** Which capacity a staff role gives on every shipment; the other roles need a relation to the row. */
export const staffActor: Partial<Record<Role, ActorKind>> = {
  dispatcher: 'D',
  supervisor: 'V',
  admin: 'A',
  finance: 'F',
}

export const permissions = [
  'shipments.book',
  'shipments.read_all',
  'shipments.command',
  'exceptions.read',
  'proofs.upload',
  'runs.read',
  'money.read',
  'users.read',
  'users.write',
  'service_levels.read',
  'service_levels.write',
  'workflows.read',
  'reports.read',
  'reports.read_own',
  'api_keys.write',
  'couriers.read',
  'bulletins.write',
  'mappings.read',
  'mappings.write',
  'imports.read',
  'imports.write',
  'webhooks.write',
] as const
export type Permission = (typeof permissions)[number]

const staff: readonly Permission[] = [
  'shipments.book',
  'shipments.read_all',
  'shipments.command',
  'exceptions.read',
  'proofs.upload',
  'service_levels.read',
  'reports.read',
  'couriers.read',
  'imports.read',
]

/** What each role is granted; the relation to a row is checked besides. */
export const grants: Record<Role, readonly Permission[]> = {
  customer: ['shipments.book', 'shipments.command', 'service_levels.read'],
  courier: ['shipments.command', 'proofs.upload', 'runs.read'],
  dispatcher: staff,
  supervisor: [...staff, 'bulletins.write'],
  finance: ['shipments.read_all', 'exceptions.read', 'money.read', 'service_levels.read', 'reports.read'],
  partner: [
    'shipments.book',
    'shipments.command',
    'service_levels.read',
    'mappings.read',
    'imports.read',
    'imports.write',
    'webhooks.write',
    'reports.read_own',
  ],
  admin: [
    ...staff,
    'bulletins.write',
    'money.read',
    'users.read',
    'users.write',
    'service_levels.write',
    'workflows.read',
    'api_keys.write',
    'mappings.read',
    'mappings.write',
    'imports.write',
    'webhooks.write',
  ],
}

/** Every permission that somebody with these roles has, in the order of the list. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return permissions.filter((permission) => held.some((role) => grants[role].includes(permission)))
}
