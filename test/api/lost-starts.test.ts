import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWhatWasLost } from '#activities/lost-starts.ts'
import { insertBulletin } from '#db/bulletins.ts'
import { insertRows } from '#db/import-rows.ts'
import { insertImport } from '#db/imports.ts'
import { insertRowJob, type NewJob, rowsFor } from '#db/jobs.ts'
import { dayMs } from '#domain/durations.ts'
import { usualFormat } from '#domain/import-columns.ts'
import { type Company, startCompany } from './support/company.ts'
import { type Inside, insideOf } from './support/inside.ts'
import { type Crew, crewOf, levelFor } from './support/road.ts'

let company: Company
let crew: Crew
let serviceLevel: string
let inside: Inside
beforeAll(async () => {
  company = await startCompany()
  crew = await crewOf(company)
  serviceLevel = await levelFor(crew.admin, 'calm')
  inside = await insideOf(company)
})
afterAll(async () => {
  await inside[Symbol.asyncDispose]()
  await company[Symbol.asyncDispose]()
})

const look = () => startWhatWasLost(inside)

/** What the server leaves behind when it dies between the rows and the start. */
async function leaveBehind(shipmentId: string, { kind, template }: { kind: NewJob['kind']; template: object }) {
  const id = uuidv7()
  const envelope = { source: 'web', occurredAtMs: Date.now(), receivedAtMs: Date.now(), expectedSeq: null }
  const input = { template: { ...envelope, ...template } }
  const job = { id, kind, title: 'Left behind', input, createdBy: company.users.supervisor }
  await inside.pool.transaction((tx) => insertRowJob(tx, job, rowsFor([shipmentId], uuidv7)))
  return id
}

async function age(table: 'job' | 'bulletin' | 'import', id: string, interval: string): Promise<void> {
  await company.pool.query(`UPDATE ${table} SET created_at = now() - $2::interval WHERE id = $1`, [id, interval])
}

async function stateOf(jobId: string): Promise<string> {
  const { rows } = await company.pool.query<{ state: string }>('SELECT state FROM job WHERE id = $1', [jobId])
  return rows[0]?.state ?? 'gone'
}

const note = () => ({
  actor: { kind: 'D', id: company.users.dispatcher },
  type: 'add_note',
  payload: { noteId: uuidv7(), audience: 'staff' },
})

test('a job whose start was lost is started once it is a minute old, and done once', async () => {
  const shipment = await crew.customer.book({ serviceLevel })
  const [young, old] = [
    await leaveBehind(shipment.id, { kind: 'bulk', template: note() }),
    await leaveBehind(shipment.id, { kind: 'policy', template: note() }),
  ]
  await age('job', young, '50 seconds')
  await age('job', old, '70 seconds')
  await Promise.all([look(), look()])
  await look()
  await expect.poll(() => stateOf(old), { timeout: 20_000 }).toBe('done')
  expect(await stateOf(young)).toBe('running')
  const { rows } = await company.pool.query(
    "SELECT count(*)::int AS notes FROM shipment_event WHERE shipment_id = $1 AND type = 'noted'",
    [shipment.id],
  )
  expect(rows).toEqual([{ notes: 1 }])
})

test('a bulletin whose start was lost reaches its parcels, and can still be ended by hand before', async () => {
  const shipment = await crew.customer.book({ serviceLevel })
  const id = uuidv7()
  const untilMs = Date.now() + dayMs
  const jobId = await leaveBehind(shipment.id, {
    kind: 'bulletin',
    template: {
      actor: { kind: 'V', id: company.users.supervisor },
      type: 'publish_bulletin',
      payload: { bulletinId: id, kind: 'weather', untilMs, zone: 'berlin' },
    },
  })
  const by = { publishedBy: 'Person supervisor', publishedById: company.users.supervisor }
  await insertBulletin(inside.pool, { id, jobId, zone: 'berlin', kind: 'weather', text: 'Storm.', untilMs, ...by })
  await age('bulletin', id, '70 seconds')
  await look()
  await expect.poll(() => stateOf(jobId), { timeout: 20_000 }).toBe('done')
  expect((await crew.supervisor.call('POST', `/bulletins/${id}/end`)).status).toBe(202)
  const endedAt = async () => {
    const { rows } = await company.pool.query<{ ended_at: Date | null }>(
      'SELECT ended_at FROM bulletin WHERE id = $1',
      [id],
    )
    return rows[0]?.ended_at ?? null
  }
  await expect.poll(endedAt, { timeout: 20_000 }).not.toBeNull()
})

test('an import whose start was lost is worked on', async () => {
  const { rows: partners } = await company.pool.query<{ id: string }>('SELECT id FROM partner LIMIT 1')
  const id = uuidv7()
  await insertImport(inside.pool, {
    id,
    partnerId: partners[0]?.id ?? '',
    source: 'api',
    name: 'Left behind',
    fileId: null,
    sha256: 'x',
    isDirect: true,
    format: usualFormat,
    failure: null,
    idempotencyKey: null,
    createdBy: { id: null, name: 'Somebody' },
  })
  const said = { number: 'WBNOWHERE', code: 'in_transit', text: '', reason: '', place: '', note: '', eventId: '' }
  const row = { line: 1, ...said, hasEvidence: false, occurredAtMs: null, fault: null }
  await insertRows(inside.pool, { importId: id, rows: [row] })
  const state = async () => {
    const { rows } = await company.pool.query<{ state: string }>('SELECT state FROM import WHERE id = $1', [id])
    return rows[0]?.state
  }
  await look()
  expect(await state()).toBe('staging')
  await age('import', id, '70 seconds')
  await look()
  await expect.poll(state, { timeout: 20_000 }).toBe('done')
})
