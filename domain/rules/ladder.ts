import { mayActAs } from '../actors.ts'
import { addOpenMs } from '../calendar.ts'
import { dayMs } from '../durations.ts'
import { invalid, type Refusal } from '../errors.ts'
import { exceptionRow, isLatched } from '../exception-types.ts'
import { highestLevel, mostSnoozes } from '../ladder.ts'
import type { Payloads } from '../payloads.ts'
import { climb, raise, reopen as reopenOld } from '../raise.ts'
import type { Rule, Script } from '../script.ts'
import { type OpenException, openException } from '../shipment.ts'

/** A person may open a resolved exception again for this long (E7). */
const reopenForMs = 7 * dayMs

/** A person noticed something. */
export const raiseByPerson: Rule<Payloads['raise']> = (script, { type, reason, noteId }) => {
  const { reasons } = exceptionRow(type)
  if (!reasons.includes(reason)) return invalid('/payload/reason', `Choose one of: ${reasons.join(', ')}.`)
  const via = script.envelope.actor.kind === 'P' ? 'partner' : 'person'
  if (via === 'partner' && !partnerTypes.includes(type)) {
    return invalid('/payload/type', `Partners report: ${partnerTypes.join(', ')}.`)
  }
  raise(script, { type, reason, via, noteId })
  return undefined
}

/** What a partner may raise by itself (lifecycle.md §3, `raise`). */
const partnerTypes: readonly string[] = ['address_problem', 'damaged_or_missing', 'missorted', 'suspected_lost']

/** Somebody has seen it: no repeats within the level, and one that sleeps wakes. The ladder goes on. */
export const acknowledge: Rule<Payloads['acknowledge']> = (script, { exceptionId }) =>
  onOpen(script, exceptionId, (open) => {
    if (open.state === 'snoozed') script.say({ type: 'exception_woken', data: { exceptionId } })
    else if (open.state !== 'acknowledged') script.say({ type: 'exception_acknowledged', data: { exceptionId } })
    return undefined
  })

/** Makes somebody the owner; without a name the role that it began with has it again. */
export const take: Rule<Payloads['take']> = (script, { exceptionId, toUserId }) =>
  onOpen(script, exceptionId, (open) => {
    const { actor } = script.envelope
    const isHis = open.owner.kind === 'role' || open.owner.id === actor.id
    if (!isHis && toUserId !== open.owner.id && !mayActAs(actor.kind, ['V'])) {
      return { code: 'not_now', message: 'Somebody else has it: only the owner or a supervisor hands it over.' }
    }
    const owner: OpenException['owner'] = toUserId
      ? { kind: 'user', id: toUserId }
      : { kind: 'role', id: exceptionRow(open.type).owner }
    if (owner.id !== open.owner.id) script.say({ type: 'exception_taken', data: { exceptionId, owner } })
    return undefined
  })

/** Lets it sleep: with a reason, at most one working day, three times; latched types and level 3 need a supervisor (E5). */
export const snooze: Rule<Payloads['snooze']> = (script, { exceptionId, untilMs, noteId }) =>
  onOpen(script, exceptionId, (open) => {
    const { policy } = script.now()
    if (open.state === 'noise') return { code: 'not_now', message: 'It is only a sign so far: nothing climbs.' }
    if (open.state === 'snoozed') return { code: 'not_now', message: 'It sleeps already.' }
    if (open.snoozes >= mostSnoozes) return { code: 'not_now', message: `It was snoozed ${mostSnoozes} times already.` }
    const needsSupervisor = isLatched(open.type) || open.level >= 3
    if (needsSupervisor && !mayActAs(script.envelope.actor.kind, ['V'])) {
      return { code: 'forbidden', message: 'Only a supervisor may snooze this.' }
    }
    const latestMs = addOpenMs(policy.hours.office, script.nowMs, policy.workDayMs)
    if (untilMs <= script.nowMs || untilMs > latestMs) {
      return invalid(
        '/payload/until',
        `Snooze to an instant at most one working day ahead: ${new Date(latestMs).toISOString()}.`,
      )
    }
    script.say({ type: 'exception_snoozed', data: { exceptionId, untilMs, noteId } })
    return undefined
  })

/** One level up at once, by a person. */
export const escalate: Rule<Payloads['escalate']> = (script, { exceptionId, noteId }) =>
  onOpen(script, exceptionId, (open) => {
    if (open.state === 'noise') {
      raise(script, { type: open.type, reason: open.reason, via: 'person', noteId })
      return undefined
    }
    if (open.level >= highestLevel) return { code: 'not_now', message: 'It has reached the highest level already.' }
    climb(script, open, noteId)
    return undefined
  })

/** A person opens a resolved exception again, at its old level. */
export const reopen: Rule<Payloads['reopen']> = (script, { exceptionId, noteId }) => {
  const { resolved } = script.now()
  const old = resolved.find(({ id }) => id === exceptionId)
  if (!old || script.nowMs - old.resolvedAtMs > reopenForMs) {
    return { code: 'not_now', message: 'It can be opened again for seven days after it was resolved.' }
  }
  if (openException(script.now(), old.type))
    return { code: 'not_now', message: 'The same problem is open again already.' }
  if (!mayActAs(script.envelope.actor.kind, ['D'])) {
    return { code: 'forbidden', message: 'Only dispatchers open an exception again.' }
  }
  reopenOld(script, old, noteId)
  return undefined
}

/** D or the owner acts on an open exception; anybody else is told no. */
export function onOpen(
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
