import type { Actor } from './actors.ts'
import type { ActionType } from './exception-actions.ts'
import type { Cause, ExceptionType, Severity } from './exception-types.ts'
import type { HoldReason } from './holds.ts'
import type { MappedEffect } from './mapping.ts'
import type {
  BulletinKind,
  ConfirmedStep,
  DeliveryOption,
  KeptReason,
  NoteAudience,
  Payloads,
  ProofFacts,
  Source,
  Stop,
} from './payloads.ts'
import type { Policy, ProofKind } from './policy.ts'
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
    zone: string | null
  }
  payment_started: { n: number; paymentMethodId: string | null; amountMinor: number; oldSessionId: string | null }
  confirmed: { method: PaymentMethod; codMinor: number | null }
  /** `deltaMinor` is what this fact adds to what was paid back. */
  money_noted: Payloads['payment_event'] & { to: Status; deltaMinor: number }
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
  delivery_decided: {
    option: DeliveryOption
    window: Span | null
    pointId: string | null
    noteId: string | null
    isDefault: boolean
  }
  /** `promise` is what the move makes of it. */
  rescheduled: { stop: Stop; window: Span; promise: Span; cause: Cause }
  address_changed: Payloads['change_address']
  delivery_disputed: Payloads['dispute']
  incident_reported: Payloads['report_incident']
  hold_placed: {
    reason: HoldReason
    untilMs: number | null
    retentionReason: string | null
    stopsClock: boolean
    reviewAtMs: number | null
    noteId: string | null
    bulletinId: string | null
  }
  /** A lapse is the end that was planned. */
  hold_released: { reason: HoldReason; isLapse: boolean; noteId: string | null }
  promise_changed: { window: Span; cause: Cause; noteId: string | null }
  ready_to_collect: { pointId: string; untilMs: number }
  return_started: { cause: Cause; noteId: string | null; feeMinor: number }
  return_completed: { proof: ProofFacts }
  marked_lost: { noteId: string | null; photoId: string | null }
  parcel_disposed: { cause: Cause; noteId: string | null; photoId: string | null }
  /** `n` is the number of the decision: the key of what it pays. */
  settlement_decided: Payloads['settle'] & { n: number }
  corrected: Payloads['correct'] & { from: Status; wasVerified: boolean }
  pod_overridden: { methods: readonly ProofKind[]; noteId: string | null }
  telemetry_noted: Payloads['telemetry']
  bulletin_published: { bulletinId: string; kind: BulletinKind; untilMs: number; zone: string }
  bulletin_ended: { bulletinId: string }
  policy_applied: { policy: Policy }
  /** A partner's word was taken: it moved the shipment, or was seen, held or a problem where it stands. */
  partner_event_applied: {
    kind: MappedEffect['kind']
    from: Status
    to: Status
    isMove: boolean
    reason: string | null
    cause: Cause
    attempt: number | null
    feeMinor: number | null
    noteId: string | null
    mappingVersion: number | null
  }
  partner_event_kept: { why: KeptReason; noteId: string | null; mappingVersion: number | null }
  mapping_applied: { mappingVersion: number | null }
  outsourced: { partnerId: string }
  rerouted: Payloads['reroute']
  shipment_expired: Record<never, never>
  fact_kept: { command: string; reason: string }
  report_refused: { command: string; code: string }
  noted: { noteId: string; audience: NoteAudience }
  exception_raised: { exception: OpenException; noteId: string | null }
  exception_joined: { exceptionId: string; reason: string; score: number; source: string; isNoise: boolean }
  /** A signal for a type while a stand-in is open (E8). */
  exception_noted: { type: ExceptionType; reason: string; standIn: ExceptionType }
  exception_reopened: { exception: OpenException; noteId: string | null }
  exception_escalated: {
    exceptionId: string
    level: number
    severity: Severity
    nextAtMs: number | null
    noteId: string | null
  }
  exception_acknowledged: { exceptionId: string }
  exception_snoozed: { exceptionId: string; untilMs: number; noteId: string | null }
  /** The time of a snooze is over, or somebody ended it. */
  exception_woken: { exceptionId: string }
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
