import { invalid } from './failure.ts'
import type { Db } from './store.ts'

type Fields = Record<string, unknown>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

async function expandPath(db: Db, target: unknown, path: string[]): Promise<unknown> {
  const [name, ...rest] = path
  if (name === undefined) return target
  if (Array.isArray(target)) {
    const items: unknown[] = []
    // One after the other: a transaction has one connection.
    for (const item of target) items.push(await expandPath(db, item, path))
    return items
  }
  if (!isFields(target)) return target
  if (!(name in target)) {
    throw invalid(`This property cannot be expanded (${name}).`, { param: 'expand[0]' })
  }
  const value = target[name]
  const inner = typeof value === 'string' ? await findAny(db, value) : value
  return { ...target, [name]: await expandPath(db, inner, rest) }
}

async function findAny(db: Db, id: string): Promise<object | string> {
  const { rows } = await db.query<{ data: object }>('SELECT data FROM stripe_double.object WHERE id = $1', [id])
  return rows[0]?.data ?? id
}

/** Replaces ids by their objects along each path, such as `payment_intent.latest_charge` or `data.latest_charge`. */
export async function expand(db: Db, body: object, paths: string[]): Promise<object> {
  let expanded: unknown = body
  for (const path of paths) {
    const parts = path.split('.')
    expanded = await expandPath(db, expanded, parts)
  }
  return isFields(expanded) ? expanded : body
}
