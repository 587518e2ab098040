import { type CommonQueryMethods, sql } from 'slonik'
import type { HealthView } from '#domain/views.ts'
import type { Temporal } from '../temporal.ts'
import type { Services } from './contract.ts'

const freshForMs = 1_000

/** Whether what we stand on is there; asked at most once a second, however many ask us. */
export function createHealthService(db: CommonQueryMethods, temporal: Temporal): Services['health'] {
  let last: { atMs: number; view: Promise<HealthView> } | null = null
  return {
    check: async () => {
      const nowMs = Date.now()
      if (!last || nowMs - last.atMs > freshForMs) last = { atMs: nowMs, view: look(db, temporal) }
      return await last.view
    },
  }
}

async function look(db: CommonQueryMethods, temporal: Temporal): Promise<HealthView> {
  const [database, hasTemporal] = await Promise.all([isThere(db), temporal.probe()])
  const worker = hasTemporal && (await temporal.hasWorker().catch(() => false))
  return { database, temporal: hasTemporal, worker }
}

async function isThere(db: CommonQueryMethods): Promise<boolean> {
  return await db.exists(sql.unsafe`SELECT 1`).catch(() => false)
}
