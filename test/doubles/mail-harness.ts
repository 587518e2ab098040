import { Client } from 'pg'
import { pino } from 'pino'
import { createMailer } from '#activities/mail.ts'
import { startMailbox } from '#stack/doubles/mailbox/server.ts'
import { createDatabase } from '#test/support/database.ts'

/** A mailbox with a database of its own and the real mailer in front. */
export async function startPost() {
  const database = await createDatabase()
  const mailbox = await startMailbox({ databaseUrl: database.url, port: 0, log: pino({ level: 'silent' }) })
  const mailer = createMailer({ smtpUrl: mailbox.url, from: 'Waybill <hello@waybill.example>' })
  const client = new Client({ connectionString: database.url })
  await client.connect()
  return {
    databaseUrl: database.url,
    mailer,
    mailbox,
    query: (sql: string) => client.query(sql),
    messages: async () => (await client.query('SELECT * FROM mailbox.message ORDER BY id')).rows,
    [Symbol.asyncDispose]: async () => {
      mailer.close()
      await client.end()
      await mailbox.close()
      await database[Symbol.asyncDispose]()
    },
  }
}
