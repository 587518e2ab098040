import type { Payloads } from '../payloads.ts'
import type { Rule } from '../script.ts'

/** A second witness to what the courier says. */
export const confirmStep: Rule<Payloads['confirm_step']> = (script, { step }) => {
  if (script.now().confirmedSteps.includes(step)) return undefined
  script.say({ type: 'step_confirmed', data: { step } })
  return undefined
}

/** Acceptance: ends the verify window, so the money is taken now. */
export const verifyDelivery: Rule<Payloads['verify_delivery']> = (script, { noteId }) => {
  if (script.now().isVerified) return undefined
  script.say({ type: 'delivery_verified', data: { noteId, isLapse: false } })
  return undefined
}
