import { type CommonQueryMethods, type DatabasePool, UniqueIntegrityConstraintViolationError } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { writeAudit } from '#db/audit.ts'
import { deleteSessionsOf, insertInvite } from '#db/sessions.ts'
import { countOtherAdmins, findPartner, insertUser, listUsers, lockUser, type UserRow, updateUser } from '#db/users.ts'
import type { Role } from '#domain/actors.ts'
import { AppError } from '#domain/errors.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { userQuery } from '#domain/schemas/lists.ts'
import { userChange, userInput } from '#domain/schemas/settings.ts'
import type { UserView } from '#domain/views.ts'
import { hashPassword } from '../auth/passwords.ts'
import { hashOf, newToken } from '../auth/tokens.ts'
import type { Services, Viewer } from './contract.ts'
import { idCursor, pageOf, readCursor } from './cursor.ts'
import { instantOf } from './instants.ts'
import { demand, notFound } from './permission.ts'
import { knownRoles } from './roles.ts'
import { emailTaken } from './taken.ts'

export function createUserService(db: DatabasePool, publicUrl: string): Services['users'] {
  return {
    list: async (query, viewer) => {
      demand(viewer, 'users.read')
      const { limit, cursor, q = null } = userQuery.parse(query)
      const before = readCursor(cursor, idCursor)?.[0] ?? null
      const rows = await listUsers(db, { before, q, limit: limit + 1 })
      return pageOf(rows, limit, { item: viewOf, place: ({ id }) => [id] })
    },
    create: async (input, viewer) => {
      demand(viewer, 'users.write')
      const { email, name, roles, partnerId = null, password } = userInput.parse(input)
      await checkPartner(db, { roles, partnerId })
      const passwordHash = password === undefined ? null : await hashPassword(password)
      const invite = password === undefined ? newToken() : null
      const user = await db.transaction(async (tx) => {
        const created = await insertUser(tx, { id: uuidv7(), email, name, roles, partnerId, passwordHash }).catch(
          onTaken,
        )
        if (invite) await insertInvite(tx, { tokenHash: hashOf(invite), userId: created.id })
        await audit(tx, viewer, { action: 'user.created', before: null, after: created })
        return created
      })
      const inviteUrl = invite && `${publicUrl}/welcome?token=${invite}`
      return { ...viewOf(user), inviteUrl }
    },
    update: async (id, input, viewer) => {
      demand(viewer, 'users.write')
      const known = idSchema.safeParse(id)
      if (!known.success) throw notFound('user')
      const change = userChange.parse(input)
      return await db.transaction(async (tx) => {
        const before = await lockUser(tx, known.data)
        if (!before) throw notFound('user')
        const after = { ...before, ...definedOf(change) }
        await checkPartner(tx, { roles: after.roles, partnerId: after.partnerId })
        await keepOneAdmin(tx, after)
        const updated = await updateUser(tx, after)
        // What somebody may do has changed: he signs in anew, everywhere.
        if (!after.isActive || after.roles.join() !== before.roles.join()) await deleteSessionsOf(tx, before.id)
        await audit(tx, viewer, { action: 'user.changed', before, after: updated })
        return viewOf(updated)
      })
    },
  }
}

type Change = { [K in 'name' | 'roles' | 'partnerId' | 'isActive']?: UserRow[K] | undefined }

function definedOf(change: Change): Partial<UserRow> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

async function keepOneAdmin(tx: CommonQueryMethods, after: UserRow): Promise<void> {
  if (after.isActive && after.roles.includes('admin')) return
  if ((await countOtherAdmins(tx, after.id)) > 0) return
  throw new AppError('not_now', 'The last admin has to stay one: make another admin first.')
}

/** A partner's people belong to a partner, nobody else does. */
async function checkPartner(
  db: CommonQueryMethods,
  { roles, partnerId }: { roles: readonly string[]; partnerId: string | null },
): Promise<void> {
  const isPartner = roles.includes('partner' satisfies Role)
  const isKnown = partnerId !== null && (await findPartner(db, partnerId)) !== null
  if (isPartner === isKnown && isKnown === (partnerId !== null)) return
  const message = isPartner ? 'is needed for the role partner' : 'is only for the role partner'
  throw new AppError('invalid_input', `/partnerId: ${message}`, {
    errors: [{ pointer: '/partnerId', code: 'rule', message }],
  })
}

type Entry = { action: string; before: UserRow | null; after: UserRow }

async function audit(tx: CommonQueryMethods, viewer: Viewer, { action, before, after }: Entry): Promise<void> {
  await writeAudit(tx, {
    actorId: viewer.userId,
    actorName: viewer.name,
    action,
    subject: { kind: 'user', id: after.id },
    before: before && rightsOf(before),
    after: rightsOf(after),
  })
}

function rightsOf({ name, roles, partnerId, isActive }: UserRow) {
  return { name, roles, partnerId, isActive }
}

function onTaken(error: unknown): never {
  if (error instanceof UniqueIntegrityConstraintViolationError) throw emailTaken()
  throw error
}

function viewOf(user: UserRow): UserView {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    roles: knownRoles(user.roles),
    partnerId: user.partnerId,
    isActive: user.isActive,
    createdAt: instantOf(user.createdAtMs),
    lastSeenAt: user.lastSeenAtMs === null ? null : instantOf(user.lastSeenAtMs),
  }
}
