import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits. Only the hash is kept. */
export function newToken(prefix = ''): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
