import { Pool } from 'pg'
import { expect, test } from 'vitest'
import { batchOf } from '#activities/projection-batch.ts'
import { isFirstToTell } from '#db/outbox.ts'
import { openPool } from '#db/pool.ts'
import { writeProjections } from '#db/projection.ts'
import { countStale, listStale, type StaleFilter } from '#db/stale.ts'
import { ownTimersOf } from '#domain/timers.ts'
import { createDatabase } from '#test/support/database.ts'
import { at, type Stage, type Story, stages, t0 } from '../domain/builders.ts'

const [hour, day] = [3_600_000, 86_400_000]
/** The instant of the report: all histories have been lived through until then. */
const reportMs = t0 + 9 * day
const copies = 50
const histories = 400

const everything: StaleFilter = {
  atMs: reportMs,
  statuses: null,
  partnerId: null,
  courierId: null,
  zone: null,
  carriage: null,
  olderThanMinutes: 0,
}

/** Lives of all stages that began at different times; each has had its deadlines fired by its own timers. */
function live(n: number): Story {
  const names = Object.keys(stages) as Stage[]
  const story = at(names[n % names.length] ?? 'confirmed', {
    promise: [t0, t0 + (n % 7) * day + hour],
    level: { allowances: { silence: `PT${12 + (n % 300)}H`, assign: `PT${1 + (n % 290)}H`, stop_late: 'PT8H' } },
  })
  story.wait(reportMs - story.atMs)
  return story
}

/** Whether the timer that watches the status has fired since it was armed: what the workflow itself knows. */
function isOutdatedByTimer({ shipment }: Story): boolean {
  const own = ownTimersOf(shipment.status)
  const isArmed = shipment.timers.some(({ name }) => own.includes(name))
  return !isArmed && shipment.staleAtMs !== null && shipment.status !== 'closed'
}

function idOf(n: number): string {
  return `01940000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

test('the stale report and the timers agree on twenty thousand shipments', async () => {
  await using database = await createDatabase()
  const raw = new Pool({ connectionString: database.url, max: 2 })
  raw.on('error', () => undefined)
  const pool = await openPool({
    databaseUrl: database.url,
    name: 'test',
    maxConnections: 2,
    statementTimeoutMs: 60_000,
    onError: () => undefined,
  })
  try {
    const stories = Array.from({ length: histories }, (_, n) => live(n))
    await raw.query(
      `INSERT INTO booking (shipment_id, tracking_number, sender, recipient, parcels, price_lines, pin, search_text)
       SELECT ('01940000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'WB' || n, '{}', '{}', '[]', '[]', '0000', ''
       FROM generate_series(0, $1::int - 1) n`,
      [histories * copies],
    )
    const outdated = new Set<string>()
    for (const [n, story] of stories.entries()) {
      const ids = Array.from({ length: copies }, (_, copy) => idOf(n * copies + copy))
      const batch = batchOf(
        { shipment: { ...story.shipment, courierId: null, offers: [], customerId: null }, events: [], fenceMs: 1 },
        0,
      )
      const rows = ids.map((id) => ({
        ...batch,
        exceptions: [],
        row: { ...batch.row, id, state: { ...story.shipment, id } },
      }))
      await writeProjections(raw, rows)
      if (isOutdatedByTimer(story)) for (const id of ids) outdated.add(id)
    }
    await raw.query('ANALYZE shipment')
    const listed = new Set<string>()
    for (let after: { atMs: number; id: string } | null = null; ; ) {
      const page: Awaited<ReturnType<typeof listStale>> = await listStale(pool, { ...everything, after, limit: 1_000 })
      for (const { shipmentId } of page) listed.add(shipmentId)
      const last = page.at(-1)
      if (!last) break
      after = { atMs: last.staleAtMs, id: last.shipmentId }
    }
    expect(outdated.size).toBeGreaterThan(histories * copies * 0.2)
    expect(outdated.size).toBeLessThan(histories * copies * 0.9)
    expect(listed.size).toBe(outdated.size)
    expect([...outdated].filter((id) => !listed.has(id))).toEqual([])
    const counts = await countStale(pool, everything)
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(outdated.size)
  } finally {
    await Promise.all([pool.end(), raw.end()])
  }
}, 120_000)

test('a person with many parcels in a zone is told of its bulletin by one of them, and by that one again', async () => {
  await using database = await createDatabase()
  const pool = await openPool({
    databaseUrl: database.url,
    name: 'test',
    maxConnections: 2,
    statementTimeoutMs: 5_000,
    onError: () => undefined,
  })
  const raw = new Pool({ connectionString: database.url, max: 1 })
  try {
    const bulletinId = idOf(1)
    await raw.query(`INSERT INTO job (id, kind, title, state, total) VALUES ($1, 'bulletin', 'Snow', 'running', 0)`, [
      bulletinId,
    ])
    await raw.query(
      `INSERT INTO bulletin (id, zone, kind, text, until_at, published_by, published_by_name, job_id)
       VALUES ($1, 'berlin', 'weather', 'Snow', now(), $1, 'Somebody', $1)`,
      [bulletinId],
    )
    const told = (address: string, outboxId: number) => isFirstToTell(pool, { bulletinId, address, outboxId })
    expect(await told('Ada@example.org', 7)).toBe(true)
    expect(await told('ada@example.org', 8)).toBe(false)
    expect(await told('ada@example.org', 7)).toBe(true)
    expect(await told('bob@example.org', 9)).toBe(true)
  } finally {
    await Promise.all([pool.end(), raw.end()])
  }
})
