import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'

const textRow = z.object({
  id: z.int(),
  to: z.string(),
  text: z.string(),
  createdAtMs: z.number(),
  copies: z.int(),
})
export type TextRow = z.output<typeof textRow>

/** Keeps a text; the same message again is still one. */
export async function logText(
  db: CommonQueryMethods,
  { messageId, to, text }: { messageId: string; to: string; text: string },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO sms_log AS l (message_id, recipient, text) VALUES (${messageId}, ${to}, ${text})
    ON CONFLICT (message_id) DO UPDATE SET copies = l.copies + 1`)
}

/** Newest first. Served by sms_log_pkey. */
export function listTexts(
  db: CommonQueryMethods,
  { before, limit }: { before: number | null; limit: number },
): Promise<readonly TextRow[]> {
  return db.any(sql.type(textRow)`
    SELECT id, recipient AS "to", text, created_at AS "createdAtMs", copies FROM sms_log
    WHERE ${before === null ? sql.fragment`TRUE` : sql.fragment`id < ${before}`}
    ORDER BY id DESC
    LIMIT ${limit}`)
}
