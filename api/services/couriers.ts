import type { CommonQueryMethods } from 'slonik'
import { listCouriers, listRun, type StopRow } from '#db/couriers.ts'
import type { Actor } from '#domain/actors.ts'
import { allowedCommands } from '#domain/allowed.ts'
import { day } from '#domain/schemas/lists.ts'
import { isIn, OFFERED, type Status } from '#domain/status.ts'
import type { RunStop } from '#domain/views.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { windowOf } from './instants.ts'
import { demand } from './permission.ts'
import { dateAt, homeZone, wholeDay } from './promise.ts'
import { placeFor } from './shipment-view.ts'

export function createCourierService(db: CommonQueryMethods): Services['couriers'] {
  return {
    list: async (viewer) => {
      demand(viewer, 'couriers.read')
      return await listCouriers(db)
    },
    run: async (asked, viewer) => {
      demand(viewer, 'runs.read')
      const date = asked ?? dateAt(Date.now(), homeZone)
      if (!day.safeParse(date).success) throw wrongField('/date', 'must be a date such as 2026-05-01')
      const courierId = viewer.userId ?? ''
      const [dayFromMs, dayToMs] = wholeDay(date, homeZone)
      const rows = await listRun(db, { courierId, dayFromMs, dayToMs })
      const actor: Actor = { kind: 'C', id: courierId }
      const stops = rows.filter(({ isOffer }) => !isOffer).flatMap((row) => stopsOf(row, actor))
      const offers = rows.filter(({ isOffer }) => isOffer).map((row) => stopOf(row, 'pickup', actor))
      return { date, stops, offers }
    },
  }
}

const beforePickup: readonly Status[] = ['confirmed', ...OFFERED]

/** A shipment in hand has two stops: where it is fetched, and where it goes. */
function stopsOf(row: StopRow, actor: Actor): RunStop[] {
  return [stopOf(row, 'pickup', actor), stopOf(row, 'dropoff', actor)]
}

function stopOf(row: StopRow, kind: RunStop['kind'], actor: Actor): RunStop {
  const isPickupOpen = isIn(beforePickup, row.status)
  const isCurrent = (kind === 'pickup') === isPickupOpen
  const isDone = kind === 'pickup' ? !isPickupOpen : row.state.outcome !== null
  const window = kind === 'pickup' ? ([row.pickupFromMs, row.pickupToMs] as const) : row.state.promise
  return {
    shipmentId: row.id,
    trackingNumber: row.trackingNumber,
    kind,
    status: row.status,
    place: placeFor(kind === 'pickup' ? row.sender : row.recipient, 'phone'),
    window: windowOf(window),
    parcels: row.state.parcels,
    allowedCommands: isCurrent && !isDone ? allowedCommands(row.state, actor) : [],
    openExceptions: row.openExceptions,
    isDone,
  }
}
