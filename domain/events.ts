import type { Actor } from './actors.ts'
import type { ActionType } from './exception-actions.ts'
import type { Cause, ExceptionType, Severity } from './exception-types.ts'
import type { ConfirmedStep, NoteAudience, Payloads, ProofFacts, Source } from './payloads.ts'
import type { Policy } from './policy.ts'
import type { Carriage, Offer, OpenException, Span } from './shipment.ts'
import type { Status } from './status.ts'
import type { PaymentMethod } from './views.ts'

/** How an exception ended. */
export type Ending = 'by_person' | 'cleared' | 'moot' | 'superseded' | 'lapsed'

/** What each event says. Everything that the fold needs is in here; what is personal is named by its id only. */
export type EventData = {
  booked: {
    customerId: string | null
    partnerId: string | null
    carriage: Carriage
    parcels: number
    quotedMinor: number
    currency: string
    pickup: Span
    promise: Span
    policy: Policy
  }
  payment_started: { n: number; paymentMethodId: string | null; amountMinor: number; oldSessionId: string | null }
  confirmed: { method: PaymentMethod; codMinor: number | null }
  money_noted: Payloads['payment_event'] & { to: Status }
  step_confirmed: { step: ConfirmedStep }
  delivery_verified: { noteId: string | null; isLapse: boolean }
  cancelled: { noteId: string | null; cause: Cause; feeMinor: number }
  offered: { offers: readonly Offer[] }
  offer_accepted: { courierId: string }
  offer_declined: { courierId: string; noteId: string | null; to: 'assigned' | 'confirmed' }
  offer_withdrawn: { courierIds: readonly string[]; noteId: string | null }
  started: { to: 'en_route_pickup' | 'out_for_delivery'; etaMs: number | null }
  pickup_reached: { distanceMeters: number | null }
  picked_up: Payloads['pick_up']
  pickup_attempted: Payloads['fail_pickup']
  scanned: Payloads['scan'] & { to: Status; custodian: 'courier' | 'facility' }
  dropoff_reached: { distanceMeters: number | null }
  delivered: { proof: ProofFacts; receivedById: string | null; codCollectedMinor: number | null; short: number }
  attempt_failed: Payloads['fail_attempt'] & { attempt: number; cause: Cause }
  delivery_decided: { option: 'reattempt'; window: Span; isDefault: boolean }
  rescheduled: { window: Span }
  fact_kept: { command: string; reason: string }
  report_refused: { command: string; code: string }
  noted: { noteId: string; audience: NoteAudience }
  exception_raised: { exception: OpenException; noteId: string | null }
  exception_joined: { exceptionId: string; reason: string; score: number; source: string; isNoise: boolean }
  /** A signal for a type while a stand-in is open (E8). */
  exception_noted: { type: ExceptionType; reason: string; standIn: ExceptionType }
  exception_reopened: { exception: OpenException; noteId: string | null }
  exception_escalated: { exceptionId: string; level: number; severity: Severity; nextAtMs: number }
  exception_acknowledged: { exceptionId: string }
  exception_taken: { exceptionId: string; owner: OpenException['owner'] }
  /** The exception stays until its cause has cleared. */
  exception_handled: { exceptionId: string; action: ActionType; noteId: string | null }
  exception_resolved: {
    exceptionId: string
    type: ExceptionType
    ending: Ending
    action: ActionType | null
    noteId: string | null
  }
  timer_fired: { timer: string; armedForMs: number }
  /** The hold is about to lapse and the parcels are ours: the money is taken now. */
  capture_asked: { n: number; amountMinor: number }
  closed: Record<never, never>
}

export type EventType = keyof EventData

export type EventBody = { [K in EventType]: { type: K; data: EventData[K] } }[EventType]

/** One fact of a shipment; `seq` runs 1..n without a hole, nothing is ever edited. */
export type ShipmentEvent = EventBody & {
  seq: number
  commandId: string
  /** The device's or partner's clock. */
  occurredAtMs: number
  /** Ours, by the time of the workflow. */
  recordedAtMs: number
  actor: Actor
  source: Source
}
