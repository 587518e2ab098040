import type { CommonQueryMethods } from 'slonik'
import { z } from 'zod'
import { findMail, listMails, type MailRow } from '#db/mailbox.ts'
import { listTexts } from '#db/sms-log.ts'
import { mailQuery, textQuery } from '#domain/schemas/lists.ts'
import type { MailView } from '#domain/views.ts'
import type { Services } from './contract.ts'
import { pageOf, readCursor } from './cursor.ts'
import { instantOf } from './instants.ts'
import { notFound } from './permission.ts'

const mailCursor = z.tuple([z.int()])

/** What the embedded mailbox caught: only where mail goes to nobody else. */
export function createMailboxService(db: CommonQueryMethods): NonNullable<Services['mailbox']> {
  return {
    list: async (query) => {
      const { limit, cursor, q = null } = mailQuery.parse(query)
      const before = readCursor(cursor, mailCursor)?.[0] ?? null
      const rows = await listMails(db, { before, q, limit: limit + 1 })
      return pageOf(rows, limit, { item: viewOf, place: ({ id }) => [id] })
    },
    get: async (id) => {
      const row = /^\d{1,15}$/.test(id) ? await findMail(db, Number(id)) : null
      if (!row) throw notFound('mail')
      return viewOf(row)
    },
    texts: async (query) => {
      const { limit, cursor } = textQuery.parse(query)
      const before = readCursor(cursor, mailCursor)?.[0] ?? null
      const rows = await listTexts(db, { before, limit: limit + 1 })
      return pageOf(rows, limit, {
        item: ({ id, createdAtMs, ...text }) => ({ id: String(id), createdAt: instantOf(createdAtMs), ...text }),
        place: ({ id }) => [id],
      })
    },
  }
}

function viewOf({ id, receivedAtMs, ...mail }: MailRow): MailView {
  return { id: String(id), receivedAt: instantOf(receivedAtMs), ...mail }
}
