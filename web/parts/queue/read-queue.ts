import type { QueueChanges, QueuePage } from '../../server/queue.server.ts'

/** Without the marks of paging and of what was just done: what the list is asked for. */
export function filtersOf(search: URLSearchParams): URLSearchParams {
  const filters = new URLSearchParams(search)
  for (const name of ['cursor', 'trail', 'done', 'do']) filters.delete(name)
  for (const [name, value] of [...filters]) if (value === '') filters.delete(name)
  return filters
}

/** Further rows after a cursor, or the first ones. */
export async function readRows(search: string, cursor: string | null): Promise<QueuePage | null> {
  const query = new URLSearchParams(search)
  if (cursor) query.set('cursor', cursor)
  // Our own server of the same build answers: the type is that of its loader.
  return (await readJson(`/dispatch/queue/rows?${query}`)) as QueuePage | null
}

type Asked = { ids: readonly string[]; sinceMs: number }

/** What became of these rows, and what is new. */
export async function readChanges(search: string, { ids, sinceMs }: Asked): Promise<QueueChanges | null> {
  const query = new URLSearchParams(search)
  query.set('since', String(sinceMs))
  for (const id of ids) query.append('id', id)
  // As above.
  return (await readJson(`/dispatch/queue/changes?${query}`)) as QueueChanges | null
}

/** Null when nobody answers: a list with old rows is better than none, and the next hint asks again. */
async function readJson(path: string): Promise<unknown> {
  try {
    const answer = await fetch(path, { headers: { accept: 'application/json' } })
    return answer.ok && !answer.redirected ? await answer.json() : null
  } catch {
    return null
  }
}
