import type { CommonQueryMethods, DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { findKeyHolder, insertApiKey, revokeApiKey, touchKey } from '#db/api-keys.ts'
import { writeAudit } from '#db/audit.ts'
import { findPartner, findUser } from '#db/users.ts'
import { permissionsOf } from '#domain/actors.ts'
import { AppError } from '#domain/errors.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { apiKeyInput } from '#domain/schemas/settings.ts'
import { hashOf, newToken } from '../auth/tokens.ts'
import type { Viewer } from './contract.ts'
import { demand, notFound } from './permission.ts'
import { knownRoles } from './roles.ts'

const prefix = 'wb_live_'

export type ApiKeyService = ReturnType<typeof createApiKeyService>

/** Keys for partners and machines; made and revoked by an admin, shown once. */
export function createApiKeyService(db: DatabasePool) {
  return {
    create: async (input: unknown, viewer: Viewer) => {
      demand(viewer, 'api_keys.write')
      const { name, partnerId = null, userId = null, scopes, expiresAt } = apiKeyInput.parse(input)
      const holder = partnerId ? await findPartner(db, partnerId) : await findUser(db, userId ?? '')
      if (!holder) throw unknownHolder(partnerId ? '/partnerId' : '/userId')
      const key = newToken(prefix)
      const created = { id: uuidv7(), name, prefix: key.slice(0, prefix.length + 4), scopes }
      await db.transaction(async (tx) => {
        await insertApiKey(tx, {
          ...created,
          keyHash: hashOf(key),
          partnerId,
          userId,
          createdBy: viewer.userId ?? '',
          expiresAtMs: Date.parse(expiresAt),
        })
        await audit(tx, viewer, {
          action: 'api_key.created',
          id: created.id,
          after: { name, partnerId, userId, scopes },
        })
      })
      return { ...created, key, expiresAt: new Date(expiresAt).toISOString() }
    },
    revoke: async (id: string, viewer: Viewer): Promise<void> => {
      demand(viewer, 'api_keys.write')
      const known = idSchema.safeParse(id)
      if (!known.success) throw notFound('key')
      await db.transaction(async (tx) => {
        if (!(await revokeApiKey(tx, known.data))) throw notFound('key')
        await audit(tx, viewer, { action: 'api_key.revoked', id: known.data, after: null })
      })
    },
  }
}

type Entry = { action: string; id: string; after: Parameters<typeof writeAudit>[1]['after'] }

async function audit(tx: CommonQueryMethods, viewer: Viewer, { action, id, after }: Entry): Promise<void> {
  const actor = { actorId: viewer.userId, actorName: viewer.name }
  await writeAudit(tx, { ...actor, action, subject: { kind: 'api_key', id }, before: null, after })
}

function unknownHolder(pointer: string): AppError {
  return new AppError('invalid_input', 'The holder of the key does not exist.', {
    errors: [{ pointer, code: 'unknown', message: 'is not known' }],
  })
}

/** The viewer of a key: its holder, narrowed to the scopes of the key. */
export async function viewerOfApiKey(db: CommonQueryMethods, key: string): Promise<Viewer | null> {
  const holder = await findKeyHolder(db, hashOf(key))
  if (!holder) return null
  await touchKey(db, holder.id)
  const roles = holder.roles ? knownRoles(holder.roles) : (['partner'] as const)
  return {
    kind: 'user',
    userId: holder.userId,
    name: holder.userName ?? holder.partnerName ?? '',
    email: holder.email,
    roles,
    permissions: permissionsOf(roles).filter((permission) => holder.scopes.includes(permission)),
    partnerId: holder.partnerId,
    linkedShipmentId: null,
  }
}
