import type { Services, Viewer } from '#api/services/contract.ts'
import { givenHoldReasons, holdRow } from '#domain/holds.ts'
import type { Place, ShipmentView } from '#domain/views.ts'
import type { Option } from '../acts/field.ts'
import type { Reading } from '../format.ts'
import { wallTimeOf } from './act-fields.server.ts'
import { courierOptions } from './present-board.server.ts'
import { slotDays } from './slots.server.ts'

const dayMs = 86_400_000

type Choices = { couriers: readonly Option[]; partners: readonly Option[] }
const nobody: Choices = { couriers: [], partners: [] }

/** Whom an act may name: our couriers, and partners or our own house to carry on. */
export async function choicesFor({ couriers, partners }: Services, viewer: Viewer): Promise<Choices> {
  if (!viewer.permissions.includes('couriers.read')) return nobody
  const [people, houses] = await Promise.all([couriers.list(viewer), partners.list(viewer)])
  return { couriers: courierOptions(people), partners: houses.map(({ id, name }) => ({ value: id, label: name })) }
}

/** What the fields of acts choose from. Without a shipment: what is the same for all. */
export function actContextOf(reading: Reading, shipment?: ShipmentView, { couriers, partners }: Choices = nobody) {
  const held = shipment?.holds.map(({ reason }) => reason) ?? []
  const capturedMinor = shipment?.money?.captured.amount ?? 0
  return {
    currency: shipment?.money?.quoted.currency ?? 'EUR',
    couriers,
    partners,
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
