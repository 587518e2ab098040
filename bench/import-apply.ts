import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { uuidv7 } from 'uuidv7'
import { applyRows } from '#activities/imports/send.ts'
import { findImport } from '#db/imports.ts'
import { openPool } from '#db/pool.ts'
import type { House } from '#stack/house.ts'
import { report, shipmentWorkflowId } from '#workflows/messages.ts'
import { type BenchPartner, header, openPartner } from './support/imports.ts'
import { type Bench, inLanes, judge, type Round, timed } from './support/measure.ts'

const parcelsARound = 200
const lanes = 50

/** P8: rows that change a parcel, told and answered, against one bare signal with its projection each, taking turns. */
export const importApply: Bench = {
  name: 'import-apply',
  run: async (house, roundCount) => {
    const partner = await openPartner(house)
    const connection = await Connection.connect({ address: house.temporalAddress })
    const pool = await openPool({
      databaseUrl: house.databaseUrl,
      name: 'bench',
      maxConnections: 4,
      statementTimeoutMs: 30_000,
      onError: () => undefined,
    })
    const deps = { pool, client: new Client({ connection }), pace: async () => undefined }
    const rounds: Round[] = []
    for (let n = 0; n <= roundCount; n++) {
      const ours = await applyOnce(house, partner, deps)
      const baseline = await signalOnce(house, partner, deps.client)
      if (n > 0) rounds.push({ ours, baseline })
    }
    await Promise.all([connection.close(), pool.end()])
    return judge({
      name: 'import-apply',
      claim: 'parcels a second moved by an import without its brake, by bare signals with one projection each',
      unit: 'parcels/s',
      goal: '>= 0.80',
      rounds,
      isMet: (ratio) => ratio >= 0.8,
    })
  },
}

type Deps = Parameters<typeof applyRows>[0]

async function bookMany(partner: BenchPartner) {
  const booked: { id: string; trackingNumber: string }[] = []
  await inLanes(parcelsARound, 8, async () => booked.push(await partner.book()))
  return booked
}

async function applyOnce({ pool }: House, partner: BenchPartner, deps: Deps): Promise<number> {
  const booked = await bookMany(partner)
  const at = new Date().toISOString()
  const lines = booked.map(({ trackingNumber }) => `${trackingNumber},picked_up,${at},Depot,,\n`)
  const { id } = await partner.dryRun(header + lines.join(''))
  await pool.query(`UPDATE import SET state = 'applying' WHERE id = $1`, [id])
  const row = await findImport(deps.pool, { id, partnerId: null })
  if (!row) throw new Error('The import is gone.')
  const watch = { ending: new AbortController().signal, check: () => undefined, isMeant: () => true }
  const ms = await timed(() => applyRows(deps, row, watch))
  const after = await findImport(deps.pool, { id, partnerId: null })
  if (after?.applied !== parcelsARound) throw new Error(`${after?.applied} of ${parcelsARound} rows were applied.`)
  await pool.query(`UPDATE import SET state = 'done' WHERE id = $1`, [id])
  return parcelsARound / (ms / 1_000)
}

async function signalOnce({ pool }: House, partner: BenchPartner, client: Client): Promise<number> {
  const booked = await bookMany(partner)
  const commandIds = booked.map(() => uuidv7())
  const ms = await timed(async () => {
    await inLanes(parcelsARound, lanes, async (n) => {
      const handle = client.workflow.getHandle(shipmentWorkflowId(booked[n]?.id ?? ''))
      await handle.signal(report, {
        commandId: commandIds[n] ?? '',
        actor: { kind: 'P', id: partner.partnerId },
        source: 'partner',
        occurredAtMs: Date.now(),
        receivedAtMs: Date.now(),
        expectedSeq: null,
        type: 'add_note',
        payload: { noteId: uuidv7(), audience: 'staff' },
      })
    })
    for (;;) {
      const { rows } = await pool.query<{ n: number }>(
        'SELECT count(DISTINCT command_id)::int AS n FROM shipment_event WHERE command_id = ANY ($1)',
        [commandIds],
      )
      if (rows[0]?.n === parcelsARound) return
      await sleep(20)
    }
  })
  return parcelsARound / (ms / 1_000)
}
