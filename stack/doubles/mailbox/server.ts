import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Pool } from 'pg'
import type { Logger } from 'pino'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { schemaSql } from './schema.ts'

export type Mailbox = { url: string; port: number; close: () => Promise<void> }

export type MailboxOptions = { databaseUrl: string; port: number; log: Logger }

const maxBytes = 10 * 1024 * 1024

async function store(pool: Pool, raw: Buffer, session: SMTPServerSession): Promise<void> {
  const mail = await PostalMime.parse(raw)
  const { mailFrom, rcptTo } = session.envelope
  // A message without an id is told apart by its bytes, so that handing it in twice is still one message.
  const messageId = mail.messageId ?? `<${createHash('sha256').update(raw).digest('hex')}@no-message-id>`
  await pool.query(
    `INSERT INTO mailbox.message AS m (message_id, sender, recipients, subject, text, html, raw)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (message_id) DO UPDATE SET copies = m.copies + 1`,
    [
      messageId,
      mailFrom ? mailFrom.address : '',
      rcptTo.map((recipient) => recipient.address),
      mail.subject ?? '',
      mail.text ?? '',
      mail.html ?? null,
      raw,
    ].map((value) => (typeof value === 'string' ? value.replaceAll('\0', '') : value)),
  )
}

/** Starts an SMTP server on 127.0.0.1 that keeps every message in PostgreSQL instead of sending it on. */
export async function startMailbox({ databaseUrl, port, log }: MailboxOptions): Promise<Mailbox> {
  const pool = new Pool({ connectionString: databaseUrl, max: 4, application_name: 'mailbox' })
  pool.on('error', (error) => log.warn({ err: error }, 'the mailbox lost an idle connection'))
  await pool.query(schemaSql)

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream)
    if (stream.sizeExceeded) throw Object.assign(new Error('The message is too large.'), { responseCode: 552 })
    await store(pool, raw, session)
  }

  const server = new SMTPServer({
    name: 'mailbox.waybill',
    banner: 'Waybill development mailbox',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: maxBytes,
    closeTimeout: 2_000,
    onData: (stream, session, done) => {
      receive(stream, session).then(
        () => done(),
        (error: Error) => {
          log.warn({ reason: error.message }, 'the mailbox could not keep a message')
          done('responseCode' in error ? error : Object.assign(new Error('Try again later.'), { responseCode: 451 }))
        },
      )
    },
  })
  server.on('error', (error) => log.debug({ err: error }, 'a mail connection ended badly'))
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const bound = portOf(server.server.address())
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    close: async () => {
      await new Promise<void>((closed) => server.close(() => closed()))
      await pool.end()
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The mailbox has no port.')
  return address.port
}
