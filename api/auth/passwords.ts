import { hash, verify } from '@node-rs/argon2'
import { AppError } from '#domain/errors.ts'

/** Argon2id, which is this library's own choice. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const mostAtOnce = 2
const mostWaiting = 200
let running = 0
const waiting: (() => void)[] = []

/** Two at a time: a flood of sign-ins must not take every core and 19 MiB each. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) {
    throw new AppError('too_many_requests', 'Many people sign in just now. Try again.', { retryAfterSeconds: 5 })
  }
  if (running >= mostAtOnce) await new Promise<void>((go) => waiting.push(go))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export async function hashPassword(password: string): Promise<string> {
  return await inTurn(() => hash(password, options))
}

/** Checked for unknown accounts too, so that their answer takes as long. */
let decoy: Promise<string> | null = null

/** Whether the password belongs to the hash; null (no account, or no password set) costs the same time and is false. */
export async function isPassword(password: string, storedHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has')
  const against = storedHash ?? (await decoy)
  const isRight = await inTurn(() => verify(against, password))
  return isRight && storedHash !== null
}
