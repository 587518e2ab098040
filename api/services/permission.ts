import type { Permission } from '#domain/actors.ts'
import { AppError } from '#domain/errors.ts'
import type { Viewer } from './contract.ts'

/** Refuses whoever has none of these permissions. The relation to a row is checked by the query itself. */
export function demand(viewer: Viewer, ...anyOf: Permission[]): void {
  if (anyOf.some((permission) => viewer.permissions.includes(permission))) return
  throw forbidden()
}

/** What nobody without the right role or permission gets. */
export function forbidden(): AppError {
  return new AppError('forbidden', 'Your role does not include this.')
}

/** What an idempotency key or a quote belongs to: a person, a partner's key, or a link. */
export function viewerKey({ userId, partnerId, linkedShipmentId }: Viewer): string {
  return userId ?? (partnerId ? `partner:${partnerId}` : `link:${linkedShipmentId}`)
}

/** The same words for what does not exist and for what is somebody else's. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `There is no such ${what}.`)
}
