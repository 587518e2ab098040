import { type CommonQueryMethods, type DatabasePool, UniqueIntegrityConstraintViolationError } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { writeAudit } from '#db/audit.ts'
import {
  addFailure,
  clearFailures,
  deleteSession,
  deleteSessionsOf,
  findFailures,
  findSession,
  type HolderRow,
  hasOneTimeToken,
  insertSession,
  sweepSessions,
  touchSession,
  useOneTimeToken,
} from '#db/sessions.ts'
import { findCredentials, insertUser, lockUser, setPassword } from '#db/users.ts'
import { permissionsOf, type Role, roles } from '#domain/actors.ts'
import { AppError } from '#domain/errors.ts'
import { signInInput, welcomeInput } from '#domain/schemas/session.ts'
import { hashPassword, isPassword } from '../auth/passwords.ts'
import { hashOf, newToken } from '../auth/tokens.ts'
import type { Limits } from '../limits.ts'
import { viewerOfApiKey } from './api-keys.ts'
import type { Client, Services, SignedIn, Viewer } from './contract.ts'
import { knownRoles } from './roles.ts'
import { emailTaken } from './taken.ts'

/** Idle and absolute length of a session by role; whoever has several gets the strictest. */
const lengths: readonly { roles: readonly Role[]; idleSeconds: number; seconds: number }[] = [
  { roles: ['admin', 'supervisor', 'dispatcher', 'finance'], idleSeconds: 30 * 60, seconds: 12 * 3600 },
  { roles: ['courier'], idleSeconds: 12 * 3600, seconds: 7 * 86_400 },
  { roles, idleSeconds: 24 * 3600, seconds: 14 * 86_400 },
]

const perAccount = { most: 5, windowSeconds: 60 }
const perAddress = { most: 50, windowSeconds: 3600 }

const wrong = 'E-mail or password is wrong.'

export function createSessionService(db: DatabasePool, limits: Limits): Services['session'] {
  async function signIn(input: unknown, client: Client): Promise<SignedIn> {
    const { email, password } = signInInput.parse(input)
    const account = `account:${email}:${client.address}`
    const address = `address:${client.address}`
    await refuseThrottled({ account, address })
    const user = await findCredentials(db, email)
    const isRight = await isPassword(password, user?.passwordHash ?? null)
    if (!user?.isActive || !isRight) {
      await addFailure(db, { key: account, windowSeconds: perAccount.windowSeconds })
      await addFailure(db, { key: address, windowSeconds: perAddress.windowSeconds })
      throw new AppError('unauthenticated', wrong)
    }
    await clearFailures(db, account)
    return await open({ id: user.id, name: user.name, roles: knownRoles(user.roles) })
  }

  async function refuseThrottled({ account, address }: { account: string; address: string }): Promise<void> {
    const failures = await findFailures(db, [account, address])
    const full = failures.find(({ key, failures: count }) => count >= (key === account ? perAccount : perAddress).most)
    if (!full) return
    throw new AppError('too_many_requests', 'Too many failed attempts. Wait a little and try again.', {
      retryAfterSeconds: full.retryAfterSeconds,
    })
  }

  async function open(user: SignedIn['user']): Promise<SignedIn> {
    const { idleSeconds, seconds } = lengthFor(user.roles)
    const token = newToken()
    const expiresAtMs = Date.now() + seconds * 1000
    await insertSession(db, { tokenHash: hashOf(token), userId: user.id, idleSeconds, expiresAtMs })
    await sweepSessions(db)
    return { token, expiresAt: new Date(expiresAtMs).toISOString(), user }
  }

  async function welcome(input: unknown): Promise<SignedIn> {
    const { token, password, name, email } = welcomeInput.parse(input)
    // Asked first: nobody without a token makes us hash.
    if (!(await hasOneTimeToken(db, hashOf(token)))) throw deadLink()
    const passwordHash = await hashPassword(password)
    const user = await db.transaction(async (tx) => {
      const used = await useOneTimeToken(tx, hashOf(token))
      if (!used) throw deadLink()
      if (used.userId === null) return await makeFirstAdmin(tx, { passwordHash, name, email })
      const invited = await lockUser(tx, used.userId)
      if (!invited?.isActive) throw deadLink()
      await setPassword(tx, { id: invited.id, passwordHash })
      await deleteSessionsOf(tx, invited.id)
      return invited
    })
    return await open({ id: user.id, name: user.name, roles: knownRoles(user.roles) })
  }

  return {
    signIn,
    welcome,
    viewerOf: async (token) => {
      if (token.startsWith('wb_live_')) {
        await limits.machine(token)
        return await viewerOfApiKey(db, token)
      }
      const holder = await findSession(db, hashOf(token))
      if (!holder) return null
      if (holder.isUnseen) await touchSession(db, hashOf(token))
      return viewerOfHolder(holder)
    },
    signOut: async (token) => await deleteSession(db, hashOf(token)),
  }
}

function deadLink(): AppError {
  return new AppError('unauthenticated', 'This link is not valid any more. Ask for a new one.')
}

type FirstAdmin = { passwordHash: string; name: string | undefined; email: string | undefined }

async function makeFirstAdmin(tx: CommonQueryMethods, { passwordHash, name, email }: FirstAdmin) {
  if (!name || !email) {
    const missing = [...(name ? [] : ['name']), ...(email ? [] : ['email'])]
    throw new AppError('invalid_input', 'Name and e-mail are needed.', {
      errors: missing.map((field) => ({ pointer: `/${field}`, code: 'missing', message: 'is missing' })),
    })
  }
  try {
    const admin = await insertUser(tx, {
      id: uuidv7(),
      email,
      name,
      roles: ['admin'],
      partnerId: null,
      passwordHash,
    })
    await writeAudit(tx, {
      actorId: admin.id,
      actorName: name,
      action: 'user.first_admin',
      subject: { kind: 'user', id: admin.id },
      before: null,
      after: { roles: ['admin'] },
    })
    return admin
  } catch (error) {
    if (error instanceof UniqueIntegrityConstraintViolationError) throw emailTaken()
    throw error
  }
}

function viewerOfHolder({ userId, name, email, roles: held, partnerId }: HolderRow): Viewer {
  const known = knownRoles(held)
  return {
    kind: 'user',
    userId,
    name,
    email,
    roles: known,
    permissions: permissionsOf(known),
    partnerId,
    linkedShipmentId: null,
  }
}

function lengthFor(held: readonly Role[]) {
  const strictest = lengths.find(({ roles: of }) => held.some((role) => of.includes(role)))
  return strictest ?? { idleSeconds: 24 * 3600, seconds: 14 * 86_400 }
}
