import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'

export type Answer = { status: number; headers: Headers; text: string; body: unknown }
type Asked = { headers?: Record<string, string>; raw?: BodyInit; json?: unknown }

const exceptionSchema = z.looseObject({ id: z.string(), type: z.string(), state: z.string() })
const shipmentSchema = z.looseObject({
  id: z.string(),
  trackingNumber: z.string(),
  status: z.string(),
  seq: z.number(),
  parcels: z.array(z.looseObject({ barcode: z.string() })),
  allowedCommands: z.array(z.string()),
  exceptions: z.array(exceptionSchema),
  pin: z.string().optional(),
})
export type Seen = z.infer<typeof shipmentSchema>

export type Caller = Awaited<ReturnType<typeof caller>>

/** Somebody at the API: signed in, or nobody. */
export async function caller(url: string, credentials: { email: string; password: string } | null) {
  let token: string | null = null

  async function call(method: string, path: string, { headers = {}, raw, json }: Asked = {}): Promise<Answer> {
    const body = raw ?? (json === undefined ? null : JSON.stringify(json))
    const response = await fetch(
      path.startsWith('/api/') || path === '/metrics' ? url + path : `${url}/api/v1${path}`,
      {
        method,
        body,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
      },
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }

  if (credentials) {
    const { body } = await call('POST', '/session', { json: credentials })
    token = z.looseObject({ token: z.string() }).parse(body).token
  }

  async function book(wish: object = {}, key: string = randomUUID()): Promise<Seen> {
    const answer = await call('POST', '/shipments', { json: booking(wish), headers: { 'idempotency-key': key } })
    if (answer.status !== 201) throw new Error(`booking: ${answer.status} ${answer.text}`)
    return shipmentSchema.parse(answer.body)
  }

  return {
    token: () => token ?? '',
    call,
    get: (path: string) => call('GET', path),
    book,
    give: (id: string, command: object) =>
      call('POST', `/shipments/${id}/commands`, { json: { commandId: uuidv7(), ...command } }),
    /** Gives a command that must be applied. */
    does: async (id: string, type: string, payload?: object): Promise<Seen> => {
      const answer = await call('POST', `/shipments/${id}/commands`, { json: { commandId: uuidv7(), type, payload } })
      if (answer.status !== 200) throw new Error(`${type}: ${answer.status} ${answer.text}`)
      return z.looseObject({ shipment: shipmentSchema }).parse(answer.body).shipment
    },
    shipment: async (id: string): Promise<Seen> => shipmentSchema.parse((await call('GET', `/shipments/${id}`)).body),
    upload: (bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string> = { kind: 'photo' }) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', new Blob([bytes]), 'photo.jpg')
      return call('POST', '/proofs', { raw: form })
    },
  }
}

function parsed(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text)
    return body
  } catch {
    return null
  }
}

export const berlin = { lat: 52.5352, lng: 13.4089 }

/** A booking of one parcel within Berlin, paid on account; a test names what differs. */
export function booking(wish: object = {}) {
  const address = { city: 'Berlin', postcode: '10119', country: 'DE' }
  return {
    serviceLevel: 'economy',
    sender: { name: 'Buchhandlung am Kanal', line1: 'Paul-Lincke-Ufer 12', ...address, email: 'shop@example.org' },
    recipient: {
      name: 'Ada Krüger',
      line1: 'Kastanienallee 40',
      ...address,
      email: 'recipient@waybill.example',
      position: berlin,
    },
    parcels: [{ weightGrams: 1_200, description: 'Books' }],
    payment: { method: 'account' },
    ...wish,
  }
}
