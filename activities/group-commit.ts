import type { Pool } from 'pg'
import { type ProjectionBatch, writeProjection, writeProjections } from '#db/projection.ts'

type Waiting = {
  batch: ProjectionBatch
  resolve: (isWritten: boolean) => void
  reject: (error: unknown) => void
}

/** More at once share one commit; one that comes while a connection is free goes at once and waits for nobody. */
const mostTogether = 50
const mostAtOnce = 4

/**
 * Writes projections of different shipments together while the database is busy: a storm of a thousand deadlines is
 * some dozens of commits. Each caller hears of its own shipment, after the commit that it shares.
 */
export function createGroupCommit(pool: Pool) {
  const waiting: Waiting[] = []
  let running = 0

  function next(): void {
    while (running < mostAtOnce && waiting.length > 0) {
      running++
      void write(pool, waiting.splice(0, mostTogether)).finally(() => {
        running--
        next()
      })
    }
  }

  return (batch: ProjectionBatch): Promise<boolean> =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject })
      next()
    })
}

async function write(pool: Pool, group: readonly Waiting[]): Promise<void> {
  const [only] = group
  if (group.length === 1 && only) return await writeAlone(pool, only)
  // By id, so that two groups never wait for each other's rows.
  const sorted = group.toSorted((a, b) => (String(a.batch.row.id) < String(b.batch.row.id) ? -1 : 1))
  try {
    const written = await writeProjections(
      pool,
      sorted.map(({ batch }) => batch),
    )
    for (const [index, { resolve }] of sorted.entries()) resolve(written[index] ?? false)
  } catch {
    // One that cannot be written must not take the others with it: each is tried alone, and answers for itself.
    await Promise.all(sorted.map((one) => writeAlone(pool, one)))
  }
}

async function writeAlone(pool: Pool, { batch, resolve, reject }: Waiting): Promise<void> {
  try {
    resolve(await writeProjection(pool, batch))
  } catch (error) {
    reject(error)
  }
}
