import { isIn, type Status } from '#domain/status.ts'
import type { Place, ProofView, ShipmentView } from '#domain/views.ts'
import { statusNames } from '#domain/words.ts'
import { capital, type Reading, windowWords } from '../format.ts'
import { countryName } from '../words/countries.ts'
import { parcelWords } from './present-parcels.server.ts'
import { promiseOf } from './present-shipment.server.ts'

type Sentence = (shipment: ShipmentView, reading: Reading) => string

const courierOf = ({ courierName }: ShipmentView) => courierName?.split(' ')[0] ?? 'Your courier'
const pickupOf: Sentence = ({ windows }, reading) => windowWords(windows.pickup, reading)

/** What happens next, for sender and recipient. */
const nextWords: Record<Status, Sentence> = {
  created: () => 'Choose how to pay. Then we find a courier.',
  awaiting_payment: () => 'We book a courier as soon as the payment is through.',
  confirmed: (shipment, reading) => `Next: a courier is found. Pickup ${pickupOf(shipment, reading)}.`,
  assigned: (shipment, reading) => `Next: the courier answers our offer. Pickup ${pickupOf(shipment, reading)}.`,
  accepted: (shipment, reading) =>
    `Next: ${courierOf(shipment)} comes for the parcels, ${pickupOf(shipment, reading)}.`,
  en_route_pickup: (shipment) => `${courierOf(shipment)} is on the way to the pickup.`,
  at_pickup: (shipment) => `${courierOf(shipment)} is at the pickup address. Please hand the parcels over.`,
  picked_up: (shipment) => `${courierOf(shipment)} has the parcels. Next: the way to the recipient.`,
  in_transit: () => 'On its way. Next: out for delivery.',
  out_for_delivery: (shipment) => `${courierOf(shipment)} is on the way to the door.`,
  at_dropoff: (shipment) => `${courierOf(shipment)} is at the door.`,
  attempt_failed: () => 'Next: a new attempt, unless you decide otherwise.',
  available_for_pickup: () => 'The parcels wait to be collected.',
  delivered: () => 'Please confirm that everything arrived. Without an answer we take it as accepted.',
  returning: () => 'On the way back to the sender.',
  returned: () => 'Back with the sender.',
  lost: () => 'We could not find it. The claim is under way.',
  disposed: () => 'The parcels were disposed of.',
  cancelled: () => 'Nothing will be picked up.',
  expired: () => 'It was never handed in, so the booking ended.',
  closed: () => 'All done, and the money is settled.',
}

/** The head of a shipment's page: the answer to "when does it come?" first. */
export function heroOf(shipment: ShipmentView, reading: Reading) {
  const promise = promiseOf(shipment, reading)
  const comes = promise !== null && !promise.isOver && isComing(shipment.status)
  return {
    number: shipment.trackingNumber,
    reference: shipment.reference,
    status: shipment.status,
    headline: comes ? `Arriving ${promise.words}` : endWords(shipment),
    next: nextWords[shipment.status](shipment, reading),
    was: comes && promise.was ? `First promised: ${promise.was}` : null,
    ...routeOf(shipment),
    trackUrl: shipment.trackUrl,
  }
}

/** Both ends in a few words. */
export function routeOf({ sender, recipient }: ShipmentView) {
  return {
    from: { name: sender.name, town: sender.city },
    to: { name: recipient.name, town: recipient.city },
  }
}

/** Whether it comes as promised; elsewhere the promise would only mislead. */
export function isComing(status: Status): boolean {
  return !isIn(quiet, status)
}

const quiet: readonly Status[] = [
  'created',
  'awaiting_payment',
  'cancelled',
  'expired',
  'attempt_failed',
  'available_for_pickup',
  'returning',
  'returned',
  'lost',
  'disposed',
  'closed',
]

function endWords({ status, outcome, pod }: ShipmentView): string {
  const end = status === 'closed' ? (outcome ?? status) : status
  if (end === 'delivered' && pod?.receivedBy) return `Delivered to ${pod.receivedBy}`
  return statusNames[end]
}

/** Both ends of the journey and what travels. */
export function placesOf(shipment: ShipmentView, reading: Reading) {
  const { sender, recipient, windows, parcels } = shipment
  return {
    stops: [
      { kind: 'From', ...addressOf(sender), window: capital(windowWords(windows.pickup, reading)) },
      {
        kind: 'To',
        ...addressOf(recipient),
        window: windows.delivery && capital(windowWords(windows.delivery, reading)),
      },
    ],
    parcels: parcels.map((parcel) => ({ id: parcel.id, barcode: parcel.barcode, words: parcelWords(parcel) })),
  }
}

/** An address as the lines of a label. */
export function addressOf({ name, line1, line2, postcode, city, country, phone }: Place) {
  return {
    name,
    lines: [line1, line2, `${postcode} ${city}`, countryName(country)].filter((line) => line !== undefined),
    phone: phone ?? null,
  }
}

/** What proves the delivery, in words. */
export function proofOf(pod: ProofView | null) {
  if (!pod) return null
  const facts = [
    pod.receivedBy && `Received by ${pod.receivedBy}`,
    pod.pin && 'The hand-over code was right',
    pod.scans && (pod.scans === 'all' ? 'Every parcel was scanned' : 'Parcels were scanned'),
    pod.distanceMeters !== undefined && `${Math.round(pod.distanceMeters)} m from the address`,
    pod.overridden && `Proof waived: ${pod.overridden}`,
  ]
  return { photoId: pod.photoId ?? null, facts: facts.filter((fact) => typeof fact === 'string') }
}
