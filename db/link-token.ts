import { createHmac, timingSafeEqual } from 'node:crypto'

export type Link = { shipmentId: string; kind: 'recipient' | 'share'; generation: number }

const kinds = ['recipient', 'share'] as const
const idBytes = 16
const macBytes = 20
const length = idBytes + 2 + macBytes

/**
 * The token of a mailed link: the shipment, what its holder may do (`recipient` acts, `share` reads), the generation
 * (the next one ends it), and an HMAC over all three. Nothing is stored.
 */
export function linkToken(secret: string, link: Link): string {
  const body = Buffer.concat([
    Buffer.from(link.shipmentId.replaceAll('-', ''), 'hex'),
    Buffer.from([kinds.indexOf(link.kind), link.generation]),
  ])
  return Buffer.concat([body, macOf(secret, body)]).toString('base64url')
}

/** What a token says, or null when it is none of ours. */
export function readLink(secret: string, token: string): Link | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== length || bytes.toString('base64url') !== token) return null
  const body = bytes.subarray(0, idBytes + 2)
  if (!timingSafeEqual(bytes.subarray(idBytes + 2), macOf(secret, body))) return null
  const kind = kinds[body[idBytes] ?? 255]
  if (!kind) return null
  const hex = body.subarray(0, idBytes).toString('hex')
  const shipmentId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { shipmentId, kind, generation: body[idBytes + 1] ?? 0 }
}

function macOf(secret: string, body: Buffer): Buffer {
  return createHmac('sha256', `link:${secret}`).update(body).digest().subarray(0, macBytes)
}
