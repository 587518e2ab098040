import { z } from 'zod'
import { AppError } from '#domain/errors.ts'

/** Where the next page of a list begins: opaque to clients, checked when it comes back. */
export function cursorOf(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Reads a cursor of ours; null for the first page. */
export function readCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new AppError('bad_cursor', 'This cursor is not one of ours. Begin at the first page.')
  }
}

/** The cursor of lists that go by id alone. */
export const idCursor = z.tuple([z.guid()])

/** Cuts the one row that was read too many, and says where the next page begins. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  to: { item: (row: Row) => Item; place: (row: Row) => readonly (string | number | null)[] },
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { items: shown.map(to.item), nextCursor: hasMore ? cursorOf(to.place(last)) : null }
}
