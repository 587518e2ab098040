import { Client, Connection } from '@temporalio/client'
import type { CommonQueryMethods } from 'slonik'
import { openPool } from '#db/pool.ts'
import { countImports, findStored, listAcknowledged, listStored, listStoredEvents, type StoredRow } from '#db/verify.ts'
import { fold } from '#domain/apply.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { freshShipment, type Shipment } from '#domain/shipment.ts'
import { isOutcome } from '#domain/status.ts'
import { shipmentState, shipmentWorkflowId } from '#workflows/messages.ts'
import { deadlineFaults, eventsOf, repeatFaults, walkFaults } from './faults.ts'
import { isKept } from './same.ts'

export type VerifyOptions = { databaseUrl: string; temporalAddress: string; namespace: string; stripeApiBase?: string }

export type Verified = { name: string; checked: number; broken: string[] }

const pageSize = 200
const mostAsked = 500
const settleMs = 1_000
const askWithinMs = 5_000

/** Computes invariants I1, I3, I4, I6 and I15 of a running system from PostgreSQL and Temporal. */
export async function verifySystem(options: VerifyOptions): Promise<Verified[]> {
  const { databaseUrl, temporalAddress: address, namespace } = options
  const onError = () => undefined
  const db = await openPool({ databaseUrl, name: 'verify', maxConnections: 2, statementTimeoutMs: 60_000, onError })
  const connection = await Connection.connect({ address })
  try {
    return await verify(db, { connection, client: new Client({ connection, namespace }) })
  } finally {
    await connection.close()
    await db.end()
  }
}

type Engine = { connection: Connection; client: Client }

async function verify(db: CommonQueryMethods, engine: Engine): Promise<Verified[]> {
  const kept: Verified = { name: 'I1 every acknowledged command is kept once', checked: 0, broken: [] }
  const walk: Verified = { name: 'I3 every history is a legal walk without a hole', checked: 0, broken: [] }
  const truth: Verified = { name: 'I4 row = fold of events = workflow', checked: 0, broken: [] }
  const deadlines: Verified = { name: 'I6 every open step has a deadline, none is long past', checked: 0, broken: [] }
  for (const { commandId, shipmentId, events } of await listAcknowledged(db)) {
    kept.checked++
    if (events === 0) kept.broken.push(`command ${commandId} of shipment ${shipmentId} left no event`)
  }
  let asked = 0
  for (let afterId = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await listStored(db, { afterId, limit: pageSize })
    const histories = eventsOf(
      await listStoredEvents(
        db,
        rows.map(({ id }) => id),
      ),
    )
    for (const row of rows) {
      const events = histories.get(row.id) ?? []
      add(kept, repeatFaults(row, events))
      add(walk, walkFaults(row, events))
      add(deadlines, deadlineFaults(row, Date.now()))
      const isAsked = row.status !== 'closed' && asked++ < mostAsked
      add(truth, await truthFaults(db, row, isAsked ? engine : null))
    }
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) break
    afterId = last.id
  }
  const { checked, faults } = await countImports(db)
  const rows = { name: 'I15 every row of an import has one outcome', checked, broken: faults.map(wordsOf) }
  return [kept, walk, truth, deadlines, rows]
}

function wordsOf({ id, fault }: { id: string; fault: string }): string {
  return `import ${id}: ${fault}`
}

function add(to: Verified, faults: readonly string[]): void {
  to.checked++
  to.broken.push(...faults)
}

/** A difference is looked at twice: a command may just have been on its way. */
async function truthFaults(db: CommonQueryMethods, row: StoredRow, engine: Engine | null): Promise<string[]> {
  const first = await compare(db, row, engine)
  if (first.length === 0) return first
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  const now = await findStored(db, row.id)
  return now ? await compare(db, now, engine) : [`${row.trackingNumber}: the row is gone`]
}

async function compare(db: CommonQueryMethods, row: StoredRow, engine: Engine | null): Promise<string[]> {
  const events = eventsOf(await listStoredEvents(db, [row.id])).get(row.id) ?? []
  const faults: string[] = []
  if (!isKept(row.stored, foldOf(row.id, events))) faults.push(`${row.trackingNumber}: row and events differ`)
  if (row.status !== row.state.status || row.seq !== row.state.seq) {
    faults.push(`${row.trackingNumber}: the columns of the row differ from its state`)
  }
  const own = engine && (await stateOf(engine, row.id))
  if (engine && own === null && !isOutcome(row.status))
    faults.push(`${row.trackingNumber}: the workflow does not answer`)
  if (own && !isKept(row.stored, own)) faults.push(`${row.trackingNumber}: row and workflow differ`)
  return faults
}

function foldOf(id: string, events: readonly ShipmentEvent[]): Shipment {
  return fold(freshShipment(id), events)
}

async function stateOf({ connection, client }: Engine, shipmentId: string): Promise<Shipment | null> {
  const handle = client.workflow.getHandle(shipmentWorkflowId(shipmentId))
  try {
    return await connection.withDeadline(Date.now() + askWithinMs, () => handle.query(shipmentState))
  } catch {
    return null
  }
}
