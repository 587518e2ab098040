import { Pool } from 'pg'
import { uuidv7 } from 'uuidv7'
import { createWebhookPoster } from '#activities/webhook.ts'
import { drainEndpoint, type WebhookDependencies } from '#activities/webhook-endpoint.ts'
import { openPool } from '#db/pool.ts'
import { seal } from '#db/sealed.ts'
import { insertEndpoint } from '#db/webhook-endpoints.ts'
import { fanOutWebhooks, takeDueEndpoints } from '#db/webhook-relay.ts'
import { createDatabase } from '#test/support/database.ts'

const secret = 'test-secret-that-is-long-enough-for-anybody'
export const signingSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

/** Webhooks with real PostgreSQL and real HTTP, without a workflow; tests write what a projection would. */
export async function startWebhookDesk() {
  const database = await createDatabase()
  const raw = new Pool({ connectionString: database.url, max: 3 })
  raw.on('error', () => undefined)
  const options = { databaseUrl: database.url, maxConnections: 6, statementTimeoutMs: 60_000, onError: () => undefined }
  const pool = await openPool({ ...options, name: 'webhook-desk' })
  const deps: WebhookDependencies = {
    pool,
    post: createWebhookPoster({ allowsPrivate: true }),
    secret,
    stopping: new AbortController().signal,
  }
  const query = async (text: string, values: unknown[] = []) => (await raw.query(text, values)).rows
  const drain = (id: string) => drainEndpoint(deps, id, { ending: deps.stopping, beat: () => undefined })
  return {
    databaseUrl: database.url,
    pool,
    deps,
    secret,
    query,
    drain,
    partner: async () => {
      const id = uuidv7()
      await query('INSERT INTO partner (id, name) VALUES ($1, $2)', [id, `Partner ${id}`])
      return id
    },
    endpoint: async (partnerId: string, url: string, kinds: string[] | null = null) => {
      const id = uuidv7()
      const sealedSecret = seal(secret, signingSecret)
      await insertEndpoint(pool, { id, partnerId, url, description: '', kinds, sealedSecret })
      return id
    },
    shipment: () => writeShipment(query),
    /** One event of a shipment that its partner is to be told of. */
    event: async (shipmentId: string, { partnerId, seq, kind = 'shipment.scanned', notice = 'N6' }: Event) => {
      const facts = { partnerId, kind, data: { seq, recordedAt: new Date().toISOString() } }
      await query(
        `INSERT INTO outbox (shipment_id, seq, notice, channel, audience, facts, not_before)
         VALUES ($1, $2, $3, 'w', 'P', $4, now())`,
        [shipmentId, seq, notice, JSON.stringify(facts)],
      )
    },
    fanOut: () => fanOutWebhooks(pool, 500),
    /** What the relay does until nothing is due. */
    work: async () => {
      await fanOutWebhooks(pool, 500)
      for (;;) {
        const due = await takeDueEndpoints(pool)
        if (due.length === 0) return
        await Promise.all(due.map(drain))
      }
    },
    /** So many minutes pass for everything that waits. */
    pass: async (minutes: number) => {
      const past = (column: string) => `${column} = ${column} - ${minutes} * interval '1 minute'`
      await query(`UPDATE webhook_message SET ${past('not_before')}`)
      await query(`UPDATE webhook_endpoint SET ${past('failing_since')}, ${past('rests_until')}, ${past('busy_until')}`)
    },
    messages: async () => await query('SELECT * FROM webhook_message ORDER BY id'),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([pool.end(), raw.end()])
      await database[Symbol.asyncDispose]()
    },
  }
}

type Event = { partnerId: string; seq: number; kind?: string; notice?: string }

type Query = (text: string, values?: unknown[]) => Promise<unknown[]>

async function writeShipment(query: Query): Promise<string> {
  const id = uuidv7()
  await query(
    `INSERT INTO booking (shipment_id, tracking_number, reference, sender, recipient, parcels, price_lines, pin,
       search_text)
     VALUES ($1, $2, 'Order 7', '{}', '{}', '[]', '[]', '1234', '')`,
    [id, `WB${id.slice(-12)}`],
  )
  await query(
    `INSERT INTO shipment (id, tracking_number, offered_to, level_code, status, seq, fence_ms, pickup_from,
       pickup_to, promise_to, entered_at, open_exceptions, worst_level, state, created_at, updated_at)
     VALUES ($1, $2, '{}', 'economy', 'confirmed', 3, 0, now(), now(), now(), now(), 0, 0, '{}', now(), now())`,
    [id, `WB${id.slice(-12)}`],
  )
  return id
}
