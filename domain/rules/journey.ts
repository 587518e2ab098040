import { mayActAs } from '../actors.ts'
import { correctTargets } from '../commands.ts'
import { owesPrice } from '../consequences.ts'
import { dayMs } from '../durations.ts'
import { invalid, type Refusal } from '../errors.ts'
import { type Cause, exceptionRow, typeOfReason } from '../exception-types.ts'
import { returnFeeMinor } from '../fees.ts'
import { incidentReasons, type Payloads } from '../payloads.ts'
import { missingProofs } from '../proofs.ts'
import { raise } from '../raise.ts'
import type { Rule, Script } from '../script.ts'
import { openException } from '../shipment.ts'
import { isIn, type Status } from '../status.ts'

const returnable: readonly Status[] = [
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'attempt_failed',
  'available_for_pickup',
]
const longestCollectDays = 30

/** Something went wrong on the way: kept as a fact, and the exception of its reason. */
export const reportIncident: Rule<Payloads['report_incident']> = (script, data) => {
  const type = incidentReasons.some((reason) => reason === data.reason) ? typeOfReason(data.reason) : null
  if (!type) return invalid('/payload/reason', `Choose one of: ${incidentReasons.join(', ')}.`)
  script.say({ type: 'incident_reported', data })
  raise(script, { type, reason: data.reason, via: 'person', noteId: data.noteId })
  return undefined
}

/** The parcel waits at a point until the recipient collects it. */
export const makeAvailable: Rule<Payloads['make_available']> = (script, { pointId, untilMs }) => {
  const { policy } = script.now()
  const untilMost = script.nowMs + longestCollectDays * dayMs
  if (untilMs !== null && (untilMs <= script.nowMs || untilMs > untilMost)) {
    return invalid('/payload/until', `It can be collected until an instant in the next ${longestCollectDays} days.`)
  }
  const data = { pointId, untilMs: untilMs ?? script.nowMs + policy.allowancesMs.collect }
  script.say({ type: 'ready_to_collect', data })
  return undefined
}

export const startReturn: Rule<Payloads['start_return']> = (script, data) => turnRound(script, data)

export function canReturn(status: Status): boolean {
  return isIn(returnable, status)
}

/** Turns the shipment round: the outbound price is kept and half of it added, or neither when it was our fault. */
export function turnRound(script: Script, { cause, noteId }: Payloads['start_return']): Refusal | undefined {
  if (!canReturn(script.now().status)) return { code: 'not_now', message: 'Nothing can be returned now.' }
  const feeMinor = returnFeeMinor(script.now(), cause)
  script.say({ type: 'return_started', data: { cause, noteId, feeMinor } })
  return undefined
}

/** Back with the sender, proven like a delivery; a PIN is the recipient's and is not asked for. */
export const completeReturn: Rule<Payloads['complete_return']> = (script, { proof }) => {
  const { policy, waivedProofs } = script.now()
  const missing = missingProofs({ ...policy.pod, pin: 'off' }, proof, waivedProofs)
  const [first] = missing
  if (first) return { code: 'invalid_input', message: first.message, errors: missing }
  script.say({ type: 'return_completed', data: { proof } })
  payBack(script)
  return undefined
}

/** Only what is suspected lost, or disputed, may be declared lost. */
export const markLost: Rule<Payloads['mark_lost']> = (script, data) => {
  const shipment = script.now()
  if (!openException(shipment, 'suspected_lost') && !openException(shipment, 'disputed')) {
    return { code: 'not_now', message: 'Raise "suspected lost" first: nothing is lost without a search.' }
  }
  script.say({ type: 'marked_lost', data })
  payBack(script)
  return undefined
}

export const dispose: Rule<Payloads['dispose']> = (script, data) => {
  script.say({ type: 'parcel_disposed', data })
  payBack(script)
  return undefined
}

/** Puts right where the shipment stands. Nothing is deleted; once money was taken it needs a supervisor (T7). */
export const correct: Rule<Payloads['correct']> = (script, { toStatus, custodian, noteId }) => {
  const { status, money, isVerified } = script.now()
  if (!correctTargets.includes(toStatus))
    return invalid('/payload/toStatus', `Choose one of: ${correctTargets.join(', ')}.`)
  if (toStatus === status && custodian === null) return invalid('/payload/toStatus', 'It has this status already.')
  if (money.state === 'captured' && !mayActAs(script.envelope.actor.kind, ['V'])) {
    return { code: 'forbidden', message: 'Money was taken already: only a supervisor may correct this.' }
  }
  const data = { toStatus, custodian, noteId, from: status, wasVerified: isVerified }
  script.say({ type: 'corrected', data })
  return undefined
}

/** Lets the courier deliver without these proofs. */
export const overridePod: Rule<Payloads['override_pod']> = (script, { methods, noteId }) => {
  script.say({ type: 'pod_overridden', data: { methods, noteId } })
  return undefined
}

/** Money that was taken already for what nobody owes goes back by a decision of its own. */
export function payBack(script: Script): void {
  const shipment = script.now()
  const { money } = shipment
  const leftMinor = money.capturedMinor - money.refundDueMinor
  if (money.state !== 'captured' || money.method !== 'card' || owesPrice(shipment) || leftMinor <= 0) return
  const data = { decision: 'refund', amountMinor: leftMinor, cause: causeNow(script), noteId: null } as const
  script.say({ type: 'settlement_decided', data: { ...data, n: money.settlements + 1 } })
}

function causeNow(script: Script): Cause {
  return script.now().endCause ?? exceptionRow('suspected_lost').cause
}
