import { mayActAs } from '../actors.ts'
import { commandRow } from '../commands.ts'
import { invalid, type Refusal } from '../errors.ts'
import { type ActionType, actionRow, actionsFor } from '../exception-actions.ts'
import { isLatched } from '../exception-types.ts'
import type { Payloads, RunCommand } from '../payloads.ts'
import { end } from '../raise.ts'
import type { Rule, Script } from '../script.ts'
import { openException } from '../shipment.ts'
import { onOpen } from './ladder.ts'
import { runOf } from './resolve-before.ts'
import { compensate } from './settling.ts'

/** Runs a typed action; the exception ends now or once its cause has cleared (lifecycle.md §5.4). */
export const resolve: Rule<Payloads['resolve']> = (script, given) =>
  onOpen(script, given.exceptionId, (open) => {
    const { action, noteId } = given
    const run = runOf(given, script.now())
    if (!actionsFor(open.type).includes(action)) {
      return invalid('/payload/action', `This exception takes: ${actionsFor(open.type).join(', ')}.`)
    }
    const refusal = guards[action]?.(script, open) ?? (run ? runInside(script, { action, run }) : undefined)
    if (refusal) return refusal
    if (actionRow(action).ends === 'when_cleared') {
      script.say({ type: 'exception_handled', data: { exceptionId: open.id, action, noteId } })
      return undefined
    }
    const left = openException(script.now(), open.type)
    if (left) end(script, left, { ending: 'by_person', action, noteId })
    return undefined
  })

type Open = Parameters<Parameters<typeof onOpen>[2]>[0]

/** What an action asks for beside its command. */
const guards: Partial<Record<ActionType, (script: Script, open: Open) => Refusal | undefined>> = {
  dismiss: ({ envelope }, { type }) =>
    isLatched(type) && !mayActAs(envelope.actor.kind, ['V'])
      ? { code: 'forbidden', message: 'Only a supervisor may dismiss this type.' }
      : undefined,
  extend: (script, { type }) =>
    script.now().extended.includes(type)
      ? { code: 'not_now', message: 'Its deadline was moved once already.' }
      : undefined,
  retry_money: (script) => {
    const { state, refundDueMinor, refundedMinor } = script.now().money
    const isOpen = state === 'failed' || (state === 'captured' && refundedMinor < refundDueMinor)
    return isOpen ? undefined : { code: 'not_now', message: 'No payment step has failed: there is nothing to repeat.' }
  },
}

/** The command of an action is judged as if it had come alone. */
function runInside(script: Script, { action, run }: { action: ActionType; run: RunCommand }): Refusal | undefined {
  const { actor } = script.envelope
  const row = commandRow(run.type)
  if (action === 'compensate' && run.type === 'settle') return inInput(compensate(script, run.payload))
  if (!mayActAs(actor.kind, row.by) && actor.kind !== 'Y') {
    return { code: 'forbidden', message: `This is not yours to do: ${row.name}.` }
  }
  const { status, holds } = script.now()
  if (row.moves[status] === undefined) {
    return { code: 'not_now', message: `${row.name} is not possible while the shipment is ${status}.` }
  }
  if (row.waitsForHold && holds.length > 0) return { code: 'on_hold', message: 'The shipment is on hold.' }
  return inInput(script.run(run))
}

/** Fields of the inner command stand under `input` of the resolve. */
function inInput(refusal: Refusal | undefined): Refusal | undefined {
  if (!refusal?.errors) return refusal
  const errors = refusal.errors.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace('/payload', '/payload/input'),
  }))
  return { ...refusal, errors }
}
