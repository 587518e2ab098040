import { Pool } from 'pg'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { type AlertDependencies, sendAlerts, tellStaff } from '#activities/alerts.ts'
import { createMailer } from '#activities/mail.ts'
import { createLocalSms } from '#activities/sms.ts'
import { createWebhookPoster } from '#activities/webhook.ts'
import { keepAlertPreferences } from '#db/alert-preferences.ts'
import { openPool } from '#db/pool.ts'
import { defaultAlertPreferences } from '#domain/alerts.ts'
import { defaultSteps } from '#domain/ladder-steps.ts'
import type { AlertPreferencesView } from '#domain/views-operations.ts'
import { startMailbox } from '#stack/doubles/mailbox/server.ts'
import { createDatabase } from '#test/support/database.ts'

export type Breach = {
  type?: string
  reason?: string
  level?: number
  kind?: string
  zone?: string | null
  owner?: { kind: 'role' | 'user'; id: string }
  who?: readonly string[]
  channels?: readonly string[]
  /** The shipment of an earlier one, for its next event. */
  after?: { shipmentId: string; exceptionId: string; seq: number }
  courierId?: string | null
}

export type Desk = Awaited<ReturnType<typeof startDesk>>

/** What nobody can deliver to: a port where nothing listens. */
export const noPost = 'smtp://127.0.0.1:1'

type DeskOptions = { databaseUrl: string; smtpUrl: string; allowsPrivate?: boolean }

/** What tells the staff, over a database that is there already; tests write what a projection would. */
export async function openDesk({ databaseUrl, smtpUrl, allowsPrivate = true }: DeskOptions) {
  const mailer = createMailer({ smtpUrl, from: 'Waybill <hello@waybill.example>' })
  const raw = new Pool({ connectionString: databaseUrl, max: 3 })
  raw.on('error', () => undefined)
  const options = { databaseUrl, maxConnections: 5, statementTimeoutMs: 60_000, onError: () => undefined }
  const pool = await openPool({ ...options, name: 'desk' })
  const dependencies: AlertDependencies = {
    pool,
    mailer,
    sms: createLocalSms(pool),
    postWebhook: createWebhookPoster({ allowsPrivate }),
    publicUrl: 'https://waybill.example',
    settleMs: 0,
  }
  const query = async (text: string, values: unknown[] = []) => (await raw.query(text, values)).rows
  return {
    pool,
    dependencies,
    query,
    breach: async (breach: Breach = {}) => await writeBreach(query, breach),
    /** How somebody wants to be told: without quiet hours, unless the test says so. */
    wish: async (userId: string, wishes: Partial<AlertPreferencesView> = {}) => {
      const document = { ...defaultAlertPreferences, quietFrom: null, quietTo: null, ...wishes }
      await keepAlertPreferences(pool, { userId, document: { ...document, muted: [...document.muted] } })
    },
    /** Tells and sends until nothing is left to do now. */
    work: async () => {
      while (await tellStaff(dependencies));
      while (await sendAlerts(dependencies));
    },
    /** So many minutes pass for everything that waits. */
    pass: async (minutes: number) => {
      const past = (column: string) => `${column} = ${column} - ${minutes} * interval '1 minute'`
      await query(`UPDATE alert_delivery SET ${past('not_before')}, ${past('sent_at')}`)
      await query(`UPDATE alert SET ${past('created_at')}`)
    },
    [Symbol.asyncDispose]: async () => {
      mailer.close()
      await Promise.all([pool.end(), raw.end()])
    },
  }
}

/** Alerts with real PostgreSQL, the SMTP double and real HTTP, without a workflow. */
export async function startDesk({ smtpUrl, allowsPrivate = true }: { smtpUrl?: string; allowsPrivate?: boolean } = {}) {
  const database = await createDatabase()
  const mailbox = await startMailbox({ databaseUrl: database.url, port: 0, log: pino({ level: 'silent' }) })
  const desk = await openDesk({ databaseUrl: database.url, smtpUrl: smtpUrl ?? mailbox.url, allowsPrivate })
  const { query } = desk
  return {
    ...desk,
    /** Somebody of the company; null wishes are those of whoever has chosen nothing. */
    person: async (roles: readonly string[], wishes: Partial<AlertPreferencesView> | null = {}) => {
      const id = uuidv7()
      const email = `${id}@waybill.example`
      await query('INSERT INTO app_user (id, email, name, roles) VALUES ($1, $2, $3, $4)', [
        id,
        email,
        'Somebody',
        roles,
      ])
      if (wishes) await desk.wish(id, wishes)
      return { id, email }
    },
    mails: async () => await query('SELECT * FROM mailbox.message ORDER BY id'),
    alerts: async () => await query('SELECT * FROM alert ORDER BY id'),
    deliveries: async () => await query('SELECT * FROM alert_delivery ORDER BY alert_id, channel'),
    [Symbol.asyncDispose]: async () => {
      await desk[Symbol.asyncDispose]()
      await mailbox.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

type Query = (text: string, values?: unknown[]) => Promise<unknown[]>

async function writeBreach(query: Query, breach: Breach) {
  const { level = 1, type = 'unassigned', reason = 'no_courier', zone = null, after, courierId = null } = breach
  const owner = breach.owner ?? { kind: 'role', id: 'D' }
  const step = defaultSteps[level - 1]
  const [shipmentId, exceptionId, seq] = after
    ? [after.shipmentId, after.exceptionId, after.seq + 1]
    : [uuidv7(), uuidv7(), 3]
  if (!after) await writeShipment(query, { shipmentId, exceptionId, type, reason, courierId })
  const facts = {
    ...{ exceptionId, type, reason, level, zone, severity: 'medium', kind: breach.kind ?? 'raised' },
    ...{ ownerKind: owner.kind, ownerId: owner.id, occurredAtMs: Date.now() },
    who: breach.who ?? step?.who,
    channels: breach.channels ?? step?.channels,
  }
  await query(
    `INSERT INTO outbox (shipment_id, seq, notice, channel, audience, facts, not_before)
     VALUES ($1, $2, 'N14', 'l', 'L', $3, now())`,
    [shipmentId, seq, JSON.stringify(facts)],
  )
  return { shipmentId, exceptionId, seq, trackingNumber: `WB${shipmentId.slice(-12)}` }
}

type Written = { shipmentId: string; exceptionId: string; type: string; reason: string; courierId: string | null }

async function writeShipment(query: Query, { shipmentId, exceptionId, type, reason, courierId }: Written) {
  await query(
    `INSERT INTO booking (shipment_id, tracking_number, sender, recipient, parcels, price_lines, pin, search_text)
     VALUES ($1, $2, '{}', '{}', '[]', '[]', '1234', '')`,
    [shipmentId, `WB${shipmentId.slice(-12)}`],
  )
  await query(
    `INSERT INTO shipment (id, tracking_number, courier_id, offered_to, level_code, status, seq, fence_ms, pickup_from,
       pickup_to, promise_to, entered_at, open_exceptions, worst_level, state, created_at, updated_at)
     VALUES ($1, $2, $3, '{}', 'economy', 'confirmed', 3, 0, now(), now(), now(), now(), 1, 1, '{}', now(), now())`,
    [shipmentId, `WB${shipmentId.slice(-12)}`, courierId],
  )
  await query(
    `INSERT INTO exception (id, shipment_id, type, reason, severity, level, state, raised_seq, raised_at, sla_due_at,
       owner_kind, owner_id, score, signals)
     VALUES ($1, $2, $3, $4, 'medium', 1, 'open', 3, now(), now(), 'role', 'D', 70, 1)`,
    [exceptionId, shipmentId, type, reason],
  )
}
