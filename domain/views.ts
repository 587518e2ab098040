import type { Role } from './actors.ts'
import type { Weekday } from './calendar.ts'
import type { CommandType } from './commands.ts'
import type { ActionType } from './exception-actions.ts'
import type { ExceptionState, ExceptionType, Severity } from './exception-types.ts'
import type { LadderStep } from './ladder-steps.ts'
import type { CustodianKind, Outcome, Status } from './status.ts'

/** Integer minor units with an ISO 4217 code. */
export type Money = { amount: number; currency: string }

/** An instant as ISO 8601 in UTC. */
export type Instant = string

export type Window = readonly [from: Instant, to: Instant]

export type Position = { lat: number; lng: number }

/** A stop as the booking names it. Phone and e-mail are absent for who need not see them. */
export type Place = {
  name: string
  line1: string
  line2?: string | undefined
  city: string
  postcode: string
  country: string
  phone?: string | undefined
  email?: string | undefined
  position?: Position | undefined
}

export type ParcelInput = {
  weightGrams: number
  lengthMm?: number | undefined
  widthMm?: number | undefined
  heightMm?: number | undefined
  description?: string | undefined
  value?: Money | undefined
}

export type ParcelView = ParcelInput & { id: string; barcode: string }

export type PaymentMethod = 'card' | 'account' | 'cod'

export const paymentStates = [
  'none',
  'authorising',
  'action_required',
  'declined',
  'authorised',
  'invoiced',
  'on_delivery',
  'captured',
  'released',
  'lapsed',
  'failed',
] as const
export type PaymentState = (typeof paymentStates)[number]

export type OwnerView = { kind: 'role' | 'user'; id: string; name: string }

export type ExceptionView = {
  id: string
  shipmentId: string
  trackingNumber: string
  type: ExceptionType
  reason: string
  severity: Severity
  /** 1 to 4. */
  level: number
  state: ExceptionState
  latched: boolean
  raisedAt: Instant
  slaDueAt: Instant
  /** Null when resolved or when the ladder waits for something. */
  nextEscalationAt: Instant | null
  nextLevel: number | null
  owner: OwnerView
  /** How many signals joined it. */
  signals: number
  /** 0 to 95: how sure we are. */
  score: number
  /** The hold that stops its clock; null while it runs. */
  pausedBy: string | null
  snoozedUntil: Instant | null
  /** Where the parcel is now. */
  status: Status
  zone: string | null
  /** What the customer paid or owes for the shipment; absent for who may not read money. */
  moneyAtRisk: Money | null
  /** What this viewer can resolve it with now. */
  actions: readonly ActionType[]
  resolvedAt: Instant | null
  resolution: string | null
}

export type DeadlineView = { timer: string; dueAt: Instant; raises: string }

export type ProofView = {
  photoId?: string
  signatureId?: string
  pin?: 'ok'
  scans?: string
  distanceMeters?: number
  receivedBy?: string
  overridden?: string
}

/** One shipment as one viewer may see it; fields that the viewer may not see are absent. */
export type ShipmentView = {
  id: string
  trackingNumber: string
  reference: string | null
  status: Status
  outcome: Outcome | null
  seq: number
  serviceLevel: string
  promise: { from: Instant; to: Instant; original: Window } | null
  custodian: { kind: CustodianKind; id: string | null; name: string | null }
  customerId?: string
  courierId: string | null
  courierName: string | null
  /** Couriers with an open offer (staff only). */
  offeredTo?: readonly { courierId: string; name: string }[]
  partnerId: string | null
  attempts: number
  holds: readonly { reason: string; until: Instant | null; clockStopped: boolean; reviewAt: Instant | null }[]
  zone: string | null
  /** What sender or recipient wished for the delivery. */
  decision: { option: string; pointId: string | null; by: Instant | null } | null
  deadlines: readonly DeadlineView[]
  exceptions: readonly ExceptionView[]
  money?: { quoted: Money; authorised: Money; captured: Money; refunded: Money; cod: Money | null }
  /** What cancelling costs now; absent where nobody can cancel. */
  cancellationFee?: Money
  /** What the way back costs on top of the price; absent where nobody can order it. */
  returnFee?: Money
  sender: Place
  recipient: Place
  parcels: readonly ParcelView[]
  windows: { pickup: Window; delivery: Window | null }
  payment?: { method: PaymentMethod | null; state: PaymentState; checkoutUrl?: string; declineReason?: string }
  pod: ProofView | null
  /** Each proof the shipment demands at delivery: required, warn, optional or off. */
  podPolicy: Readonly<Record<string, string>>
  /** Sender and recipient only. */
  pin?: string
  rating?: { stars: number; tags: readonly string[] } | null
  /** Steps that sender or recipient have confirmed. */
  confirmedSteps: readonly string[]
  allowedCommands: readonly CommandType[]
  createdAt: Instant
  updatedAt: Instant
  trackUrl: string
  /** Present in a view of the past. */
  asOf?: Instant
}

/** A row of a list. */
export type ShipmentSummary = {
  id: string
  trackingNumber: string
  reference: string | null
  status: Status
  outcome: Outcome | null
  serviceLevel: string
  senderCity: string
  recipientCity: string
  recipientName: string
  courierId: string | null
  courierName: string | null
  pickupWindow: Window
  promiseTo: Instant | null
  nextDeadlineAt: Instant | null
  openExceptions: number
  worstLevel: number
  createdAt: Instant
  updatedAt: Instant
}

export type EventView = {
  seq: number
  type: string
  /** The event in plain words, for the timeline. */
  words: string
  occurredAt: Instant
  recordedAt: Instant
  actor: { kind: string; id: string | null; name: string }
  source: string
  data: Readonly<Record<string, unknown>>
  hash: string
}

export type Page<T> = { items: readonly T[]; nextCursor: string | null; total?: number }

export type QuoteView = {
  id: string
  serviceLevel: string
  lines: readonly { code: string; label: string; amount: Money }[]
  total: Money
  expiresAt: Instant
  /** When it would be picked up and delivered, if booked now. */
  windows: { pickup: Window; delivery: Window }
}

export type CommandAnswer =
  | {
      kind: 'applied'
      commandId: string
      applied: boolean
      reason?: string
      events: readonly EventView[]
      shipment: ShipmentView
    }
  | { kind: 'pending'; commandId: string }

export type UserView = {
  id: string
  name: string
  email: string
  roles: readonly Role[]
  partnerId: string | null
  isActive: boolean
  createdAt: Instant
  lastSeenAt: Instant | null
}

export type ServiceLevelView = {
  code: string
  version: number
  name: string
  allowances: Readonly<Record<string, string | { workingDays: number; by: string }>>
  slas: Readonly<Record<string, string>>
  ladder: readonly number[]
  /** Types with a ladder of their own. */
  ladders: Readonly<Partial<Record<ExceptionType, readonly LadderStep[]>>>
  /** `always`, `default`, or the code of a calendar. */
  calendar: string
  podPolicy: Readonly<Record<string, string>>
  attempts: number
}

/** Weekly open hours and holidays in one zone; a day that is missing is closed. */
export type CalendarView = {
  code: string
  version: number
  name: string
  zone: string
  hours: Readonly<Partial<Record<Weekday, readonly (readonly [from: string, to: string])[]>>>
  holidays: readonly { date: string; name?: string }[]
  updatedAt: Instant
}

/** A stop of a courier's day. */
export type RunStop = {
  shipmentId: string
  trackingNumber: string
  kind: 'pickup' | 'dropoff'
  status: Status
  place: Place
  window: Window
  parcels: number
  allowedCommands: readonly CommandType[]
  openExceptions: number
  isDone: boolean
}

export type RunView = { date: string; stops: readonly RunStop[]; offers: readonly RunStop[] }

export type CourierView = { id: string; name: string; openStops: number; offers: number }

export type ExceptionSummary = {
  open: number
  byLevel: Readonly<Record<string, number>>
  byType: readonly { type: ExceptionType; count: number }[]
}

/** One exception with everything its page shows. */
export type CaseView = {
  exception: ExceptionView
  shipment: ShipmentView
  /** Why it is here: the events that led to it, oldest first. */
  causes: readonly EventView[]
  /** What happens next unless somebody acts: level, instant, who is told and how. */
  ladder: readonly { level: number; at: Instant | null; isPast: boolean; who: string; channels: string }[]
  /** Open exceptions of the same type in the same zone, the next to climb first. */
  similar: readonly ExceptionView[]
  /** Others who look at this case or own another one of the shipment. */
  notes: readonly { at: Instant; author: string; text: string; audience: string }[]
  /** In one sentence: "Next: level 3, supervisors in the app, at 14:05, unless resolved." */
  next: string
}

export type HistoryRow = {
  eventId: number
  at: Instant
  group: 'start' | 'command' | 'timer' | 'payment' | 'projection' | 'task' | 'end' | 'other'
  /** One row in plain words. */
  words: string
  type: string
  attributes: Readonly<Record<string, unknown>>
}

export type WorkflowView = {
  workflowId: string
  runId: string
  status: string
  historyLength: number
  historyBytes: number
  pending: readonly { kind: string; type: string; attempt: number; lastFailure: string | null }[]
  /** What the workflow itself answers; null when no worker answered in time. */
  state: Readonly<Record<string, unknown>> | null
  events: readonly HistoryRow[]
  temporalUiUrl: string | null
}

/** What happens when sender and recipient say nothing: what, when, and at the latest by when it is done. */
export type SilenceView = {
  act: 'reattempt' | 'return' | 'accept' | 'person'
  at: Instant | null
  /** The end of the day of the new attempt. */
  day: Instant | null
}

/** The public page: nothing personal in it. */
export type TrackView = {
  trackingNumber: string
  status: Status
  headline: string
  /** The next event in one sentence. */
  next: string
  town: string
  promise: { from: Instant; to: Instant; original: Window } | null
  timeline: readonly { at: Instant; words: string; place: string | null }[]
  /** What the holder of this link may do; empty for a plain number. */
  allowedCommands: readonly CommandType[]
  isRecipient: boolean
  /** Only for the holder of a recipient link, while the parcel is under way. */
  pin?: string
  shipmentId?: string
  /** Only for sender and recipient, while one of them is asked. */
  silence?: SilenceView
  seq: number
}

export type MailView = {
  id: string
  to: readonly string[]
  subject: string
  text: string
  html: string | null
  receivedAt: Instant
  copies: number
}

export type HealthView = { database: boolean; temporal: boolean; worker: boolean }
