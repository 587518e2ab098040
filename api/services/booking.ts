import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import canonicalize from 'canonicalize'
import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { insertBooking } from '#db/bookings.ts'
import { claimKey, findKey, finishKey, type IdempotencyRow, pauseKey, sweepKeys, takeOverKey } from '#db/idempotency.ts'
import { findShipment } from '#db/shipments.ts'
import { AppError } from '#domain/errors.ts'
import { type BookInput, bookInput, idempotencyKey } from '#domain/schemas/booking.ts'
import type { ShipmentView } from '#domain/views.ts'
import { type Made, makeBooking } from './booking-command.ts'
import { wrongField } from './command-facts.ts'
import type { CommandDeps } from './command-run.ts'
import type { Viewer } from './contract.ts'
import { newPin } from './new-pin.ts'
import { demand, viewerKey } from './permission.ts'
import { everything, viewShipment } from './read-shipment.ts'
import { barcodeOf, newTrackingNumber } from './tracking-number.ts'

type By = { viewer: Viewer; idempotencyKey: string }
type Key = { viewer: string; key: string }

const waitForOtherMs = 3_000
const lookEveryMs = 100

/**
 * Books once for each key: the shipment's id is kept with the key before the workflow starts, so that a repeat after
 * any failure goes on with the same shipment.
 */
export async function bookShipment(deps: CommandDeps, unchecked: unknown, by: By): Promise<ShipmentView> {
  const { db } = deps
  const { viewer } = by
  demand(viewer, 'shipments.book')
  const checkedKey = idempotencyKey.safeParse(by.idempotencyKey)
  if (!checkedKey.success) throw wrongField('/idempotencyKey', 'The header Idempotency-Key is needed.', 'missing')
  const input = bookInput.parse(unchecked)
  const key = { viewer: viewerKey(viewer), key: checkedKey.data }
  const requestHash = createHash('sha256')
    .update(canonicalize(unchecked) ?? '')
    .digest()
  const known = await findKey(db, key)
  if (known) return await repeated(deps, { known, key, requestHash, input }, viewer)
  const made = await makeBooking(deps, input, { viewer, shipmentId: uuidv7() })
  const isOurs = await keepBooking(db, { key, requestHash, made, input })
  if (isOurs) return await start(deps, { key, command: made.command }, viewer)
  // Somebody was faster with the same key.
  return await repeated(deps, { known: null, key, requestHash, input }, viewer)
}

type Repeat = { known: IdempotencyRow | null; key: Key; requestHash: Buffer; input: BookInput }

async function repeated(deps: CommandDeps, repeat: Repeat, viewer: Viewer): Promise<ShipmentView> {
  const { db } = deps
  const { key, requestHash, input } = repeat
  const giveUpAtMs = Date.now() + waitForOtherMs
  for (let known = repeat.known; ; known = await findKey(db, key)) {
    if (known && !known.requestHash.equals(requestHash)) {
      throw new AppError('idempotency_conflict', 'This Idempotency-Key was used for another booking.')
    }
    // What we stored ourselves is what we answered.
    if (known?.state === 'done') return known.answer as ShipmentView
    if (known && !known.isFresh && (await takeOverKey(db, key))) {
      const { shipmentId } = known
      const { command } = await makeBooking(deps, input, { viewer, shipmentId })
      return await start(deps, { key, command }, viewer)
    }
    if (Date.now() > giveUpAtMs) {
      throw new AppError('in_progress', 'The same booking is still being made.', { retryAfterSeconds: 1 })
    }
    await sleep(lookEveryMs)
  }
}

type Keeping = { key: Key; requestHash: Buffer; made: Made; input: BookInput }

/** The key and the booking in one transaction; false when the key is somebody's already. */
async function keepBooking(db: DatabasePool, { key, requestHash, made, input }: Keeping): Promise<boolean> {
  const { shipmentId, lines, command } = made
  const trackingNumber = newTrackingNumber()
  const isOurs = await db.transaction(async (tx) => {
    if (!(await claimKey(tx, { ...key, requestHash, shipmentId }))) return false
    await insertBooking(tx, {
      shipmentId,
      trackingNumber,
      customerId: command.payload.customerId,
      partnerId: command.payload.partnerId,
      reference: input.reference ?? null,
      sender: input.sender,
      recipient: input.recipient,
      parcels: input.parcels.map((parcel, index) => ({
        id: uuidv7(),
        barcode: barcodeOf(trackingNumber, index + 1),
        ...parcel,
      })),
      priceLines: lines,
      pin: newPin(),
    })
    return true
  })
  await sweepKeys(db)
  return isOurs
}

type Starting = { key: Key; command: Made['command'] }

/** Starts the workflow with the booking in it, and keeps the answer under the key. */
async function start(deps: CommandDeps, { key, command }: Starting, viewer: Viewer): Promise<ShipmentView> {
  const { db, sender } = deps
  const shipmentId = command.commandId
  try {
    await sender.book(shipmentId, command)
  } catch (error) {
    // Its outcome may be unknown to us and yet have come: then the row is there.
    if (!(await findShipment(db, shipmentId, everything))) {
      await pauseKey(db, key)
      throw error
    }
  }
  const row = await findShipment(db, shipmentId, everything)
  if (!row) throw new AppError('unavailable', 'The booking is being made. Ask again.', { retryAfterSeconds: 1 })
  const answer = await viewShipment(deps, row, viewer)
  await finishKey(db, { ...key, answer: JSON.parse(JSON.stringify(answer)) })
  return answer
}
