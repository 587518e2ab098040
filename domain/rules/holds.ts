import { mayActAs } from '../actors.ts'
import { dayMs } from '../durations.ts'
import { invalid } from '../errors.ts'
import type { Cause } from '../exception-types.ts'
import { type HoldReason, holdRow, longestHoldDays, nextReviewMs } from '../holds.ts'
import type { Payloads } from '../payloads.ts'
import type { Rule, Script } from '../script.ts'

/** Whose cause a hold is, told by who places it. */
const causeOf: Partial<Record<string, Cause>> = { S: 'S', R: 'N', P: 'U' }

/** Stops the work on a shipment for a reason; some reasons stop its clock as well. */
export const placeHold: Rule<Payloads['place_hold']> = (script, { reason, untilMs, retentionReason, noteId }) => {
  const { kind } = script.envelope.actor
  const { name, by, stops } = holdRow(reason)
  if (kind !== 'Y' && !mayActAs(kind, by))
    return { code: 'forbidden', message: `This hold is not yours to place: ${name}.` }
  if (script.now().holds.some((hold) => hold.reason === reason)) {
    return { code: 'not_now', message: `The shipment is held for this reason already: ${name}.` }
  }
  const latestMs = script.nowMs + longestHoldDays * dayMs
  if (untilMs !== null && (untilMs <= script.nowMs || untilMs > latestMs)) {
    return invalid('/payload/until', `A hold ends in the future, at most ${longestHoldDays} days ahead.`)
  }
  const stopsClock = stops({ retentionReason, cause: causeOf[kind] ?? 'K' })
  hold(script, { reason, untilMs: untilMs ?? latestMs, retentionReason, noteId, stopsClock, bulletinId: null })
  return undefined
}

/** Lets the work go on. */
export const releaseHold: Rule<Payloads['release_hold']> = (script, { reason, noteId }) => {
  const { kind } = script.envelope.actor
  const { name, by } = holdRow(reason)
  if (kind !== 'Y' && !mayActAs(kind, by))
    return { code: 'forbidden', message: `This hold is not yours to end: ${name}.` }
  if (!script.now().holds.some((held) => held.reason === reason)) {
    return { code: 'not_now', message: `The shipment is not held for this reason: ${name}.` }
  }
  script.say({ type: 'hold_released', data: { reason, isLapse: false, noteId } })
  return undefined
}

type Held = {
  reason: HoldReason
  untilMs: number
  retentionReason: string | null
  noteId: string | null
  stopsClock: boolean
  bulletinId: string | null
}

/** Writes a hold with the instant at which somebody must look at it. */
export function hold(script: Script, held: Held): void {
  const reviewAtMs = nextReviewMs(script.now().policy, held, script.nowMs)
  script.say({ type: 'hold_placed', data: { ...held, reviewAtMs } })
}
