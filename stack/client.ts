import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'

const longestWaitMs = 30_000

const placeSchema = z.looseObject({ position: z.object({ lat: z.number(), lng: z.number() }).optional() })
const shipmentSchema = z.looseObject({
  id: z.string(),
  trackingNumber: z.string(),
  status: z.string(),
  seq: z.number(),
  sender: placeSchema,
  recipient: placeSchema,
  parcels: z.array(z.looseObject({ barcode: z.string() })),
  allowedCommands: z.array(z.string()),
  pin: z.string().optional(),
  exceptions: z.array(z.looseObject({ id: z.string(), type: z.string(), level: z.number(), state: z.string() })),
})
export type ClientShipment = z.infer<typeof shipmentSchema>

const sessionSchema = z.looseObject({ token: z.string(), user: z.looseObject({ id: z.string() }) })
const problemSchema = z.looseObject({ code: z.string(), detail: z.string().optional() })
const proofSchema = z.looseObject({ id: z.string() })
const commandStateSchema = z.looseObject({ state: z.string() })

/** An answer that was no success, with the problem's own words. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly code: string

  constructor(what: string, status: number, body: unknown) {
    const problem = problemSchema.safeParse(body).data
    super(`${what}: ${status} ${problem?.code ?? ''} ${problem?.detail ?? ''}`.trimEnd())
    this.status = status
    this.code = problem?.code ?? ''
  }
}

type Asked = { body?: BodyInit; headers?: Record<string, string> }
export type Client = Awaited<ReturnType<typeof signIn>>

/** Signs in at the public API as one person. Everything that plays Waybill from outside goes through here. */
export async function signIn(baseUrl: string, { email, password }: { email: string; password: string }) {
  const json = { 'content-type': 'application/json' }
  const signedIn = await request('POST', '/session', { body: JSON.stringify({ email, password }), headers: json })
  const session = sessionSchema.parse(signedIn.body)
  const authorization = `Bearer ${session.token}`

  async function request(method: string, path: string, asked: Asked = {}): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${baseUrl}/api/v1${path}`, { method, ...asked, signal: AbortSignal.timeout(20_000) })
    const text = await response.text()
    const body: unknown = text === '' ? null : JSON.parse(text)
    if (!response.ok) throw new ApiError(`${method} ${path}`, response.status, body)
    return { status: response.status, body }
  }

  async function get(path: string): Promise<unknown> {
    return (await request('GET', path, { headers: { authorization } })).body
  }

  async function send(method: string, path: string, body: object): Promise<{ status: number; body: unknown }> {
    return await request(method, path, { body: JSON.stringify(body), headers: { authorization, ...json } })
  }

  async function shipment(id: string): Promise<ClientShipment> {
    return shipmentSchema.parse(await get(`/shipments/${id}`))
  }

  return {
    userId: session.user.id,
    get,
    send,
    shipment,
    book: async (booking: object, key: string = randomUUID()): Promise<ClientShipment> => {
      const headers = { authorization, ...json, 'idempotency-key': key }
      const { body } = await request('POST', '/shipments', { body: JSON.stringify(booking), headers })
      return shipmentSchema.parse(body)
    },
    /** Sends a command and waits until it is applied; an answer of 202 is asked for again, never sent twice. */
    command: async (id: string, type: string, payload: object = {}): Promise<void> => {
      const commandId = uuidv7()
      const { status } = await send('POST', `/shipments/${id}/commands`, { commandId, type, payload })
      if (status === 202) await untilApplied(get, `/shipments/${id}/commands/${commandId}`)
    },
    uploadPhoto: async (shipmentId: string, photo: Uint8Array<ArrayBuffer>): Promise<string> => {
      const form = new FormData()
      form.set('kind', 'photo')
      form.set('shipmentId', shipmentId)
      form.set('file', new Blob([photo], { type: 'image/jpeg' }), 'photo.jpg')
      const { body } = await request('POST', '/proofs', { body: form, headers: { authorization } })
      return proofSchema.parse(body).id
    },
  }
}

async function untilApplied(get: (path: string) => Promise<unknown>, path: string): Promise<void> {
  const giveUpAtMs = performance.now() + longestWaitMs
  for (;;) {
    const { state } = commandStateSchema.parse(await get(path))
    if (state === 'applied') return
    if (state === 'refused' || performance.now() > giveUpAtMs) throw new Error(`${path} is ${state}`)
    await sleep(100)
  }
}
