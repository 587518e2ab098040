import type { Actor } from './actors.ts'
import type { ActionType } from './exception-actions.ts'
import type { Cause, ExceptionType } from './exception-types.ts'
import type { PaymentMethod } from './views.ts'

export const stepsToConfirm = ['details', 'ready', 'handed_over'] as const
export type ConfirmedStep = (typeof stepsToConfirm)[number]

export const noteAudiences = ['staff', 'partner', 'everyone'] as const
export type NoteAudience = (typeof noteAudiences)[number]

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
  assign: { courierIds: readonly string[]; minutes: number | null }
  unassign: { noteId: string | null }
  reassign: { courierId: string; noteId: string | null }
  raise: { type: ExceptionType; reason: string; noteId: string | null }
  acknowledge: { exceptionId: string }
  take: { exceptionId: string; toUserId: string | null }
  resolve: {
    exceptionId: string
    action: ActionType
    noteId: string | null
    /** For `assign`. */
    courierIds: readonly string[] | null
    /** For `rewindow` and `reattempt`, epoch ms. */
    window: readonly [fromMs: number, toMs: number] | null
    /** For `cancel`. */
    acceptedFeeMinor: number | null
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
