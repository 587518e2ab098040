import { type ProofKind, proofKinds } from '#domain/policy.ts'
import { proofTable } from '#domain/proofs.ts'
import type { RunStop, ShipmentView } from '#domain/views.ts'
import { capital, money, type Reading, windowWords } from '../format.ts'
import { typeName } from '../words/exceptions.ts'
import { isAtPickup } from '../words/stops.ts'
import { addressOf } from './present-customer.server.ts'
import { parcelWords } from './present-parcels.server.ts'

export type ProofDemand = { kind: ProofKind; name: string; demand: string }

/** What the proofs of this shipment are, those that are needed first. */
export function demandsOf(policy: ShipmentView['podPolicy']): ProofDemand[] {
  const order = ['required', 'warn', 'optional']
  return proofKinds
    .map((kind) => ({ kind, name: proofTable[kind].name, demand: policy[kind] ?? 'off' }))
    .filter(({ demand }) => order.includes(demand))
    .sort((a, b) => order.indexOf(a.demand) - order.indexOf(b.demand))
}

/** Everything that a courier needs at one door. */
export function stopOf(shipment: ShipmentView, reading: Reading) {
  const isPickup = isAtPickup(shipment.status)
  const place = isPickup ? shipment.sender : shipment.recipient
  const promise = shipment.promise ? ([shipment.promise.from, shipment.promise.to] as const) : null
  const window = isPickup ? shipment.windows.pickup : (shipment.windows.delivery ?? promise)
  const codDue = isPickup ? null : (shipment.money?.cod ?? null)
  return {
    id: shipment.id,
    number: shipment.trackingNumber,
    status: shipment.status,
    isPickup,
    place: addressOf(place),
    mapUrl: mapUrlOf(place),
    window: window ? capital(windowWords(window, reading)) : null,
    parcels: shipment.parcels.map((parcel) => ({ barcode: parcel.barcode, words: parcelWords(parcel) })),
    proofs: demandsOf(shipment.podPolicy),
    cod: codDue ? { words: money(codDue), amount: (codDue.amount / 100).toFixed(2), currency: codDue.currency } : null,
    problems: shipment.exceptions.map(({ id, type }) => ({ id, name: typeName(type) })),
    holds: shipment.holds.map(({ reason }) => reason),
    allowed: shipment.allowedCommands,
    attempts: shipment.attempts,
  }
}

export type StopPage = ReturnType<typeof stopOf>

function mapUrlOf({ line1, postcode, city, position }: ShipmentView['sender']): string {
  const aim = position ? `${position.lat},${position.lng}` : `${line1}, ${postcode} ${city}`
  return `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(aim)}`
}

/** A stop as a line of the day. */
export function runStopOf(stop: RunStop, reading: Reading) {
  const { shipmentId, trackingNumber, kind, status, place, parcels, allowedCommands, openExceptions, isDone } = stop
  return {
    id: shipmentId,
    number: trackingNumber,
    isPickup: kind === 'pickup',
    status,
    name: place.name,
    street: [place.line1, place.line2].filter(Boolean).join(', '),
    town: `${place.postcode} ${place.city}`,
    window: capital(windowWords(stop.window, reading)),
    parcels: parcels === 1 ? '1 parcel' : `${parcels} parcels`,
    allowed: allowedCommands,
    openExceptions,
    isDone,
  }
}

export type RunStopLine = ReturnType<typeof runStopOf>
