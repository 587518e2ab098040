import { type Role, roles } from '#domain/actors.ts'

/** Roles that this release knows; the column may hold others for a while after a roll-back. */
export function knownRoles(held: readonly string[]): Role[] {
  return roles.filter((role) => held.includes(role))
}
