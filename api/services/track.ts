import type { CommonQueryMethods } from 'slonik'
import { type EventRow, listEvents } from '#db/events.ts'
import { readLink } from '#db/link-token.ts'
import { findShipment, findShipmentByNumber, type ShipmentRow } from '#db/shipments.ts'
import { allowedCommands } from '#domain/allowed.ts'
import { dayMs } from '#domain/durations.ts'
import type { EventType } from '#domain/events.ts'
import type { Status } from '#domain/status.ts'
import type { TrackView } from '#domain/views.ts'
import { eventWords, statusNames } from '#domain/words.ts'
import type { Limits } from '../limits.ts'
import type { Services, Viewer } from './contract.ts'
import { bodyOf } from './event-view.ts'
import { instantOf } from './instants.ts'
import { notFound } from './permission.ts'
import { everything } from './read-shipment.ts'
import { actorsOf, isAny } from './relation.ts'
import { promiseOf } from './shipment-view.ts'
import { silenceOf } from './silence.ts'
import { isTrackingNumber, plainNumber } from './tracking-number.ts'

export type TrackDeps = { db: CommonQueryMethods; secret: string; limits: Limits }

/** A link ends this long after its shipment has closed. */
const linkOutlivesMs = 30 * dayMs

export function createTrackService(deps: TrackDeps): Services['track'] {
  const { db, limits } = deps
  return {
    look: async (numberOrToken, { address }, viewer = null) => {
      // Whoever is signed in is no stranger: his pages ask often.
      if (viewer?.kind !== 'user') await limits.track(address)
      const found = await findTracked(deps, numberOrToken)
      if (!found) {
        await limits.missTrack(address)
        throw notFound('shipment')
      }
      const events = await listEvents(db, { shipmentId: found.row.id, afterSeq: 0, limit: 200 })
      const isParty = found.isRecipient || (viewer !== null && isAny(actorsOf(viewer, found.row), 'S', 'R'))
      return { ...trackView(found.row, events, found.isRecipient), ...(isParty && asked(found.row)) }
    },
    viewerOfLink: async (token) => {
      const row = await findLinked(deps, token)
      return row?.isRecipient ? recipientViewer(row.row) : null
    },
  }
}

function asked({ state }: ShipmentRow): Pick<TrackView, 'silence'> {
  const silence = silenceOf(state)
  return silence ? { silence } : {}
}

type Tracked = { row: ShipmentRow; isRecipient: boolean }

async function findTracked(deps: TrackDeps, numberOrToken: string): Promise<Tracked | null> {
  if (!isTrackingNumber(numberOrToken)) return await findLinked(deps, numberOrToken)
  const row = await findShipmentByNumber(deps.db, plainNumber(numberOrToken), everything)
  return row && { row, isRecipient: false }
}

/** The shipment of a mailed link, while the link is of the current generation and not outlived. */
async function findLinked({ db, secret }: TrackDeps, token: string): Promise<Tracked | null> {
  const link = readLink(secret, token)
  const row = link && (await findShipment(db, link.shipmentId, everything))
  if (!row || row.linkGeneration !== link.generation) return null
  const isOver = row.status === 'closed' && Date.now() - row.updatedAtMs > linkOutlivesMs
  return isOver ? null : { row, isRecipient: link.kind === 'recipient' }
}

function recipientViewer({ id, recipient }: ShipmentRow): Viewer {
  return {
    kind: 'recipient_link',
    userId: null,
    name: recipient.name,
    email: null,
    roles: [],
    permissions: ['shipments.command'],
    partnerId: null,
    linkedShipmentId: id,
  }
}

/** Events that anybody with the number may know: where the parcel is, never who or why. */
const publicTypes: readonly EventType[] = [
  'booked',
  'confirmed',
  'cancelled',
  'offer_accepted',
  'started',
  'picked_up',
  'pickup_attempted',
  'scanned',
  'dropoff_reached',
  'delivered',
  'attempt_failed',
  'delivery_decided',
  'rescheduled',
  'closed',
]

/** What comes next, in one sentence. */
const nextSentences: Record<Status, string> = {
  created: 'We wait for the payment.',
  awaiting_payment: 'We wait for the payment.',
  confirmed: 'A courier will be found for it.',
  assigned: 'A courier has been asked.',
  accepted: 'The courier will pick it up.',
  en_route_pickup: 'The courier is on the way to the sender.',
  at_pickup: 'The courier is with the sender.',
  picked_up: 'It is on its way.',
  in_transit: 'It is on its way.',
  out_for_delivery: 'The courier brings it today.',
  at_dropoff: 'The courier is at the door.',
  attempt_failed: 'A new attempt will be planned.',
  available_for_pickup: 'It can be collected.',
  delivered: 'It has arrived.',
  returning: 'It goes back to the sender.',
  returned: 'It is back with the sender.',
  lost: 'We are sorry: it was lost.',
  disposed: 'It has been disposed of.',
  cancelled: 'It was cancelled.',
  expired: 'It was never handed in.',
  closed: 'Nothing more will happen.',
}

function trackView(row: ShipmentRow, events: readonly EventRow[], isRecipient: boolean): TrackView {
  const { state, status } = row
  const timeline = events
    .filter(({ type }) => publicTypes.some((known) => known === type))
    .map((event) => ({ at: instantOf(event.occurredAtMs), words: publicWords(event), place: null }))
  const shownStatus = status === 'closed' && row.outcome ? row.outcome : status
  return {
    trackingNumber: row.trackingNumber,
    status,
    headline: statusNames[shownStatus],
    next: nextSentences[shownStatus],
    town: row.recipient.city,
    promise: promiseOf(state),
    timeline,
    allowedCommands: isRecipient ? allowedCommands(state, { kind: 'R', id: null }) : [],
    isRecipient,
    ...(isRecipient && { shipmentId: row.id }),
    ...(isRecipient && row.outcome === null && { pin: row.pin }),
    seq: row.seq,
  }
}

/** Reasons may tell of people: the public hears that an attempt failed, not why. */
function publicWords(row: EventRow): string {
  const words = eventWords(bodyOf(row))
  return words.includes(': ') ? (words.split(': ')[0] ?? words) : words
}
