import type { ExceptionType } from '../exception-types.ts'
import type { DisputeKind, Payloads } from '../payloads.ts'
import { end, raise } from '../raise.ts'
import type { Rule } from '../script.ts'
import { openException } from '../shipment.ts'

/** A second witness to what the courier says. */
export const confirmStep: Rule<Payloads['confirm_step']> = (script, { step }) => {
  if (script.now().confirmedSteps.includes(step)) return undefined
  script.say({ type: 'step_confirmed', data: { step } })
  return undefined
}

/** Acceptance: ends the verify window, so the money is taken now. */
export const verifyDelivery: Rule<Payloads['verify_delivery']> = (script, { noteId }) => {
  if (script.now().isVerified) return undefined
  const disputed = openException(script.now(), 'disputed')
  // Nothing is taken while a dispute is open (lifecycle.md §9, 11): whoever disputed takes it back by this.
  if (disputed && disputed.reason !== 'not_received') {
    return { code: 'not_now', message: 'The bank disputes the payment: that case is closed first.' }
  }
  if (disputed) end(script, disputed, { ending: 'by_person', noteId })
  script.say({ type: 'delivery_verified', data: { noteId, isLapse: false } })
  return undefined
}

const disputeTypes: Record<DisputeKind, ExceptionType> = {
  not_received: 'disputed',
  damaged: 'damaged_or_missing',
  missing_items: 'damaged_or_missing',
}

/** The recipient or sender does not agree: nothing is taken while the case is open. */
export const dispute: Rule<Payloads['dispute']> = (script, data) => {
  if (script.now().isVerified) return { code: 'not_now', message: 'The delivery was confirmed already.' }
  script.say({ type: 'delivery_disputed', data })
  raise(script, { type: disputeTypes[data.kind], reason: data.kind, via: 'person', noteId: data.noteId })
  return undefined
}
