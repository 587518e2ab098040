import { type ProofKind, proofKinds } from '#domain/policy.ts'
import { proofTable } from '#domain/proofs.ts'
import type { EventView, RunStop, ShipmentView, Window } from '#domain/views.ts'
import { capital, money, type Reading, windowWords } from '../format.ts'
import { typeName } from '../words/exceptions.ts'
import { decisionWords } from '../words/recipient.ts'
import { type StopKind, stopKind } from '../words/stops.ts'
import { addressOf } from './present-customer.server.ts'
import { parcelWords } from './present-parcels.server.ts'
import { onDay } from './story.server.ts'

export type ProofDemand = { kind: ProofKind; name: string; demand: string }

/** What the proofs of this shipment are, those that are needed first. */
function demandsOf(policy: ShipmentView['podPolicy']): ProofDemand[] {
  const order = ['required', 'warn', 'optional']
  return proofKinds
    .map((kind) => ({ kind, name: proofTable[kind].name, demand: policy[kind] ?? 'off' }))
    .filter(({ demand }) => order.includes(demand))
    .sort((a, b) => order.indexOf(a.demand) - order.indexOf(b.demand))
}

/** Everything that a courier needs at one door. */
export function stopOf(shipment: ShipmentView, events: readonly EventView[], reading: Reading) {
  const kind = stopKind(shipment.status)
  const place = kind === 'dropoff' ? shipment.recipient : shipment.sender
  const window = windowAt(shipment, kind)
  const codDue = kind === 'dropoff' ? (shipment.money?.cod ?? null) : null
  // The code is the recipient's: on the way back nobody asks for it.
  const proofs = demandsOf(kind === 'return' ? { ...shipment.podPolicy, pin: 'off' } : shipment.podPolicy)
  return {
    id: shipment.id,
    number: shipment.trackingNumber,
    status: shipment.status,
    kind,
    place: addressOf(place),
    mapUrl: mapUrlOf(place),
    window: window ? capital(windowWords(window, reading)) : null,
    parcels: shipment.parcels.map((parcel) => ({ barcode: parcel.barcode, words: parcelWords(parcel) })),
    proofs,
    cod: codDue ? { words: money(codDue), amount: (codDue.amount / 100).toFixed(2), currency: codDue.currency } : null,
    problems: shipment.exceptions.map(({ id, type }) => ({ id, name: typeName(type) })),
    holds: shipment.holds.map(({ reason }) => reason),
    wish: kind === 'dropoff' ? wishOf(shipment, events, reading) : null,
    pointId: shipment.decision?.pointId ?? null,
    allowed: shipment.allowedCommands,
    attempts: shipment.attempts,
  }
}

function windowAt({ windows, promise }: ShipmentView, kind: StopKind): Window | null {
  if (kind === 'pickup') return windows.pickup
  if (kind === 'return') return null
  return windows.delivery ?? (promise && [promise.from, promise.to])
}

/** What sender or recipient chose for the door, and what they wrote. */
function wishOf({ decision }: ShipmentView, events: readonly EventView[], reading: Reading) {
  if (!decision) return null
  const names: Readonly<Record<string, string>> = decisionWords
  const point = decision.option === 'pickup_point' && decision.pointId ? ` (${decision.pointId})` : ''
  const day = decision.by === null ? '' : ` ${onDay(Date.parse(decision.by), reading)}`
  const note = events.findLast(({ type }) => type === 'delivery_decided')?.data.note
  const quote = typeof note === 'object' && note !== null && 'text' in note ? String(note.text) : null
  return { words: `${capital(names[decision.option] ?? decision.option)}${point}${day}.`, quote }
}

export type StopPage = ReturnType<typeof stopOf>

function mapUrlOf({ line1, postcode, city, position }: ShipmentView['sender']): string {
  const aim = position ? `${position.lat},${position.lng}` : `${line1}, ${postcode} ${city}`
  return `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(aim)}`
}

/** The stops of a day as lines; what goes back is brought to where it was fetched. */
export function runLinesOf(stops: readonly RunStop[], reading: Reading) {
  const senders = new Map(stops.filter(({ kind }) => kind === 'pickup').map((stop) => [stop.shipmentId, stop.place]))
  return stops.map((stop) => {
    const sender = stop.kind === 'dropoff' && stop.status === 'returning' ? senders.get(stop.shipmentId) : undefined
    return runStopOf(sender ? { ...stop, place: sender } : stop, reading)
  })
}

/** A stop as a line of the day. */
export function runStopOf(stop: RunStop, reading: Reading) {
  const { shipmentId, trackingNumber, status, place, parcels, allowedCommands, openExceptions, isDone } = stop
  const kind: StopKind = stop.kind === 'dropoff' && status === 'returning' ? 'return' : stop.kind
  return {
    id: shipmentId,
    number: trackingNumber,
    kind,
    status,
    name: place.name,
    street: [place.line1, place.line2].filter(Boolean).join(', '),
    town: `${place.postcode} ${place.city}`,
    window: kind === 'return' ? null : capital(windowWords(stop.window, reading)),
    parcels: parcels === 1 ? '1 parcel' : `${parcels} parcels`,
    allowed: allowedCommands,
    openExceptions,
    isDone,
  }
}

export type RunStopLine = ReturnType<typeof runStopOf>
