import { mayActAs } from './actors.ts'
import { commandRow } from './commands.ts'
import { concludeCommand } from './consequences.ts'
import type { Refusal } from './errors.ts'
import type { EventData, ShipmentEvent } from './events.ts'
import type { Command, Envelope, Payloads, RunCommand, WorkflowCommandType } from './payloads.ts'
import { raise } from './raise.ts'
import { pay } from './rules/money.ts'
import { rules } from './rules/table.ts'
import { openScript, type Script } from './script.ts'
import type { Shipment } from './shipment.ts'

/** The first command of a shipment. What it pays with, if anything, comes in the same task. */
export type BookCommand = Envelope & {
  type: 'book'
  payload: EventData['booked'] & { payment: Payloads['pay'] | null }
}

/** Everything a shipment's workflow takes. */
export type ShipmentCommand = BookCommand | Command

/**
 * What a command does: the events it makes (none when it changes nothing), or why it is refused.
 * Pure: the same shipment, command and instant always give the same answer.
 */
export function decide(shipment: Shipment, command: ShipmentCommand, nowMs: number): ShipmentEvent[] | Refusal {
  if (command.type === 'book') return decideBooking(shipment, command, nowMs)
  if (isLateFact(shipment, command)) return keepFact(shipment, command, nowMs)
  const refusal = refuse(shipment, command)
  if (refusal) return refusal
  const script = begin(shipment, command, nowMs)
  const broken = runRule(script, command)
  if (broken) return broken
  concludeCommand(script)
  return script.events
}

/** Opens the events of a command; one inside it runs by the same table. */
function begin(shipment: Shipment, envelope: Envelope, nowMs: number): Script {
  return openScript(shipment, { envelope, nowMs, run: (script, given: RunCommand) => runRule(script, given) })
}

function runRule<K extends WorkflowCommandType>(
  script: Script,
  command: { type: K; payload: Payloads[K] },
): Refusal | undefined {
  return rules[command.type](script, command.payload)
}

function decideBooking(shipment: Shipment, command: BookCommand, nowMs: number): ShipmentEvent[] | Refusal {
  if (shipment.seq > 0) return { code: 'not_now', message: 'This shipment is booked already.' }
  const script = begin(shipment, command, nowMs)
  const { payment, ...data } = command.payload
  script.say({ type: 'booked', data })
  const broken = payment ? pay(script, payment) : undefined
  return broken ?? script.events
}

/** Who, hold, edge: in this order (T3); the guards are in the rules. */
function refuse(shipment: Shipment, command: Command): Refusal | undefined {
  const { type, actor, expectedSeq } = command
  const row = commandRow(type)
  if (!mayAct(shipment, command)) return { code: 'forbidden', message: `This is not yours to do: ${row.name}.` }
  if (expectedSeq !== null && expectedSeq !== shipment.seq) {
    return { code: 'stale_view', message: `The shipment has moved on to step ${shipment.seq}.` }
  }
  if (row.waitsForHold && shipment.holds.length > 0 && actor.kind !== 'Y') {
    return { code: 'on_hold', message: 'The shipment is on hold.' }
  }
  if (!isMoveNow(shipment, type)) {
    return { code: 'not_now', message: `${row.name} is not possible while the shipment is ${shipment.status}.` }
  }
  return undefined
}

/** Whether the status of the shipment has an edge for this command. */
export function isMoveNow(shipment: Shipment, type: WorkflowCommandType): boolean {
  return shipment.seq > 0 && commandRow(type).moves[shipment.status] !== undefined
}

const withOffer: readonly WorkflowCommandType[] = ['accept', 'decline']

/** A capacity that the table names; a courier must have the offer or the shipment itself. */
function mayAct(shipment: Shipment, { type, actor }: Pick<Command, 'type' | 'actor'>): boolean {
  const { by } = commandRow(type)
  if (actor.kind === 'Y') return true
  if (!mayActAs(actor.kind, by)) return false
  if (actor.kind !== 'C') return true
  const hasOffer = shipment.offers.some((offer) => offer.courierId === actor.id)
  return shipment.courierId === actor.id || (hasOffer && withOffer.includes(type)) || type === 'add_note'
}

/** A fact that came too late to move anything: it happened before the current status began (T5, T11). */
function isLateFact(shipment: Shipment, command: Command): boolean {
  const isFact = commandRow(command.type).nature === 'fact'
  const isOld = command.occurredAtMs < shipment.enteredAtMs || command.source === 'offline'
  return (
    shipment.seq > 0 &&
    shipment.status !== 'closed' &&
    isFact &&
    isOld &&
    mayAct(shipment, command) &&
    !isMoveNow(shipment, command.type)
  )
}

/** Kept in the history; one that came from an offline queue is a contradiction that somebody must look at. */
function keepFact(shipment: Shipment, command: Command, nowMs: number): ShipmentEvent[] {
  const script = begin(shipment, command, nowMs)
  script.say({ type: 'fact_kept', data: { command: command.type, reason: `while ${shipment.status}` } })
  if (command.source === 'offline') {
    raise(script, { type: 'status_mismatch', reason: 'offline_conflict', via: 'person' })
  }
  return script.events
}

/** A report that cannot be refused to its sender is recorded instead, never dropped. */
export function recordRefusal(shipment: Shipment, command: Command, { code, nowMs }: { code: string; nowMs: number }) {
  if (shipment.seq === 0 || shipment.status === 'closed') return []
  const script = begin(shipment, command, nowMs)
  script.say({ type: 'report_refused', data: { command: command.type, code } })
  return script.events
}
