import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { likeOf } from './shipment-pages.ts'

const mailRow = z.object({
  id: z.int(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  receivedAtMs: z.number(),
  copies: z.int(),
})
export type MailRow = z.output<typeof mailRow>

const columns = sql.fragment`id, recipients AS "to", subject, text, html, received_at AS "receivedAtMs", copies`

export type MailPage = { before: number | null; q: string | null; limit: number }

/** The embedded mailbox, newest first. Served by mailbox.message_pkey. */
export function listMails(db: CommonQueryMethods, { before, q, limit }: MailPage): Promise<readonly MailRow[]> {
  const like = q === null ? null : likeOf(q)
  return db.any(sql.type(mailRow)`
    SELECT ${columns} FROM mailbox.message
    WHERE ${sql.and([
      before !== null && sql.fragment`id < ${before}`,
      like !== null && sql.fragment`lower(subject || ' ' || array_to_string(recipients, ' ')) LIKE ${like}`,
    ])}
    ORDER BY id DESC
    LIMIT ${limit}`)
}

export function findMail(db: CommonQueryMethods, id: number): Promise<MailRow | null> {
  return db.maybeOne(sql.type(mailRow)`SELECT ${columns} FROM mailbox.message WHERE id = ${id}`)
}
