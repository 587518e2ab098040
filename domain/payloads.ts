import type { Actor } from './actors.ts'
import type { ActionType } from './exception-actions.ts'
import type { Cause, ExceptionType } from './exception-types.ts'
import type { HoldReason } from './holds.ts'
import type { MappingVerdict } from './mapping.ts'
import type { Policy, ProofKind } from './policy.ts'
import type { CustodianKind, Status } from './status.ts'
import type { PaymentMethod } from './views.ts'

export const stepsToConfirm = ['details', 'ready', 'handed_over'] as const
export type ConfirmedStep = (typeof stepsToConfirm)[number]

export const noteAudiences = ['staff', 'partner', 'everyone'] as const
export type NoteAudience = (typeof noteAudiences)[number]

export const stops = ['pickup', 'dropoff'] as const
export type Stop = (typeof stops)[number]

/** What a recipient or sender may wish for a parcel (lifecycle.md §3, `decide_delivery`). */
export const deliveryOptions = ['reattempt', 'neighbour', 'safe_place', 'pickup_point', 'return'] as const
export type DeliveryOption = (typeof deliveryOptions)[number]

export const disputeKinds = ['not_received', 'damaged', 'missing_items'] as const
export type DisputeKind = (typeof disputeKinds)[number]

/** What a courier may report on the way (E10). */
export const incidentReasons = [
  'breakdown',
  'damaged',
  'missing_items',
  'stolen',
  'no_access',
  'wrong_address',
  'return_refused',
] as const

/** Money decisions after the outcome. */
export const settlementDecisions = ['charge', 'credit', 'refund', 'claim'] as const
export type SettlementDecision = (typeof settlementDecisions)[number]

/** What a position feed tells a workflow; positions themselves never enter it. */
export const telemetryKinds = ['eta', 'deviation', 'stop', 'offline', 'online'] as const
export type TelemetryKind = (typeof telemetryKinds)[number]

export const bulletinKinds = ['weather', 'closure', 'strike'] as const
export type BulletinKind = (typeof bulletinKinds)[number]

type Span = readonly [fromMs: number, toMs: number]

/** How a proof of position came out; `unknown` counts as a warning (the stop has no known position). */
export type ProofFacts = {
  photoId: string | null
  signatureId: string | null
  pin: 'ok' | 'wrong' | null
  scans: 'all' | 'some' | null
  distanceMeters: number | null
  isStopKnown: boolean
  idSeen: boolean
}

/** Why a partner's word moved nothing. */
export type KeptReason =
  | 'late'
  | 'repeated'
  | 'illegal_move'
  | 'not_their_leg'
  | 'no_evidence'
  | 'unmapped'
  | 'ambiguous'

export type PartnerSaid = {
  verdict: MappingVerdict
  /** Whether a proof of delivery or hand-back came with it. */
  hasEvidence: boolean
  noteId: string | null
  /** The version of the mapping that read it. */
  mappingVersion: number | null
}

export type PaymentFactKind =
  | 'authorised'
  | 'action_required'
  | 'checkout'
  | 'declined'
  | 'captured'
  | 'capture_failed'
  | 'released'
  | 'release_failed'
  | 'expired'
  | 'refunded'
  | 'refund_failed'
  | 'disputed'
  | 'cash_settled'

/** What a command carries into the workflow: ids and verdicts, nothing personal (architecture.md §3). */
export type Payloads = {
  pay: { method: PaymentMethod; paymentMethodId: string | null; codMinor: number | null }
  confirm_step: { step: ConfirmedStep }
  verify_delivery: { noteId: string | null }
  cancel: { noteId: string | null; cause: Cause; acceptedFeeMinor: number }
  accept: Record<never, never>
  decline: { noteId: string | null }
  start: { etaMs: number | null }
  arrive_pickup: { distanceMeters: number | null }
  arrive_dropoff: { distanceMeters: number | null }
  pick_up: { scans: 'all' | 'some' | null; photoId: string | null; missing: number }
  fail_pickup: { reason: string; photoId: string | null; noteId: string | null }
  scan: { scans: 'all' | 'some'; facilityId: string | null; direction: 'in' | 'out' | null }
  deliver: { proof: ProofFacts; receivedById: string | null; codCollectedMinor: number | null; short: number }
  fail_attempt: { reason: string; photoId: string | null; noteId: string | null; distanceMeters: number | null }
  change_address: { stop: Stop; placeId: string; zone: string | null; deltaMinor: number }
  reschedule: { stop: Stop; window: Span }
  decide_delivery: { option: DeliveryOption; window: Span | null; pointId: string | null; noteId: string | null }
  dispute: { kind: DisputeKind; noteId: string | null; photoId: string | null }
  report_incident: { reason: string; photoId: string | null; noteId: string | null }
  place_hold: { reason: HoldReason; untilMs: number | null; retentionReason: string | null; noteId: string | null }
  release_hold: { reason: HoldReason; noteId: string | null }
  repromise: { window: Span; cause: Cause; noteId: string | null }
  make_available: { pointId: string; untilMs: number | null }
  start_return: { cause: Cause; noteId: string | null }
  complete_return: { proof: ProofFacts }
  mark_lost: { noteId: string | null; photoId: string | null }
  dispose: { cause: Cause; noteId: string | null; photoId: string | null }
  settle: { decision: SettlementDecision; amountMinor: number; cause: Cause; noteId: string | null }
  correct: {
    toStatus: Status
    custodian: { kind: CustodianKind; id: string | null } | null
    noteId: string | null
  }
  override_pod: { methods: readonly ProofKind[]; noteId: string | null }
  telemetry: { kind: TelemetryKind; etaMs: number | null }
  publish_bulletin: { bulletinId: string; kind: BulletinKind; untilMs: number; zone: string }
  end_bulletin: { bulletinId: string }
  /** An admin's choice: this shipment goes on under the newest version of its level. */
  apply_policy: { policy: Policy }
  /** What a partner said, read by its mapping; its own words stay in PostgreSQL under the command's id. */
  partner_status: PartnerSaid
  /** The same words once more, under a later version of the mapping. */
  apply_mapping: PartnerSaid
  outsource: { partnerId: string }
  /** Who carries what is left of the way; null is our own house. */
  reroute: { partnerId: string | null; noteId: string | null }
  expire: Record<never, never>
  assign: { courierIds: readonly string[]; minutes: number | null }
  unassign: { noteId: string | null }
  reassign: { courierId: string; noteId: string | null }
  raise: { type: ExceptionType; reason: string; noteId: string | null }
  acknowledge: { exceptionId: string }
  take: { exceptionId: string; toUserId: string | null }
  snooze: { exceptionId: string; untilMs: number; noteId: string | null }
  escalate: { exceptionId: string; noteId: string | null }
  reopen: { exceptionId: string; noteId: string | null }
  resolve: {
    exceptionId: string
    action: ActionType
    noteId: string | null
    /** The command that the action runs, as its own rule takes it; null where it runs none. */
    run: RunCommand | null
  }
  add_note: { noteId: string; audience: NoteAudience }
  timer_due: { timer: string; armedForMs: number }
  payment_event: {
    kind: PaymentFactKind
    /** The generation of the money step this speaks of. */
    n: number
    amountMinor: number
    intentId: string | null
    sessionId: string | null
    checkoutUrl: string | null
    captureBeforeMs: number | null
    reason: string | null
  }
  close: Record<never, never>
}

/** A command inside a command: what an action of `resolve` does to the shipment. */
export type RunCommand = {
  [K in Exclude<WorkflowCommandType, 'resolve'>]: { type: K; payload: Payloads[K] }
}[Exclude<WorkflowCommandType, 'resolve'>]

/** The commands that reach a workflow after the booking. */
export type WorkflowCommandType = keyof Payloads

/** On what way a command came. */
export const sources = ['web', 'api', 'offline', 'system', 'stripe', 'partner'] as const
export type Source = (typeof sources)[number]

export type Envelope = {
  commandId: string
  actor: Actor
  source: Source
  /** When it happened by the clock of the device. */
  occurredAtMs: number
  /** When our server got it. */
  receivedAtMs: number
  /** Refused as stale_view when the shipment has moved on. */
  expectedSeq: number | null
}

/** A command after the booking, as the workflow takes it. */
export type Command = { [K in WorkflowCommandType]: Envelope & { type: K; payload: Payloads[K] } }[WorkflowCommandType]
