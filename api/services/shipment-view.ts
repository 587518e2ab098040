import type { StoredPlace } from '#db/bookings.ts'
import type { ExceptionRow } from '#db/exceptions.ts'
import type { ShipmentRow, SummaryRow } from '#db/shipments.ts'
import type { Actor, ActorKind } from '#domain/actors.ts'
import { allowedCommands } from '#domain/allowed.ts'
import { type CommandType, commandTypes } from '#domain/commands.ts'
import { cancellationFeeMinor, returnFeeMinor } from '#domain/fees.ts'
import type { Shipment } from '#domain/shipment.ts'
import { timerRow } from '#domain/timers.ts'
import type { DeadlineView, Money, Place, ProofView, ShipmentSummary, ShipmentView } from '#domain/views.ts'
import type { Viewer } from './contract.ts'
import { exceptionView } from './exception-view.ts'
import { instantOf, windowOf } from './instants.ts'
import { isAny } from './relation.ts'

export type Details = {
  exceptions: readonly ExceptionRow[]
  pod: ProofView | null
  rating: { stars: number; tags: readonly string[] } | null
}

type Seen = { viewer: Viewer; actors: readonly Actor[]; publicUrl: string }

const dispatch: readonly ActorKind[] = ['A', 'V', 'D']

/** One shipment as one viewer may see it: from the booking's words and the workflow's state. */
export function shipmentView(row: ShipmentRow, details: Details, seen: Seen): ShipmentView {
  const { actors } = seen
  const { state } = row
  const isStaff = isAny(actors, ...dispatch)
  const isSender = isAny(actors, 'S')
  const isParty = isSender || isAny(actors, 'R')
  const allowed = commandsFor(state, details, seen)
  return {
    id: row.id,
    trackingNumber: row.trackingNumber,
    reference: row.reference,
    status: row.status,
    outcome: row.outcome,
    seq: row.seq,
    serviceLevel: state.policy.level,
    promise: promiseOf(state),
    custodian: { ...state.custodian, name: custodianName(row) },
    ...(isStaff && row.customerId && { customerId: row.customerId }),
    courierId: state.courierId,
    courierName: row.courierName,
    ...(isStaff && { offeredTo: offersOf(row) }),
    partnerId: state.partnerId,
    attempts: state.attempts,
    holds: state.holds.map(({ reason, untilMs, stopsClock, reviewAtMs }) => ({
      reason,
      until: untilMs === null ? null : instantOf(untilMs),
      clockStopped: stopsClock,
      reviewAt: reviewAtMs === null || !isStaff ? null : instantOf(reviewAtMs),
    })),
    zone: state.zone,
    decision: state.decision && {
      option: state.decision,
      pointId: state.pointId,
      by: state.reattemptByMs === null ? null : instantOf(state.reattemptByMs),
    },
    deadlines: deadlinesOf(state, actors),
    exceptions: details.exceptions
      .filter(({ state: of }) => isStaff || (of !== 'noise' && of !== 'resolved'))
      .map((exception) => exceptionView(exception, actors)),
    ...moneyFor(state, seen),
    ...(allowed.includes('cancel') && { cancellationFee: moneyOf(state, cancellationFeeMinor(state, 'S')) }),
    ...(allowed.includes('start_return') && { returnFee: moneyOf(state, returnFeeMinor(state, 'S')) }),
    sender: placeFor(row.sender, isStaff || isSender ? 'all' : isAny(actors, 'C', 'P') ? 'phone' : 'none'),
    recipient: placeFor(row.recipient, isStaff || isParty ? 'all' : isAny(actors, 'C', 'P') ? 'phone' : 'none'),
    parcels: row.parcels,
    windows: { pickup: windowOf(state.pickup), delivery: windowOf(state.promise) },
    pod: details.pod,
    podPolicy: state.policy.pod,
    ...(isParty && row.outcome === null && { pin: row.pin }),
    ...(isParty && { rating: details.rating }),
    confirmedSteps: state.confirmedSteps,
    allowedCommands: allowed,
    createdAt: instantOf(row.createdAtMs),
    updatedAt: instantOf(row.updatedAtMs),
    trackUrl: `${seen.publicUrl}/track/${row.trackingNumber}`,
  }
}

/** What this viewer may do now, in any of his capacities. */
export function commandsFor(state: Shipment, { rating }: Pick<Details, 'rating'>, seen: Omit<Seen, 'publicUrl'>) {
  if (!seen.viewer.permissions.includes('shipments.command')) return []
  const allowed = new Set<CommandType>(seen.actors.flatMap((actor) => allowedCommands(state, actor)))
  if (rating) allowed.delete('rate')
  return commandTypes.filter((type) => allowed.has(type))
}

/** Phone and e-mail only for who needs them to bring the parcel, or who gave them. */
export function placeFor(place: StoredPlace, contact: 'all' | 'phone' | 'none'): Place {
  const { phone, email, ...open } = place
  return {
    ...open,
    ...(contact !== 'none' && phone !== undefined && { phone }),
    ...(contact === 'all' && email !== undefined && { email }),
  }
}

export function promiseOf(state: Shipment): NonNullable<ShipmentView['promise']> {
  const [from, to] = windowOf(state.promise)
  return { from, to, original: windowOf(state.originalPromise) }
}

function custodianName({ state, sender, recipient, courierName }: ShipmentRow): string | null {
  const names = { sender: sender.name, recipient: recipient.name, courier: courierName }
  const { kind } = state.custodian
  return kind === 'sender' || kind === 'recipient' || kind === 'courier' ? names[kind] : null
}

function offersOf({ state, offeredNames }: ShipmentRow) {
  return state.offers.map(({ courierId }) => ({ courierId, name: offeredNames?.[courierId] ?? '' }))
}

/** Deadlines of the steps that are somebody's own; staff sees all. */
const deadlineOwners: Partial<Record<string, readonly ActorKind[]>> = {
  choose: ['S'],
  pay: ['S'],
  verify: ['S', 'R'],
  decision: ['S', 'R'],
  accept: ['C'],
  start: ['C'],
  window: ['C'],
  dwell: ['C'],
  stop_late: ['C'],
}

function deadlinesOf(state: Shipment, actors: readonly Actor[]): DeadlineView[] {
  const isStaff = isAny(actors, ...dispatch)
  return state.timers
    .filter(({ name }) => isStaff || isAny(actors, ...(deadlineOwners[name] ?? [])))
    .toSorted((a, b) => a.dueAtMs - b.dueAtMs)
    .map(({ name, dueAtMs }) => ({
      timer: name,
      dueAt: instantOf(dueAtMs),
      raises: timerRow(name).raises?.type ?? 'nothing',
    }))
}

function moneyOf({ money }: Shipment, amount: number): Money {
  return { amount, currency: money.currency }
}

/** Amounts for the payer and for whoever reads money; dispatchers see how it is paid and how far that is. */
function moneyFor(state: Shipment, { viewer, actors }: Seen): Pick<ShipmentView, 'money' | 'payment'> {
  const { money } = state
  const isPayer = isAny(actors, 'S')
  const readsMoney = isPayer || viewer.permissions.includes('money.read')
  if (!readsMoney && !isAny(actors, ...dispatch, 'P')) return {}
  const payment = {
    method: money.method,
    state: money.state,
    ...(isPayer && money.checkoutUrl && { checkoutUrl: money.checkoutUrl }),
    ...(money.declineReason && { declineReason: money.declineReason }),
  }
  if (!readsMoney) return { payment }
  return {
    payment,
    money: {
      quoted: moneyOf(state, money.quotedMinor),
      authorised: moneyOf(state, money.authorisedMinor),
      captured: moneyOf(state, money.capturedMinor),
      refunded: moneyOf(state, money.refundedMinor),
      cod: money.codMinor === null ? null : moneyOf(state, money.codMinor),
    },
  }
}

/** A row of a list. */
export function summaryView(row: SummaryRow): ShipmentSummary {
  return {
    id: row.id,
    trackingNumber: row.trackingNumber,
    reference: row.reference,
    status: row.status,
    outcome: row.outcome,
    serviceLevel: row.levelCode,
    senderCity: row.senderCity,
    recipientCity: row.recipientCity,
    recipientName: row.recipientName,
    courierId: row.courierId,
    courierName: row.courierName,
    pickupWindow: windowOf([row.pickupFromMs, row.pickupToMs]),
    promiseTo: instantOf(row.promiseToMs),
    nextDeadlineAt: row.nextDeadlineAtMs === null ? null : instantOf(row.nextDeadlineAtMs),
    openExceptions: row.openExceptions,
    worstLevel: row.worstLevel,
    createdAt: instantOf(row.createdAtMs),
    updatedAt: instantOf(row.updatedAtMs),
  }
}
