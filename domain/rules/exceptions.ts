import { mayActAs } from '../actors.ts'
import { invalid, type Refusal } from '../errors.ts'
import { actionRow, actionsFor } from '../exception-actions.ts'
import { exceptionRow, isLatched } from '../exception-types.ts'
import { cancellationFeeMinor } from '../fees.ts'
import type { Payloads } from '../payloads.ts'
import { end, raise } from '../raise.ts'
import type { Rule, Script } from '../script.ts'
import { type OpenException, openException, type Span } from '../shipment.ts'
import { isIn, OFFERED, UNPAID } from '../status.ts'
import { offer, withdraw } from './dispatch.ts'

/** A person noticed something. */
export const raiseByPerson: Rule<Payloads['raise']> = (script, { type, reason, noteId }) => {
  const { reasons } = exceptionRow(type)
  if (!reasons.includes(reason)) return invalid('/payload/reason', `Choose one of: ${reasons.join(', ')}.`)
  raise(script, { type, reason, via: 'person', noteId })
  return undefined
}

export const acknowledge: Rule<Payloads['acknowledge']> = (script, { exceptionId }) =>
  onOpen(script, exceptionId, (open) => {
    if (open.state !== 'acknowledged') script.say({ type: 'exception_acknowledged', data: { exceptionId } })
    return undefined
  })

/** Makes somebody the owner; without a name the role that it began with has it again. */
export const take: Rule<Payloads['take']> = (script, { exceptionId, toUserId }) =>
  onOpen(script, exceptionId, (open) => {
    const owner: OpenException['owner'] = toUserId
      ? { kind: 'user', id: toUserId }
      : { kind: 'role', id: exceptionRow(open.type).owner }
    if (owner.id !== open.owner.id) script.say({ type: 'exception_taken', data: { exceptionId, owner } })
    return undefined
  })

/** Runs a typed action; the exception ends now or once its cause has cleared (lifecycle.md §5.4). */
export const resolve: Rule<Payloads['resolve']> = (script, payload) =>
  onOpen(script, payload.exceptionId, (open) => {
    const { action, noteId } = payload
    if (!actionsFor(open.type).includes(action)) {
      return invalid('/payload/action', `This exception takes: ${actionsFor(open.type).join(', ')}.`)
    }
    if (action === 'dismiss' && isLatched(open.type) && !mayActAs(script.envelope.actor.kind, ['V'])) {
      return { code: 'forbidden', message: 'Only a supervisor may dismiss this type.' }
    }
    const refusal = runs[action]?.(script, payload)
    if (refusal) return refusal
    if (actionRow(action).ends === 'now') {
      const left = openException(script.now(), open.type)
      if (left) end(script, left, { ending: 'by_person', action, noteId })
    } else {
      script.say({ type: 'exception_handled', data: { exceptionId: open.id, action, noteId } })
    }
    return undefined
  })

/** What an action does to the shipment beside ending the exception. */
const runs: Partial<Record<Payloads['resolve']['action'], Rule<Payloads['resolve']>>> = {
  cancel: (script, { noteId, acceptedFeeMinor }) => {
    const shipment = script.now()
    if (!isIn([...UNPAID, 'confirmed', ...OFFERED], shipment.status)) {
      return { code: 'not_now', message: 'The parcels are under way: return them instead.' }
    }
    const feeMinor = cancellationFeeMinor(shipment, 'K')
    if (acceptedFeeMinor !== null && acceptedFeeMinor !== feeMinor) {
      return invalid('/payload/input/acceptedFee', `Cancelling costs ${feeMinor} minor units now.`)
    }
    script.say({ type: 'cancelled', data: { noteId, cause: 'K', feeMinor } })
    return undefined
  },
  assign: (script, { courierIds, noteId }) => {
    const { status } = script.now()
    if (!isIn(['confirmed', ...OFFERED], status)) {
      return { code: 'not_now', message: 'A courier has the parcels: this needs a hand-over.' }
    }
    if (!courierIds?.length) return invalid('/payload/input/courierIds', 'Name the couriers.')
    if (status !== 'confirmed') withdraw(script, noteId)
    return offer(script, courierIds, null)
  },
  rewindow: (script, { window }) => {
    if (!window) return invalid('/payload/input/window', 'Give the new window.')
    return newWindow(script, window)
  },
  reattempt: (script, { window }) => {
    const { status } = script.now()
    if (status === 'attempt_failed') {
      const span = window ?? [script.nowMs, script.nowMs + script.now().policy.allowancesMs.reattempt]
      if (span[1] <= script.nowMs) return invalid('/payload/input/window', 'The window has passed.')
      script.say({ type: 'delivery_decided', data: { option: 'reattempt', window: span, isDefault: false } })
      return undefined
    }
    if (status === 'confirmed') return window ? newWindow(script, window) : undefined
    return { code: 'not_now', message: 'A new attempt can be planned after a failed one.' }
  },
}

function newWindow(script: Script, window: Span): Refusal | undefined {
  if (window[1] <= script.nowMs || window[1] <= window[0]) {
    return invalid('/payload/input/window', 'The window must end in the future, after it begins.')
  }
  if (!isIn([...UNPAID, 'confirmed', ...OFFERED], script.now().status)) {
    return { code: 'not_now', message: 'The parcels were picked up already.' }
  }
  script.say({ type: 'rescheduled', data: { window } })
  return undefined
}

/** D or the owner acts on an open exception; anybody else is told no. */
function onOpen(
  script: Script,
  exceptionId: string,
  act: (open: OpenException) => Refusal | undefined,
): Refusal | undefined {
  const { actor } = script.envelope
  const open = script.now().exceptions.find((exception) => exception.id === exceptionId)
  if (!open) return { code: 'not_now', message: 'This exception is not open any more.' }
  const isOwner = open.owner.kind === 'user' ? open.owner.id === actor.id : open.owner.id === actor.kind
  if (!isOwner && !mayActAs(actor.kind, ['D', 'Y'])) {
    return { code: 'forbidden', message: 'Only dispatchers and the owner act on this exception.' }
  }
  return act(open)
}
