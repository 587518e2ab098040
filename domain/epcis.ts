import type { EventType } from './events.ts'

type Step = {
  action: 'ADD' | 'OBSERVE' | 'DELETE'
  bizStep: string
  disposition: string
  /** Where it was seen: at a stop of the shipment, or where the event itself says. */
  at?: 'pickup' | 'dropoff' | 'named'
}

/** What an event means for the parcels, in the words of GS1's Core Business Vocabulary; others move nothing. */
const steps: Partial<Record<EventType, Step>> = {
  booked: { action: 'ADD', bizStep: 'commissioning', disposition: 'active' },
  picked_up: { action: 'OBSERVE', bizStep: 'accepting', disposition: 'in_transit', at: 'pickup' },
  scanned: { action: 'OBSERVE', bizStep: 'arriving', disposition: 'in_transit', at: 'named' },
  dropoff_reached: { action: 'OBSERVE', bizStep: 'arriving', disposition: 'in_transit', at: 'dropoff' },
  attempt_failed: { action: 'OBSERVE', bizStep: 'holding', disposition: 'in_transit', at: 'dropoff' },
  ready_to_collect: { action: 'OBSERVE', bizStep: 'storing', disposition: 'available', at: 'named' },
  delivered: { action: 'OBSERVE', bizStep: 'receiving', disposition: 'in_progress', at: 'dropoff' },
  hold_placed: { action: 'OBSERVE', bizStep: 'holding', disposition: 'unavailable' },
  hold_released: { action: 'OBSERVE', bizStep: 'other', disposition: 'in_progress' },
  return_started: { action: 'OBSERVE', bizStep: 'shipping', disposition: 'returned' },
  return_completed: { action: 'OBSERVE', bizStep: 'receiving', disposition: 'returned', at: 'pickup' },
  marked_lost: { action: 'OBSERVE', bizStep: 'other', disposition: 'unknown' },
  parcel_disposed: { action: 'DELETE', bizStep: 'destroying', disposition: 'disposed' },
  cancelled: { action: 'DELETE', bizStep: 'decommissioning', disposition: 'inactive' },
}

const departing: Step = { action: 'OBSERVE', bizStep: 'departing', disposition: 'in_transit' }

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
const ownContext = { waybill: 'https://waybill.example/epcis/' }

export type EpcisEvent = {
  type: 'ObjectEvent'
  eventID: string
  eventTime: string
  eventTimeZoneOffset: string
  recordTime: string
  epcList: readonly string[]
  action: Step['action']
  bizStep: string
  disposition: string
  readPoint?: { id: string }
  bizTransactionList: readonly { type: 'bol'; bizTransaction: string }[]
  'waybill:event': string
  'waybill:seq': number
}

export type EpcisDocument = {
  '@context': readonly [string, typeof ownContext]
  type: 'EPCISDocument'
  schemaVersion: string
  creationDate: string
  epcisBody: { eventList: readonly EpcisEvent[] }
}

/** An event as its reader may see it. */
export type SeenEvent = {
  seq: number
  type: string
  occurredAt: string
  recordedAt: string
  hash: string
  data: Readonly<Record<string, unknown>>
}

/** `base` is where our names live: parcels, places and shipments are addresses below it. */
export type EpcisSubject = { base: string; shipmentId: string; barcodes: readonly string[] }

/** The events of a shipment that move its parcels, as an EPCIS 2.0 document. */
export function epcisDocument(subject: EpcisSubject, events: readonly SeenEvent[], createdAt: string): EpcisDocument {
  return {
    '@context': [context, ownContext],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: createdAt,
    epcisBody: { eventList: events.flatMap((event) => eventOf(subject, event)) },
  }
}

function eventOf({ base, shipmentId, barcodes }: EpcisSubject, event: SeenEvent): EpcisEvent[] {
  const step = stepOf(event)
  if (!step) return []
  const place = placeOf(step, event)
  return [
    {
      type: 'ObjectEvent',
      // RFC 6920: the digest that chains the event, so that the same event always has the same name.
      eventID: `ni:///sha-256;${base64url(event.hash)}`,
      eventTime: event.occurredAt,
      eventTimeZoneOffset: '+00:00',
      recordTime: event.recordedAt,
      epcList: barcodes.map((barcode) => `${base}/epcis/parcels/${encodeURIComponent(barcode)}`),
      action: step.action,
      bizStep: step.bizStep,
      disposition: step.disposition,
      ...(place && { readPoint: { id: `${base}/epcis/${place(shipmentId)}` } }),
      bizTransactionList: [{ type: 'bol', bizTransaction: `${base}/api/v1/shipments/${shipmentId}` }],
      'waybill:event': event.type,
      'waybill:seq': event.seq,
    },
  ]
}

/** What a partner's word for a status means is what our own step into it would. */
const partnerSteps: Readonly<Record<string, Step | undefined>> = {
  picked_up: steps.picked_up,
  in_transit: steps.scanned,
  out_for_delivery: departing,
  attempt_failed: steps.attempt_failed,
  available_for_pickup: steps.ready_to_collect,
  delivered: steps.delivered,
  returning: steps.return_started,
  returned: steps.return_completed,
}

function stepOf({ type, data }: SeenEvent): Step | undefined {
  if (type === 'partner_event_applied') return partnerSteps[String(data.to)]
  // On the way to the pickup nobody has the parcels yet.
  if (type === 'started') return data.to === 'en_route_pickup' ? undefined : departing
  if (type === 'scanned' && data.direction === 'out') return { ...departing, at: 'named' }
  return Object.entries(steps).find(([known]) => known === type)?.[1]
}

/** Stops are named by their shipment, never by an address. */
function placeOf({ at }: Step, { data }: SeenEvent): ((shipmentId: string) => string) | null {
  if (at === 'pickup' || at === 'dropoff') return (shipmentId) => `stops/${shipmentId}/${at}`
  const named = data.facilityId ?? data.pointId
  return at === 'named' && typeof named === 'string' ? () => `facilities/${encodeURIComponent(named)}` : null
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Hexadecimal digits as base64url without padding. */
function base64url(hex: string): string {
  const bits = Array.from(hex, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
  return (bits.match(/.{1,6}/g) ?? []).map((six) => alphabet.charAt(Number.parseInt(six.padEnd(6, '0'), 2))).join('')
}
