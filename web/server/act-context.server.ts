import { givenHoldReasons, holdRow } from '#domain/holds.ts'
import type { Place, ShipmentView } from '#domain/views.ts'
import type { Option } from '../acts/field.ts'
import type { Reading } from '../format.ts'
import { wallTimeOf } from './act-fields.server.ts'
import { slotDays } from './slots.server.ts'

const dayMs = 86_400_000

/** What the fields of acts choose from. Without a shipment: what is the same for all. */
export function actContextOf(reading: Reading, shipment?: ShipmentView, couriers: readonly Option[] = []) {
  const held = shipment?.holds.map(({ reason }) => reason) ?? []
  const capturedMinor = shipment?.money?.captured.amount ?? 0
  return {
    currency: shipment?.money?.quoted.currency ?? 'EUR',
    couriers,
    slots: shipment ? slotDays(reading, 10) : [],
    holds: givenHoldReasons.filter((reason) => !held.includes(reason)).map(holdOption),
    held: givenHoldReasons.filter((reason) => held.includes(reason)).map(holdOption),
    places: { pickup: partsOf(shipment?.sender), dropoff: partsOf(shipment?.recipient) },
    captured: capturedMinor > 0 ? (capturedMinor / 100).toFixed(2) : null,
    soonest: wallTimeOf(reading.nowMs, reading.zone),
    tomorrow: wallTimeOf(reading.nowMs + dayMs, reading.zone).slice(0, 10),
  }
}

export type ActContext = ReturnType<typeof actContextOf>

function holdOption(value: (typeof givenHoldReasons)[number]): Option {
  return { value, label: holdRow(value).name }
}

function partsOf(place: Place | undefined): Readonly<Record<string, string>> {
  if (!place) return {}
  const { name, line1, line2, postcode, city, country, phone, email } = place
  const parts = Object.entries({ name, line1, line2, postcode, city, country, phone, email })
  return Object.fromEntries(parts.filter((part): part is [string, string] => part[1] !== undefined))
}
