import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client'
import { uuidv7 } from 'uuidv7'
import type { BookCommand } from '#domain/decide.ts'
import { policyOf } from '#domain/policy.ts'
import { freshShipment, type Span } from '#domain/shipment.ts'
import type { House } from '#stack/house.ts'
import { command, queues, shipmentWorkflowId, shipmentWorkflowType } from '#workflows/messages.ts'
import { calmLevel } from './crew.ts'
import { inLanes } from './measure.ts'

const hourMs = 3_600_000
const lanes = 16

/** The assign timer is due an hour before the pickup window, so that one window makes one instant for all. */
const stormLevel = { ...calmLevel, name: 'Storm', allowances: { choose: 'P1D', pay: 'P1D', assign: 'PT1S' } }

export type Many = { shipments: number; dueAtMs: number; say: (line: string) => void }

/**
 * Books many shipments as the booking service does after its checks: a row, then the workflow with its first command.
 * Not through HTTP, which is measured elsewhere; what is measured here begins at their deadline.
 */
export async function bookMany(house: House, { shipments, dueAtMs, say }: Many): Promise<string[]> {
  const ids = Array.from({ length: shipments }, () => uuidv7())
  await house.pool.query(
    `INSERT INTO booking (shipment_id, tracking_number, sender, recipient, parcels, price_lines, pin, search_text)
     SELECT i.id, 'WBSTORM' || i.n, $2, $2, '[]', '[]', '0000', 'wbstorm' || i.n
     FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, n)`,
    [ids, { name: 'Storm', line1: 'Torstraße 140', city: 'Berlin', postcode: '10119', country: 'DE' }],
  )
  const connection = await Connection.connect({ address: house.temporalAddress })
  const client = new Client({ connection })
  await inLanes(shipments, lanes, async (n) => {
    await bookOne(client, bookCommand(ids[n] ?? '', [dueAtMs + hourMs, dueAtMs + 2 * hourMs]))
    if (n > 0 && n % 2_000 === 0) say(`${n} booked`)
  })
  await connection.close()
  return ids
}

async function bookOne(client: Client, given: BookCommand): Promise<void> {
  const id = given.commandId
  await client.workflow.executeUpdateWithStart(command, {
    args: [given],
    updateId: id,
    startWorkflowOperation: new WithStartWorkflowOperation(shipmentWorkflowType, {
      workflowId: shipmentWorkflowId(id),
      taskQueue: queues.shipment,
      args: [{ shipment: freshShipment(id), ring: [] }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  })
}

function bookCommand(id: string, pickup: Span): BookCommand {
  const nowMs = Date.now()
  const { slas, calendar, podPolicy, attempts, name, allowances } = stormLevel
  return {
    type: 'book',
    commandId: id,
    actor: { kind: 'S', id: null },
    source: 'api',
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    payload: {
      customerId: null,
      partnerId: null,
      carriage: 'own',
      parcels: 1,
      quotedMinor: 490,
      currency: 'EUR',
      pickup,
      promise: [nowMs, nowMs + 7 * 24 * hourMs],
      zone: 'berlin',
      policy: policyOf(
        { code: 'storm', version: 1 },
        { name, allowances, slas, ladder: [0, 1, 2, 4], calendar, attempts, podPolicy },
      ),
      payment: { method: 'account', paymentMethodId: null, codMinor: null },
    },
  }
}
