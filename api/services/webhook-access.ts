import type { CommonQueryMethods } from 'slonik'
import { writeAudit } from '#db/audit.ts'
import { type EndpointRow, findEndpoint, lockEndpoint, type Owner } from '#db/webhook-endpoints.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import type { Viewer } from './contract.ts'
import { demand, forbidden, notFound } from './permission.ts'

/** Whose endpoints a viewer has to do with. */
export function ownerOf(viewer: Viewer): Owner {
  demand(viewer, 'webhooks.write')
  if (viewer.roles.includes('admin')) return { partnerId: null }
  if (viewer.partnerId === null) throw forbidden()
  return { partnerId: viewer.partnerId }
}

/** An endpoint that the viewer may see; foreign and unknown ones answer alike. */
export async function readEndpoint(db: CommonQueryMethods, id: string, viewer: Viewer): Promise<EndpointRow> {
  const owner = ownerOf(viewer)
  const known = idSchema.safeParse(id)
  const row = known.success ? await findEndpoint(db, known.data, owner) : null
  if (!row) throw notFound('endpoint')
  return row
}

/** The same, kept from others until the transaction ends. */
export async function lockOwn(tx: CommonQueryMethods, id: string, viewer: Viewer): Promise<EndpointRow> {
  const owner = ownerOf(viewer)
  const known = idSchema.safeParse(id)
  const row = known.success ? await lockEndpoint(tx, known.data, owner) : null
  if (!row) throw notFound('endpoint')
  return row
}

export type Told = Pick<Parameters<typeof writeAudit>[1], 'before' | 'after'>

/** Writes down who did what to an endpoint. */
export async function auditEndpoint(
  tx: CommonQueryMethods,
  viewer: Viewer,
  { action, id, ...told }: Told & { action: string; id: string },
): Promise<void> {
  const actor = { actorId: viewer.userId, actorName: viewer.name }
  await writeAudit(tx, {
    ...actor,
    action: `webhook_endpoint.${action}`,
    subject: { kind: 'webhook_endpoint', id },
    ...told,
  })
}
