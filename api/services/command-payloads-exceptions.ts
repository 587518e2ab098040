import type { ActionType } from '#domain/exception-actions.ts'
import { cancellationFeeMinor } from '#domain/fees.ts'
import type { RunCommand } from '#domain/payloads.ts'
import type { ActionInputs } from '#domain/schemas/command-payloads.ts'
import { minorOf } from './command-facts.ts'
import type { Builders, Facts, Kept } from './command-payloads.ts'
import { spanOf } from './instants.ts'
import { dayWindow, zoneOf } from './promise.ts'

type OnExceptions = 'raise' | 'acknowledge' | 'take' | 'snooze' | 'escalate' | 'reopen' | 'resolve'

/** From the wire to what the workflow may know, for what is done about exceptions. */
export const exceptionBuilders: Builders<OnExceptions> = {
  raise: ({ type, reason }, _, { noteId }) => ({ type, reason, noteId }),
  acknowledge: ({ exceptionId }) => ({ exceptionId }),
  take: ({ exceptionId, toUserId }, { userId }) => ({
    exceptionId,
    toUserId: toUserId === undefined ? userId : toUserId,
  }),
  snooze: ({ exceptionId, until }, _, { noteId }) => ({ exceptionId, untilMs: Date.parse(until), noteId }),
  escalate: ({ exceptionId }, _, { noteId }) => ({ exceptionId, noteId }),
  reopen: ({ exceptionId }, _, { noteId }) => ({ exceptionId, noteId }),
  resolve: ({ exceptionId, action, input }, facts, kept) => ({
    exceptionId,
    action,
    noteId: kept.noteId,
    run: runOf({ action, input, exceptionId }, facts, kept),
  }),
}

type Making<K extends keyof ActionInputs> = (input: ActionInputs[K], facts: Facts, kept: Kept) => RunCommand | null

/** Which command each action runs. Those that are absent run none: they end the exception or wait for its cause. */
const makings: { [K in keyof ActionInputs]: Making<K> } = {
  cancel: ({ acceptedFee, cause = 'K' }, { row }, { noteId }) => {
    // Without a fee the one that is due now is meant: a dispatcher has seen it in the preview.
    const dueMinor = cancellationFeeMinor(row.state, cause)
    const acceptedFeeMinor = acceptedFee ? minorOf(acceptedFee, row, '/payload/input/acceptedFee') : dueMinor
    return { type: 'cancel', payload: { noteId, cause, acceptedFeeMinor } }
  },
  rewindow: ({ stop, window }) => ({ type: 'reschedule', payload: { stop, window: spanOf(window) } }),
  reattempt: (input, { row }, { noteId }) => {
    const window = windowOf(input, row.recipient.country)
    if (row.status === 'confirmed') {
      return window && { type: 'reschedule', payload: { stop: 'pickup', window } }
    }
    return { type: 'decide_delivery', payload: { option: 'reattempt', window, pointId: null, noteId } }
  },
  assign: (input, facts, kept) => assigned(input, facts, kept),
  broadcast: (input, facts, kept) => assigned(input, facts, kept),
  outsource: ({ partnerId }) => ({ type: 'outsource', payload: { partnerId } }),
  reroute: ({ partnerId }, _, { noteId }) => ({ type: 'reroute', payload: { partnerId, noteId } }),
  apply: ({ toStatus }, _, { noteId }) => ({ type: 'correct', payload: { toStatus, custodian: null, noteId } }),
  repromise: ({ window, cause }, _, { noteId }) => ({
    type: 'repromise',
    payload: { window: spanOf(window), cause, noteId },
  }),
  compensate: (input, facts, kept) => settled('credit', input, { facts, kept }),
  claim: (input, facts, kept) => settled('claim', input, { facts, kept }),
  refund: (input, facts, kept) => settled('refund', input, { facts, kept }),
  fix_address: ({ stop }, { zone }, { placeId }) => ({
    type: 'change_address',
    payload: { stop, placeId: placeId ?? '', zone, deltaMinor: 0 },
  }),
  pickup_point: ({ pointId }, _, { noteId }) => ({
    type: 'decide_delivery',
    payload: { option: 'pickup_point', window: null, pointId, noteId },
  }),
  neighbour: (_, __, { noteId }) => ({
    type: 'decide_delivery',
    payload: { option: 'neighbour', window: null, pointId: null, noteId },
  }),
  return: ({ cause = 'N' }, _, { noteId }) => ({ type: 'start_return', payload: { cause, noteId } }),
  dispose: ({ cause = 'N' }, _, { noteId }) => ({ type: 'dispose', payload: { cause, noteId, photoId: null } }),
  override: ({ methods }, _, { noteId }) => ({ type: 'override_pod', payload: { methods, noteId } }),
  found: ({ toStatus, custodian = null }, _, { noteId }) => ({
    type: 'correct',
    payload: { toStatus, custodian, noteId },
  }),
  release: ({ reason }, { row }, { noteId }) => {
    const held = reason ?? row.state.holds[0]?.reason
    return held ? { type: 'release_hold', payload: { reason: held, noteId } } : null
  },
}

/** Actions without input that run a command all the same. */
const plainRuns: Partial<Record<ActionType, (exceptionId: string, facts: Facts, kept: Kept) => RunCommand | null>> = {
  declare_lost: (_, __, { noteId }) => ({ type: 'mark_lost', payload: { noteId, photoId: null } }),
  // Whoever never got it is believed: the parcel counts as lost, and the money goes back.
  uphold: (exceptionId, { row }, { noteId }) => {
    const open = row.state.exceptions.find(({ id }) => id === exceptionId)
    return open?.reason === 'not_received' ? { type: 'mark_lost', payload: { noteId, photoId: null } } : null
  },
}

type Asked = { exceptionId: string; action: ActionType; input: unknown }

function runOf({ exceptionId, action, input }: Asked, facts: Facts, kept: Kept): RunCommand | null {
  if (!(action in makings)) return plainRuns[action]?.(exceptionId, facts, kept) ?? null
  // The schema has checked the input of exactly this action.
  const making = makings[action as keyof ActionInputs] as Making<keyof ActionInputs>
  return making(input as ActionInputs[keyof ActionInputs], facts, kept)
}

function assigned({ courierIds, minutes }: ActionInputs['assign'], { row }: Facts, { noteId }: Kept): RunCommand {
  const [first] = courierIds
  if (row.status === 'confirmed' || first === undefined) {
    return { type: 'assign', payload: { courierIds, minutes: minutes ?? null } }
  }
  return { type: 'reassign', payload: { courierId: first, noteId } }
}

function settled(
  decision: 'credit' | 'claim' | 'refund',
  { amount, cause }: ActionInputs['refund'],
  { facts, kept }: { facts: Facts; kept: Kept },
): RunCommand {
  const amountMinor = minorOf(amount, facts.row, '/payload/input/amount')
  return { type: 'settle', payload: { decision, amountMinor, cause, noteId: kept.noteId } }
}

/** A day is a window of the stop's own delivery hours. */
function windowOf({ window, date }: ActionInputs['reattempt'], country: string) {
  if (window) return spanOf(window)
  return date === undefined ? null : dayWindow(date, zoneOf(country))
}
