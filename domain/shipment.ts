import type { ActorKind } from './actors.ts'
import type { Cause, ExceptionState, ExceptionType, Severity } from './exception-types.ts'
import type { Hold } from './holds.ts'
import type { ConfirmedStep, DeliveryOption } from './payloads.ts'
import { defaultLadder, type Policy, type ProofKind, policyOf } from './policy.ts'
import type { CustodianKind, Outcome, Status } from './status.ts'
import type { TimerName } from './timers.ts'
import type { PaymentMethod, PaymentState } from './views.ts'

export const carriages = ['own', 'partner', 'drop_off'] as const
export type Carriage = (typeof carriages)[number]

/** Epoch milliseconds, both ends included. */
export type Span = readonly [fromMs: number, toMs: number]

export type ArmedTimer = { name: TimerName; dueAtMs: number }

export type Offer = { courierId: string; untilMs: number }

/** An open exception; a resolved one leaves only its trace in `resolved`. */
export type OpenException = {
  id: string
  type: ExceptionType
  reason: string
  state: Exclude<ExceptionState, 'resolved'>
  severity: Severity
  /** 1 to 4; never falls. */
  level: number
  raisedAtMs: number
  /** From where the ladder counts: later than `raisedAtMs` after a reopening, a snooze or a pause. */
  ladderFromMs: number
  /** Open time that had been used up before `ladderFromMs`. */
  spentMs: number
  /** When it climbs, is told again or wakes; null when no ladder runs (noise, or the clock is stopped). */
  nextAtMs: number | null
  /** Until when it sleeps; null unless snoozed. */
  snoozedUntilMs: number | null
  /** How often it was snoozed (E5). */
  snoozes: number
  owner: { kind: 'role'; id: ActorKind } | { kind: 'user'; id: string }
  /** 0 to 95: how sure we are (E2). */
  score: number
  signals: number
  sources: readonly string[]
}

/** What reopening needs to know of a resolved exception (E7). */
export type ResolvedException = Pick<OpenException, 'id' | 'type' | 'level' | 'signals'> & {
  resolvedAtMs: number
  reason: string
}

export type MoneyFacts = {
  method: PaymentMethod | null
  state: PaymentState
  currency: string
  quotedMinor: number
  codMinor: number | null
  codCollectedMinor: number | null
  /** The generation of the hold: grows with each decision to authorise anew, never by a retry. */
  n: number
  paymentMethodId: string | null
  intentId: string | null
  sessionId: string | null
  checkoutUrl: string | null
  authorisedMinor: number
  capturedMinor: number
  refundedMinor: number
  /** What a cancellation or a return cost. */
  feeMinor: number
  /** What we gave back before anything was taken: the capture is smaller by this. */
  creditMinor: number
  /** How many money decisions were made after the outcome or beside an action: the number of the next one's key. */
  settlements: number
  /** What all decided refunds amount to; `refundedMinor` is what the provider has paid of it. */
  refundDueMinor: number
  captureBeforeMs: number | null
  declineReason: string | null
}

/** A shipment as its workflow holds it: ids, instants and amounts, nothing personal. Plain JSON under 8 KB. */
export type Shipment = {
  id: string
  status: Status
  outcome: Outcome | null
  /** The number of the last event; 0 before the booking. */
  seq: number
  /** The effective time at which the current status began (T9). */
  enteredAtMs: number
  customerId: string | null
  partnerId: string | null
  carriage: Carriage
  courierId: string | null
  offers: readonly Offer[]
  custodian: { kind: CustodianKind; id: string | null }
  parcels: number
  attempts: number
  pickup: Span
  promise: Span
  originalPromise: Span
  promiseState: 'open' | 'met' | 'missed'
  etaMs: number | null
  /** The end of the day of a chosen or defaulted new attempt. */
  reattemptByMs: number | null
  /** What sender or recipient wished for the delivery. */
  decision: DeliveryOption | null
  /** Where it waits, or is to wait, for the recipient. */
  pointId: string | null
  collectByMs: number | null
  /** Rows that replace the booking's places. */
  places: { pickup: string | null; dropoff: string | null }
  zone: string | null
  /** Why it turned round, was lost or was disposed of. */
  endCause: Cause | null
  /** Whether the goods of a lost or damaged shipment were decided upon. */
  isClaimDecided: boolean
  /** How often it was delivered: more than once only after a correction. */
  deliveries: number
  /** Proofs that a supervisor has waived. */
  waivedProofs: readonly ProofKind[]
  /** Types whose deadline was moved by `extend`: each once. */
  extended: readonly ExceptionType[]
  /** Since when the clock is stopped by a hold; null while it runs. */
  pausedAtMs: number | null
  /** When the current status is, or was, outdated: the due instant of its own timer; null where nothing watches it. */
  staleAtMs: number | null
  isVerified: boolean
  timers: readonly ArmedTimer[]
  holds: readonly Hold[]
  exceptions: readonly OpenException[]
  resolved: readonly ResolvedException[]
  /** How many exceptions were ever made: the next one's number. */
  exceptionCount: number
  confirmedSteps: readonly ConfirmedStep[]
  money: MoneyFacts
  policy: Policy
}

const noMoney: MoneyFacts = {
  method: null,
  state: 'none',
  currency: 'EUR',
  quotedMinor: 0,
  codMinor: null,
  codCollectedMinor: null,
  n: 0,
  paymentMethodId: null,
  intentId: null,
  sessionId: null,
  checkoutUrl: null,
  authorisedMinor: 0,
  capturedMinor: 0,
  refundedMinor: 0,
  feeMinor: 0,
  creditMinor: 0,
  settlements: 0,
  refundDueMinor: 0,
  captureBeforeMs: null,
  declineReason: null,
}

const noLevel = {
  name: '',
  allowances: {},
  slas: {},
  ladder: defaultLadder,
  calendar: 'always',
  attempts: 1,
  podPolicy: {},
}

/** A shipment before its booking: it takes no command but `book`. */
export function freshShipment(id: string): Shipment {
  return {
    id,
    status: 'created',
    outcome: null,
    seq: 0,
    enteredAtMs: 0,
    customerId: null,
    partnerId: null,
    carriage: 'own',
    courierId: null,
    offers: [],
    custodian: { kind: 'sender', id: null },
    parcels: 0,
    attempts: 0,
    pickup: [0, 0],
    promise: [0, 0],
    originalPromise: [0, 0],
    promiseState: 'open',
    etaMs: null,
    reattemptByMs: null,
    decision: null,
    pointId: null,
    collectByMs: null,
    places: { pickup: null, dropoff: null },
    zone: null,
    endCause: null,
    isClaimDecided: false,
    deliveries: 0,
    waivedProofs: [],
    extended: [],
    pausedAtMs: null,
    staleAtMs: null,
    isVerified: false,
    timers: [],
    holds: [],
    exceptions: [],
    resolved: [],
    exceptionCount: 0,
    confirmedSteps: [],
    money: noMoney,
    policy: policyOf({ code: '', version: 0 }, noLevel),
  }
}

export function openException(shipment: Shipment, type: ExceptionType): OpenException | undefined {
  return shipment.exceptions.find((open) => open.type === type)
}

export function isClosed(shipment: Shipment): boolean {
  return shipment.status === 'closed'
}

/**
 * The id of a shipment's n-th exception: the shipment's own UUIDv7 with n added to its last twelve random bits,
 * so that the pure rules can name it and a replay names it alike.
 */
export function exceptionIdOf(shipmentId: string, n: number): string {
  const tail = (Number.parseInt(shipmentId.slice(-3), 16) + n) % 4096
  return `${shipmentId.slice(0, -3)}${tail.toString(16).padStart(3, '0')}`
}
