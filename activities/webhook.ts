import { request as requestPlainly } from 'node:http'
import { request as requestSafely } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress, PrivateAddressError, resolvePublic } from '#db/public-address.ts'

export type WebhookSettings = {
  /** For development alone: lets a webhook reach this machine and its network. */
  allowsPrivate: boolean
}

export type WebhookCall = {
  url: string
  messageId: string
  body: string
  /** What signs it; left out where nothing is signed. */
  headers?: Readonly<Record<string, string>>
}

/** `refused` is final: this address will not be called, now or later. */
export type WebhookOutcome =
  | { kind: 'sent'; status: number }
  | { kind: 'refused'; reason: string }
  /** The status is null where nothing was answered. */
  | { kind: 'failed'; reason: string; status: number | null }

export type WebhookPoster = (call: WebhookCall) => Promise<WebhookOutcome>

const timeoutMs = 5_000

/** Posts JSON to addresses that people have entered. Redirects are not followed, and the answer's body is not read. */
export function createWebhookPoster(settings: WebhookSettings): WebhookPoster {
  return async (call) => {
    const url = addressOf(call.url)
    if (!url) return { kind: 'refused', reason: 'not a web address' }
    if (!settings.allowsPrivate && isIP(hostOf(url)) && !isPublicAddress(hostOf(url))) return privateAddress
    try {
      const status = await post(url, call, settings)
      if (status >= 200 && status < 300) return { kind: 'sent', status }
      return { kind: 'failed', reason: `answered ${status}`, status }
    } catch (error) {
      if (error instanceof PrivateAddressError) return privateAddress
      const reason = error instanceof TimeoutError ? 'no answer in 5 s' : 'cannot be reached'
      return { kind: 'failed', reason, status: null }
    }
  }
}

const privateAddress: WebhookOutcome = { kind: 'refused', reason: 'private address' }

class TimeoutError extends Error {}

function addressOf(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
}

/** Without the brackets of an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function post(
  url: URL,
  { messageId, body, headers }: WebhookCall,
  { allowsPrivate }: WebhookSettings,
): Promise<number> {
  const send = url.protocol === 'https:' ? requestSafely : requestPlainly
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      // A connection of its own: one that is kept was checked for somebody else.
      agent: false,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'Waybill',
        'Webhook-Id': messageId,
        ...headers,
      },
      ...(!allowsPrivate && { lookup: resolvePublic }),
    })
    const timer = setTimeout(() => request.destroy(new TimeoutError()), timeoutMs)
    request.on('close', () => clearTimeout(timer))
    request.on('error', reject)
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    request.end(body)
  })
}
