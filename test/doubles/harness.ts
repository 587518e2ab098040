import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { createStripe } from '#activities/stripe-client.ts'
import { startStripeDouble } from '#stack/doubles/stripe/server.ts'
import { createDatabase } from '#test/support/database.ts'

export const webhookSecret = 'whsec_test_of_the_double'
const silent = pino({ level: 'silent' })

export type Delivery = { body: string; signature: string }

/** A receiver of webhooks that keeps what it got and can be told to fail. */
export async function startReceiver() {
  const received: Delivery[] = []
  let failing = false
  const receive = async (req: IncomingMessage, res: ServerResponse) => {
    const body = await text(req)
    if (!failing) received.push({ body, signature: String(req.headers['stripe-signature']) })
    res.writeHead(failing ? 500 : 200).end()
  }
  const server = createServer((req, res) => void receive(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    received,
    url: `http://127.0.0.1:${portOf(server.address())}/hook`,
    types: () => received.map((delivery) => String(JSON.parse(delivery.body).type)),
    fail: (on: boolean) => {
      failing = on
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A double with a database of its own, the real SDK in front, and a hand on its switches. */
export async function startDouble({ webhookUrl }: { webhookUrl?: string } = {}) {
  const database = await createDatabase()
  const webhook = webhookUrl ? { url: webhookUrl, secret: webhookSecret } : null
  const start = (port: number) => startStripeDouble({ databaseUrl: database.url, port, webhook, log: silent })
  let double = await start(0)
  const stripe = createStripe({ secretKey: 'sk_test_waybill', apiBase: double.url })
  return {
    stripe,
    url: double.url,
    databaseUrl: database.url,
    /** Stops the double and starts it again on the same port and store. */
    restart: async () => {
      await double.close()
      double = await start(double.port)
    },
    control: async (path: string, body?: object): Promise<unknown> => {
      const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
      return (await fetch(`${double.url}/_double${path}`, init)).json()
    },
    [Symbol.asyncDispose]: async () => {
      await double.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** Presses a button of a hosted page; gives where it leads. */
export async function press(url: string, choice: string): Promise<string | null> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ choice }), redirect: 'manual' })
  return response.headers.get('location')
}

/** Waits until something is true, at most ten seconds. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 10_000
  while (!(await isTrue())) {
    if (Date.now() > endMs) throw new Error('It never became true.')
    await sleep(20)
  }
}
